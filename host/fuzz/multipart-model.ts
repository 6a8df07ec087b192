import type { Header } from '../exchange/answer.ts'
import { refused, type Verdict } from './verdict.ts'

/** A part of an answer in parts. */
export interface Part {
  readonly data: Buffer
  readonly headers: readonly Header[]
}

const boundaryLength = 70
const wrongOrder = refused(6)
const outOfRange = refused(3)

/** The bytes of an answer in parts. */
export class MultipartModel {
  readonly #subType: string
  readonly #partType: string
  readonly #boundary: string
  /** The part that waits whether another one follows. */
  first: Part | undefined

  constructor(subType: string, partType: string, uuid: string) {
    this.#subType = subType
    this.#partType = partType
    this.#boundary = `${uuid}-${uuid}`.slice(0, boundaryLength)
  }

  /** The value of its `Content-Type`. */
  get type(): string {
    const quote = this.#partType.includes('/') ? '"' : ''
    return `multipart/${this.#subType}; type=${quote}${this.#partType}${quote}; boundary=${this.#boundary}`
  }

  /** What stands behind the last part. */
  get end(): Buffer {
    return Buffer.from(`--${this.#boundary}--\r\n`, 'latin1')
  }

  /** The two things that Orthanc says no to only when the first bytes are sent. */
  fault(headers: readonly Header[]): Verdict | undefined {
    if (headers.some(([name]) => name !== 'Set-Cookie')) return wrongOrder
    return this.#subType === 'mixed' || this.#subType === 'related' ? undefined : outOfRange
  }

  /** Of several headers with one name the last; they are sorted by their bytes. */
  bytesOf({ data, headers }: Part): Buffer {
    const own = new Map(headers)
    const has = new Set([...own.keys()].map((name) => name.toLowerCase()))
    const lines = [...own.keys()].toSorted(byBytes).map((name) => `${name}: ${own.get(name)}\r\n`)
    if (!has.has('content-type')) lines.push(`Content-Type: ${this.#partType}\r\n`)
    if (!has.has('content-length')) lines.push(`Content-Length: ${data.length}\r\n`)
    if (!has.has('mime-version')) lines.push('MIME-Version: 1.0\r\n\r\n')
    const head = `--${this.#boundary}\r\n${lines.join('')}`
    return Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from('\r\n')])
  }

  /** All of it, where there is at most one part. */
  get whole(): Buffer {
    const parts = this.first === undefined ? [] : [this.bytesOf(this.first)]
    return Buffer.concat([...parts, this.end])
  }
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : 1
}
