import type { Answer, CompleteAnswer, Header } from '../exchange/answer.ts'

const pageBytes = 64 * 1024
const wordBytes = Int32Array.BYTES_PER_ELEMENT

/** The first word of the page: how many answers it holds. */
const count = 0
/** The words in front of each answer's text. */
const entry = { ordinal: 0, status: 1, flags: 2, headBytes: 3, bodyBytes: 4 } as const
const entryBytes = 5 * wordBytes
const flag = { nosniff: 1, compressible: 2 } as const

/** Between the fields of a head: no type, name or value of an answer holds it. */
const separator = '\0'

/**
 * Short answers on their way to the main thread, in memory that both threads see: a message for each would wake the main
 * thread each time, which costs more than the answer. The guest's thread writes them as its callbacks end; the main thread
 * may read at any time, so that nothing is lost if a later callback never ends. A page is for one batch of requests.
 */
export class AnswerPage {
  readonly memory: SharedArrayBuffer
  readonly #words: Int32Array<SharedArrayBuffer>
  readonly #bytes: Buffer
  /** The next byte to be written or read: each thread has an object of its own. */
  #at = wordBytes
  #seen = 0

  constructor(memory = new SharedArrayBuffer(pageBytes)) {
    this.memory = memory
    this.#words = new Int32Array(memory)
    this.#bytes = Buffer.from(memory)
  }

  /** Main side: empties the page. Only while no batch is under way. */
  clear(): void {
    Atomics.store(this.#words, count, 0)
    this.rewind()
  }

  /** Guest's side: a new batch begins. */
  rewind(): void {
    this.#at = wordBytes
    this.#seen = 0
  }

  /** Guest's side: whether the answer is short and was put there. */
  write(ordinal: number, answer: Answer): boolean {
    if (answer.kind !== 'complete' || typeof answer.body !== 'string') return false
    const head = [answer.compressAs ?? '', ...answer.headers.flat()].join(separator)
    if (this.#at + entryBytes + head.length + answer.body.length > pageBytes) return false
    const flags =
      (answer.nosniff ? flag.nosniff : 0) |
      (answer.compressAs === undefined ? 0 : flag.compressible)
    const first = this.#at / wordBytes
    this.#words[first + entry.ordinal] = ordinal
    this.#words[first + entry.status] = answer.status
    this.#words[first + entry.flags] = flags
    this.#words[first + entry.headBytes] = head.length
    this.#words[first + entry.bodyBytes] = answer.body.length
    this.#bytes.write(head, this.#at + entryBytes, 'latin1')
    this.#bytes.write(answer.body, this.#at + entryBytes + head.length, 'latin1')
    this.#skip(head.length + answer.body.length)
    Atomics.add(this.#words, count, 1)
    return true
  }

  /** Main side: the next answer, if it is there and is for the request of that ordinal. */
  read(ordinal: number): CompleteAnswer | undefined {
    if (this.#seen >= Atomics.load(this.#words, count)) return undefined
    const first = this.#at / wordBytes
    const word = (place: number): number => this.#words[first + place] ?? 0
    if (word(entry.ordinal) !== ordinal) return undefined
    this.#seen++
    const headAt = this.#at + entryBytes
    const bodyAt = headAt + word(entry.headBytes)
    const end = bodyAt + word(entry.bodyBytes)
    const [compressAs = '', ...lines] = this.#bytes
      .toString('latin1', headAt, bodyAt)
      .split(separator)
    const flags = word(entry.flags)
    const answer: CompleteAnswer = {
      kind: 'complete',
      status: word(entry.status),
      headers: pairs(lines),
      nosniff: (flags & flag.nosniff) !== 0,
      body: this.#bytes.toString('latin1', bodyAt, end),
      ...((flags & flag.compressible) === 0 ? {} : { compressAs }),
    }
    this.#skip(end - headAt)
    return answer
  }

  /** To behind an entry, where the next one begins at a whole word. */
  #skip(textBytes: number): void {
    this.#at = Math.ceil((this.#at + entryBytes + textBytes) / wordBytes) * wordBytes
  }
}

function pairs(lines: readonly string[]): Header[] {
  const headers: Header[] = []
  for (let i = 0; i + 1 < lines.length; i += 2) headers.push([lines[i] ?? '', lines[i + 1] ?? ''])
  return headers
}
