import { createHash } from 'node:crypto'
import { errorCodes } from '../../abi/enums.ts'
import type { Answer, Header } from '../exchange/answer.ts'
import { statusReasons } from '../exchange/http-status.ts'
import { defaultBounds, fixedLimits } from '../exchange/limits.ts'
import { bad, refused, success, type Verdict } from './verdict.ts'

/** The pixels that an answer must hold, as they were when the guest asked for them. */
export interface ExpectedImage {
  readonly isPng: boolean
  readonly format: number
  readonly width: number
  readonly height: number
  readonly pitch: number
  readonly quality: number
  readonly data: Uint8Array
}

/** The body that an answer must have. */
export type ExpectedBody =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'image'; readonly image: ExpectedImage }

/** What an answer must be; texts are parts of what the real one says. */
export type ExpectedAnswer =
  | (Omit<Extract<Answer, { kind: 'complete' }>, 'body'> & { readonly body: ExpectedBody })
  | (Omit<Extract<Answer, { kind: 'error' }>, 'details'> & { readonly details: readonly string[] })
  | Extract<Answer, { kind: 'nothing' | 'streamed' }>

/** What the answers of one scenario have in common. */
export interface AnswerRules {
  readonly maxAnswerBytes: number
  readonly redirectStatus: number
  readonly uuid: string
  /** Pieces of a stream that the client takes before it leaves. */
  readonly clientTakes: number
  /** Bytes of the file that an image becomes. */
  readonly encodedBytes: (image: ExpectedImage) => number
}

interface Part {
  readonly data: Buffer
  readonly headers: readonly Header[]
}

const wrongOrder = refused(errorCodes.BadSequenceOfCalls)
const outOfRange = refused(errorCodes.ParameterOutOfRange)
const framing = /^(content-length|transfer-encoding|connection)$/i
const boundaryLength = 70
const onlyCookies = 'only headers that can be set in multipart answers are Set-Cookie'

/** What the contract says about the answer of one request, in the order of the calls that make it. */
export class AnswerModel {
  readonly #rules: AnswerRules
  #headers: Header[] = []
  #headerBytes = 0
  #headerLines = 0
  #status = 200
  #hasType = false
  #nosniff = true
  #details: string | undefined
  #complete: ExpectedAnswer | undefined
  #multipart: { subType: string; partType: string; boundary: string } | undefined
  #first: Part | undefined
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
    this.#hasType = true
    return (
      this.#addHeader('Content-Type', mimeType) ??
      this.#finishWith({ kind: 'bytes', bytes: body }, body.length, mimeType)
    )
  }

  answerImage(image: ExpectedImage): Verdict {
    if (!this.isOpen) return wrongOrder
    this.#hasType = true
    const type = image.isPng ? 'image/png' : 'image/jpeg'
    return (
      this.#addHeader('Content-Type', type) ??
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
    this.#headers = [[name, value]]
    this.#headerLines = 1
    this.#status = status
    return this.#finishWith({ kind: 'bytes', bytes: Buffer.alloc(0) }, 0)
  }

  sendStatus(status: number, body: Buffer): Verdict {
    if (!this.isOpen) return wrongOrder
    if (status === 301 || status === 405) return outOfRange
    if (body.length > 0 && !this.#hasType) {
      this.#hasType = true
      const failed = this.#addHeader('Content-Type', 'text/plain')
      if (failed !== undefined) return failed
    }
    this.#status = status
    return this.#finishWith({ kind: 'bytes', bytes: body }, body.length)
  }

  setHeader(name: string, value: string): Verdict {
    if (hasLineBreak(name) || hasLineBreak(value)) return bad(3)
    if (!this.isOpen) return wrongOrder
    if (framing.test(name)) return { code: 0, logs: ['warning'] }
    if (name === 'X-Content-Type-Options') this.#nosniff = false
    return this.#addHeader(name, value) ?? success
  }

  setCookie(name: string, value: string): Verdict {
    if (hasLineBreak(name) || hasLineBreak(value)) return bad(3)
    if (!this.isOpen) return wrongOrder
    return this.#addHeader('Set-Cookie', `${name}=${value}`) ?? success
  }

  setDetails(details: string): Verdict {
    this.#details = details.slice(0, fixedLimits.detailsBytes)
    return success
  }

  startMultipart(subType: string, partType: string): Verdict {
    if (hasLineBreak(subType) || hasLineBreak(partType)) return outOfRange
    if (!this.isOpen) return wrongOrder
    const { uuid } = this.#rules
    this.#multipart = { subType, partType, boundary: `${uuid}-${uuid}`.slice(0, boundaryLength) }
    return success
  }

  sendPart(data: Buffer, headers: readonly Header[]): Verdict {
    if (headers.some((header) => header.some(hasLineBreak))) return outOfRange
    if (this.#multipart === undefined || this.#refusal !== undefined) return wrongOrder
    const tooMuch = this.#count(data.length)
    if (tooMuch !== undefined) return tooMuch
    if (this.#streams) return this.#write(this.#partBytes({ data, headers }))
    if (this.#first === undefined) {
      this.#first = { data, headers }
      return success
    }
    const first = this.#first
    const fault = this.#framingFault()
    if (fault !== undefined) return fault
    if (!this.#hasGoodStatus) return outOfRange
    this.streamHead = {
      status: 200,
      headers: [...this.#headers, ['Content-Type', this.#multipartType]],
    }
    this.#streams = true
    const begun = this.#write(this.#partBytes(first))
    return begun.code === 0 ? this.#write(this.#partBytes({ data, headers })) : begun
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
    if (this.#streams) {
      const end = this.#write(Buffer.from(`--${this.#multipart?.boundary}--\r\n`, 'latin1'))
      return { kind: 'streamed', complete: end.code === 0 }
    }
    if (this.#multipart !== undefined) return this.#finishMultipart()
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
    const { headers, hasType, nosniff } = this.#common
    return { kind: 'error', code, headers, hasType, nosniff, details }
  }

  get #common(): { headers: readonly Header[]; hasType: boolean; nosniff: boolean } {
    return { headers: [...this.#headers], hasType: this.#hasType, nosniff: this.#nosniff }
  }

  #finishWith(body: ExpectedBody, length: number, compressAs?: string): Verdict {
    if (!this.#hasGoodStatus) return outOfRange
    const tooMuch = this.#count(length)
    if (tooMuch !== undefined) return tooMuch
    const { headers, nosniff } = this.#common
    const type = compressAs === undefined ? {} : { compressAs }
    this.#complete = { kind: 'complete', status: this.#status, headers, nosniff, body, ...type }
    return success
  }

  get #hasGoodStatus(): boolean {
    return this.#status >= 200 && statusReasons.has(this.#status)
  }

  #addHeader(name: string, value: string): Verdict | undefined {
    this.#headerBytes += name.length + value.length
    if (this.#headerLines >= defaultBounds.headerLines) return bad(4)
    if (this.#headerBytes > defaultBounds.headerBytes) return bad(4)
    this.#headerLines++
    this.#headers.push([name, value])
    return undefined
  }

  #count(bytes: number): Verdict | undefined {
    this.#bytes += bytes
    return this.#bytes > this.#rules.maxAnswerBytes ? bad(4) : undefined
  }

  #write(bytes: Buffer): Verdict {
    this.streamed.update(bytes)
    this.#written++
    if (this.#written <= this.#rules.clientTakes) return success
    return refused(errorCodes.NetworkProtocol)
  }

  /** The two things that Orthanc says no to only when the first bytes are sent. */
  #framingFault(): Verdict | undefined {
    if (this.#headers.some(([name]) => name !== 'Set-Cookie')) return wrongOrder
    const { subType } = this.#multipart ?? { subType: '' }
    return subType === 'mixed' || subType === 'related' ? undefined : outOfRange
  }

  get #multipartType(): string {
    const { subType, partType, boundary } = this.#multipart ?? { subType: '', partType: '' }
    const quote = partType.includes('/') ? '"' : ''
    return `multipart/${subType}; type=${quote}${partType}${quote}; boundary=${boundary}`
  }

  #partBytes({ data, headers }: Part): Buffer {
    const own = new Map(headers)
    const has = new Set([...own.keys()].map((name) => name.toLowerCase()))
    const lines = [...own.keys()].toSorted(byBytes).map((name) => `${name}: ${own.get(name)}\r\n`)
    if (!has.has('content-type')) lines.push(`Content-Type: ${this.#multipart?.partType}\r\n`)
    if (!has.has('content-length')) lines.push(`Content-Length: ${data.length}\r\n`)
    if (!has.has('mime-version')) lines.push('MIME-Version: 1.0\r\n\r\n')
    const head = `--${this.#multipart?.boundary}\r\n${lines.join('')}`
    return Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from('\r\n')])
  }

  #finishMultipart(): ExpectedAnswer {
    const fault = this.#framingFault()
    if (fault !== undefined)
      return this.#failed(fault.code, fault === wrongOrder ? [onlyCookies] : [])
    const type = this.#multipartType
    const end = Buffer.from(`--${this.#multipart?.boundary}--\r\n`, 'latin1')
    const bytes = Buffer.concat([
      ...(this.#first === undefined ? [] : [this.#partBytes(this.#first)]),
      end,
    ])
    this.#hasType = true
    const failed = this.#addHeader('Content-Type', type)
    if (failed !== undefined) return this.#failed(failed.code, [])
    if (!this.#hasGoodStatus) return this.#failed(errorCodes.ParameterOutOfRange, [])
    const { headers, nosniff } = this.#common
    const body: ExpectedBody = { kind: 'bytes', bytes }
    return { kind: 'complete', status: this.#status, headers, nosniff, body, compressAs: type }
  }
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : 1
}

function hasLineBreak(text: string): boolean {
  return text.includes('\r') || text.includes('\n') || text.includes('\0')
}
