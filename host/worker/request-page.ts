import type { ByteString } from '../exchange/byte-string.ts'
import type { Request } from '../exchange/request.ts'
import type { ThreadJob } from './messages.ts'

const pageBytes = 64 * 1024
const wordBytes = Int32Array.BYTES_PER_ELEMENT

/** The words in front of each request; the lengths of its texts follow, then the texts, then the body. */
const entry = {
  ordinal: 0,
  route: 1,
  method: 2,
  hasArguments: 3,
  groups: 4,
  texts: 5,
  body: 6,
} as const
const entryWords = 7
/** Texts that every request has: id, path, URI, query. */
const ownTexts = 4

/** A request that is written, with what its thread needs to know of it. */
interface WrittenRequest {
  readonly ordinal: number
  readonly job: {
    readonly request: Request
    readonly route: number
    readonly groups: readonly ByteString[]
  }
}

/**
 * A batch of requests on its way to a guest's thread, in memory that both threads see: to copy some texts costs less than
 * to have their objects cloned. The page is written again once all of the batch are answered.
 */
export class RequestPage {
  readonly memory: SharedArrayBuffer
  readonly #words: Int32Array<SharedArrayBuffer>
  readonly #bytes: Buffer<SharedArrayBuffer>
  /** The next word to be written or read. */
  #at = 1

  constructor(memory = new SharedArrayBuffer(pageBytes)) {
    this.memory = memory
    this.#words = new Int32Array(memory)
    this.#bytes = Buffer.from(memory)
  }

  /** Main side: whether all of them fit and are there now. */
  write(batch: readonly WrittenRequest[]): boolean {
    this.#at = 1
    for (const one of batch) if (!this.#write(one)) return false
    this.#words[0] = batch.length
    return true
  }

  /** Guest's side: the requests, whose bodies lie on the page. */
  read(): ThreadJob[] {
    this.#at = 1
    return Array.from({ length: this.#words[0] ?? 0 }, () => this.#read())
  }

  #write({ ordinal, job: { request, route, groups } }: WrittenRequest): boolean {
    const { id, path, uri, query, headerLines, body } = request
    const texts = [id, path, uri, query, ...groups, ...headerLines]
    const text = texts.join('')
    const lengths = this.#at + entryWords
    const textAt = (lengths + texts.length) * wordBytes
    const bodyAt = textAt + text.length
    const end = bodyAt + body.length
    if (end > pageBytes) return false
    const words = this.#words
    words[this.#at + entry.ordinal] = ordinal
    words[this.#at + entry.route] = route
    words[this.#at + entry.method] = request.method
    words[this.#at + entry.hasArguments] = request.hasArguments ? 1 : 0
    words[this.#at + entry.groups] = groups.length
    words[this.#at + entry.texts] = texts.length
    words[this.#at + entry.body] = body.length
    for (let i = 0; i < texts.length; i++) words[lengths + i] = texts[i]?.length ?? 0
    this.#bytes.write(text, textAt, 'latin1')
    if (body.length > 0) this.#bytes.set(body, bodyAt)
    this.#at = Math.ceil(end / wordBytes)
    return true
  }

  #read(): ThreadJob {
    const word = (place: number): number => this.#words[this.#at + place] ?? 0
    const ordinal = word(entry.ordinal)
    const route = word(entry.route)
    const method = word(entry.method)
    const hasArguments = word(entry.hasArguments) === 1
    const behindGroups = ownTexts + word(entry.groups)
    const [textAt, texts] = this.#readTexts(this.#at + entryWords, word(entry.texts))
    const end = textAt + word(entry.body)
    const body = this.#bytes.subarray(textAt, end)
    this.#at = Math.ceil(end / wordBytes)
    const [id = '', path = '', uri = '', query = ''] = texts
    const headerLines = texts.slice(behindGroups)
    const head = { id, method, path, uri, query, hasArguments, headerLines }
    const request = body.length === 0 ? head : { ...head, body }
    return { ordinal, request, route, groups: texts.slice(ownTexts, behindGroups) }
  }

  /** Texts whose lengths are in the words from `lengths` on, and the byte behind them. */
  #readTexts(lengths: number, count: number): [end: number, texts: ByteString[]] {
    let at = (lengths + count) * wordBytes
    const all = this.#words.subarray(lengths, lengths + count)
    const texts = Array.from(all, (length) => this.#bytes.toString('latin1', at, (at += length)))
    return [at, texts]
  }
}
