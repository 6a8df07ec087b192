import { createHash } from 'node:crypto'
import { errorCodes } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'
import { AnswerHeadModel } from './answer-head-model.ts'
import type { AnswerRules, ExpectedAnswer, ExpectedBody, ExpectedImage } from './expected-answer.ts'
import { MultipartModel } from './multipart-model.ts'
import { bad, refused, success, type Verdict } from './verdict.ts'

const wrongOrder = refused(errorCodes.BadSequenceOfCalls)
const outOfRange = refused(errorCodes.ParameterOutOfRange)
const onlyCookies = 'only headers that can be set in multipart answers are Set-Cookie'

/** What the contract says about the answer of one request, in the order of the calls that make it. */
export class AnswerModel {
  readonly #rules: AnswerRules
  readonly #head = new AnswerHeadModel()
  #details: string | undefined
  #complete: ExpectedAnswer | undefined
  #multipart: MultipartModel | undefined
  #streams = false
  #bytes = 0
  #written = 0
  #refusal: readonly string[] | undefined
  #fault: readonly string[] | undefined
  /** The head of the stream, and a digest of what was written to it. */
  streamHead: { status: number; headers: readonly Header[] } | undefined
  readonly streamed = createHash('sha1')

  constructor(rules: AnswerRules) {
    this.#rules = rules
  }

  get isOpen(): boolean {
    return this.#complete === undefined && this.#multipart === undefined
  }

  answer(body: Buffer, mimeType: string): Verdict {
    if (!this.isOpen) return wrongOrder
    if (hasLineBreak(mimeType)) return bad(3)
    return (
      this.#head.addType(mimeType) ??
      this.#finishWith({ kind: 'bytes', bytes: body }, body.length, mimeType)
    )
  }

  answerImage(image: ExpectedImage): Verdict {
    if (!this.isOpen) return wrongOrder
    return (
      this.#head.addType(image.isPng ? 'image/png' : 'image/jpeg') ??
      this.#finishWith({ kind: 'image', image }, this.#rules.encodedBytes(image))
    )
  }

  /** Redirect, SendUnauthorized, SendMethodNotAllowed: one header replaces all others. */
  answerAlone(kind: 'redirect' | 'unauthorized' | 'methods', text: string): Verdict {
    if (hasLineBreak(text)) return bad(3)
    if (!this.isOpen) return wrongOrder
    const rows = {
      redirect: [this.#rules.redirectStatus, 'Location', text],
      unauthorized: [401, 'WWW-Authenticate', `Basic realm="${text}"`],
      methods: [405, 'Allow', text],
    } as const
    const [status, name, value] = rows[kind]
    return (
      this.#head.replace(status, name, value) ??
      this.#finishWith({ kind: 'bytes', bytes: Buffer.alloc(0) }, 0)
    )
  }

  sendStatus(status: number, body: Buffer): Verdict {
    if (!this.isOpen) return wrongOrder
    if (status === 301 || status === 405) return outOfRange
    if (body.length > 0 && !this.#head.hasType) {
      const failed = this.#head.addType('text/plain')
      if (failed !== undefined) return failed
    }
    this.#head.status = status
    return this.#finishWith({ kind: 'bytes', bytes: body }, body.length)
  }

  setHeader(name: string, value: string): Verdict {
    if (hasLineBreak(name) || hasLineBreak(value)) return bad(3)
    return this.isOpen ? this.#head.set(name, value) : wrongOrder
  }

  setCookie(name: string, value: string): Verdict {
    if (hasLineBreak(name) || hasLineBreak(value)) return bad(3)
    if (!this.isOpen) return wrongOrder
    return this.#head.add('Set-Cookie', `${name}=${value}`) ?? success
  }

  setDetails(details: string): Verdict {
    this.#details = details.slice(0, fixedLimits.detailsBytes)
    return success
  }

  startMultipart(subType: string, partType: string): Verdict {
    if (hasLineBreak(subType) || hasLineBreak(partType)) return outOfRange
    if (!this.isOpen) return wrongOrder
    if (subType.length + partType.length > defaultLimits.maxHeaderKiB * 1024) return bad(4)
    this.#multipart = new MultipartModel(subType, partType, this.#rules.uuid)
    return success
  }

  sendPart(data: Buffer, headers: readonly Header[]): Verdict {
    if (headers.some((header) => header.some(hasLineBreak))) return outOfRange
    const multipart = this.#multipart
    if (multipart === undefined || this.#refusal !== undefined) return wrongOrder
    const { maxHeaderLines: headerLines, maxHeaderKiB } = defaultLimits
    const headerBytes = maxHeaderKiB * 1024
    if (headers.length > headerLines || headers.flat().join('').length > headerBytes) return bad(4)
    const tooMuch = this.#count(data.length)
    if (tooMuch !== undefined) {
      this.#refusal = ['MaxAnswerMiB']
      return tooMuch
    }
    if (this.#streams) return this.#write(multipart.bytesOf({ data, headers }))
    if (multipart.first !== undefined) return this.#begin(multipart, { data, headers })
    multipart.first = { data, headers }
    return success
  }

  /** A call spoiled the answer: one that has no code to return refuses the request. */
  spoil(saying: readonly string[], hasCode: boolean): void {
    if (hasCode) this.#fault ??= saying
    else this.#refusal ??= saying
  }

  /** The answer once the callback has returned. */
  finish(code: number): ExpectedAnswer {
    if (this.#refusal !== undefined) return this.fail(this.#refusal)
    if (this.#complete !== undefined) return this.#complete
    if (code !== 0) return this.#failed(code, this.#details === undefined ? [] : [this.#details])
    if (this.#multipart !== undefined) return this.#finishMultipart(this.#multipart)
    return this.#fault === undefined ? { kind: 'nothing' } : this.fail(this.#fault)
  }

  /** The answer when the callback did not return. */
  fail(saying: readonly string[]): ExpectedAnswer {
    if (this.#streams) return { kind: 'streamed', complete: false }
    const code = errorCodes.Plugin
    return { kind: 'error', code, headers: [], hasType: false, nosniff: true, details: saying }
  }

  #failed(code: number, details: readonly string[]): ExpectedAnswer {
    if (this.#streams) return { kind: 'streamed', complete: false }
    const { common, hasType } = this.#head
    return { kind: 'error', code, ...common, hasType, details }
  }

  #finishWith(body: ExpectedBody, length: number, compressAs?: string): Verdict {
    const { hasGoodStatus, status, common } = this.#head
    if (!hasGoodStatus) return outOfRange
    const tooMuch = this.#count(length)
    if (tooMuch !== undefined) return tooMuch
    const type = compressAs === undefined ? {} : { compressAs }
    this.#complete = { kind: 'complete', status, ...common, body, ...type }
    return success
  }

  #count(bytes: number): Verdict | undefined {
    this.#bytes += bytes
    return this.#bytes > this.#rules.maxAnswerBytes ? bad(4) : undefined
  }

  /** The second part: from here on what is sent cannot be taken back. */
  #begin(multipart: MultipartModel, part: { data: Buffer; headers: readonly Header[] }): Verdict {
    const { first } = multipart
    const fault = multipart.fault(this.#head.headers)
    if (fault !== undefined) return fault
    if (!this.#head.hasGoodStatus) return outOfRange
    const headers = [...this.#head.headers, ['Content-Type', multipart.type] as const]
    this.streamHead = { status: 200, headers }
    this.#streams = true
    const begun = first === undefined ? success : this.#write(multipart.bytesOf(first))
    return begun.code === 0 ? this.#write(multipart.bytesOf(part)) : begun
  }

  #write(bytes: Buffer): Verdict {
    this.streamed.update(bytes)
    this.#written++
    if (this.#written <= this.#rules.clientTakes) return success
    return refused(errorCodes.NetworkProtocol)
  }

  #finishMultipart(multipart: MultipartModel): ExpectedAnswer {
    if (this.#streams) return { kind: 'streamed', complete: this.#write(multipart.end).code === 0 }
    const fault = multipart.fault(this.#head.headers)
    if (fault !== undefined)
      return this.#failed(fault.code, fault.code === wrongOrder.code ? [onlyCookies] : [])
    const failed = this.#head.addType(multipart.type)
    if (failed !== undefined) return this.#failed(failed.code, [])
    const { hasGoodStatus, status, common } = this.#head
    if (!hasGoodStatus) return this.#failed(errorCodes.ParameterOutOfRange, [])
    const body: ExpectedBody = { kind: 'bytes', bytes: multipart.whole }
    return { kind: 'complete', status, ...common, body, compressAs: multipart.type }
  }
}

function hasLineBreak(text: string): boolean {
  return text.includes('\r') || text.includes('\n') || text.includes('\0')
}
