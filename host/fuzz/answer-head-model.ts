import type { Header } from '../exchange/answer.ts'
import { statusReasons } from '../exchange/http-status.ts'
import { defaultLimits } from '../exchange/limits.ts'
import { bad, success, type Verdict } from './verdict.ts'

const framing = /^(content-length|transfer-encoding|connection)$/i

/** The status and the headers of an answer that is being made. */
export class AnswerHeadModel {
  #headers: Header[] = []
  #bytes = 0
  #lines = 0
  #nosniff = true
  status = 200
  hasType = false

  get headers(): readonly Header[] {
    return this.#headers
  }

  /** What complete answers and errors have in common. */
  get common(): { headers: readonly Header[]; nosniff: boolean } {
    return { headers: [...this.#headers], nosniff: this.#nosniff }
  }

  get hasGoodStatus(): boolean {
    return this.status >= 200 && statusReasons.has(this.status)
  }

  /** A header that the plugin names. */
  set(name: string, value: string): Verdict {
    if (framing.test(name)) return { code: 0, logs: ['warning'] }
    if (name === 'X-Content-Type-Options') this.#nosniff = false
    return this.add(name, value) ?? success
  }

  /** One more, unless there are too many. */
  add(name: string, value: string): Verdict | undefined {
    this.#bytes += name.length + value.length
    if (this.#lines >= defaultLimits.maxHeaderLines) return bad(4)
    if (this.#bytes > defaultLimits.maxHeaderKiB * 1024) return bad(4)
    this.#lines++
    this.#headers.push([name, value])
    return undefined
  }

  addType(type: string): Verdict | undefined {
    this.hasType = true
    return this.add('Content-Type', type)
  }

  /** One header in place of all others, unless it is too long. */
  replace(status: number, name: string, value: string): Verdict | undefined {
    if (name.length + value.length > defaultLimits.maxHeaderKiB * 1024) return bad(4)
    this.status = status
    this.#headers = [[name, value]]
    this.#lines = 1
    return undefined
  }
}
