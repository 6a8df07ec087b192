import type { Answer, CompleteAnswer, Passed } from '../exchange/answer.ts'
import { BufferShelf, shelvedBytes } from '../exchange/buffer-shelf.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Client } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'
import { BodyFile, bodySlots } from '../frames/body-file.ts'
import { encodeCallback } from '../frames/callback-frame.ts'
import { FrameError, type Frame } from '../frames/frame.ts'
import { decodeReturn, type Return } from '../frames/return-frame.ts'

/** A request that waits for its answer. */
export interface Job {
  readonly request: Request
  readonly route: number
  readonly groups: readonly ByteString[]
  readonly client: Client
  readonly settle: (answer: Answer | Passed) => void
}

/** A request that a process has. */
export interface InFlightRequest {
  readonly job: Job
  readonly ordinal: number
  /** Where its body lies in the file, if it does. */
  readonly slot: number | undefined
  isStreamed: boolean
}

/** Requests that a process has at a time, before its first answer, and after some small ones. */
const firstWindow = 4
const largestWindow = 64

/** Answers of at most so many bytes are made ahead; more would all be there before their clients have taken the first. */
const aheadBytes = 2 * 1024 * 1024

/** How long the requests that a process has may take together: a client that leaves costs no more than that. */
const aheadMs = { alone: 5, shared: 1 } as const
/** What the last request counts in the average. */
const newestPart = 0.1

/** What is kept of buffers. */
const keptBytes = 16 * 1024 * 1024

/**
 * The requests that one process has, in their order, until it has answered them. What was added in one turn of the event loop
 * goes over in one packet. The process answers one after the other, and writes each answer before it begins the next: so the
 * first one without an answer is the only one that it can have begun.
 */
export class InFlightRequests {
  readonly #send: (pieces: readonly Uint8Array[]) => void
  readonly #bodies: BodyFile | undefined
  readonly #now: () => number
  /** Buffers of large answers. */
  readonly shelf = new BufferShelf(keptBytes)
  readonly #requests: InFlightRequest[] = []
  readonly #freeSlots = Array.from({ length: bodySlots }, (_, slot) => slot)
  /** What waits for the end of this turn. */
  #pieces: Uint8Array[] = []
  #lastOrdinal = 0
  #answersRead = 0
  /** Requests that the process may have, by what its answers were like. */
  #window = firstWindow
  /** When the first request became the first, and how long requests took on average, in ms. */
  #headSince = 0
  #averageMs = 0

  /** `send` writes frames to the process; `now` returns milliseconds. */
  constructor(
    send: (pieces: readonly Uint8Array[]) => void,
    bodies: BodyFile | undefined,
    now: () => number = () => performance.now(),
  ) {
    this.#send = send
    this.#bodies = bodies
    this.#now = now
  }

  get length(): number {
    return this.#requests.length
  }

  /** The one that is answered next. */
  get head(): InFlightRequest | undefined {
    return this.#requests[0]
  }

  /** How many the process has been sent so far. */
  get sent(): number {
    return this.#lastOrdinal
  }

  /**
   * Whether another request may be added: the process has those that it answers within a moment, and one more, so that it need
   * not wait for that one. With `isShared` other processes could take it sooner.
   */
  hasRoom({ isShared }: { readonly isShared: boolean }): boolean {
    const ms = isShared ? aheadMs.shared : aheadMs.alone
    const most = Math.ceil(ms / this.#averageMs) + (isShared ? 0 : 1)
    return this.#requests.length < Math.min(most, this.#window)
  }

  /** Sends a request, with all others of this turn. */
  add(job: Job): void {
    const ordinal = ++this.#lastOrdinal
    const slot = this.#writeBody(job.request.body)
    if (this.#requests.length === 0) this.#headSince = this.#now()
    this.#requests.push({ job, ordinal, slot, isStreamed: false })
    if (this.#pieces.length === 0) setImmediate(() => this.#flush())
    const bodyAt = slot === undefined ? undefined : BodyFile.placeOf('request', slot)
    const { request, route, groups } = job
    const callback = { ordinal, route, groups, request }
    this.#pieces.push(...encodeCallback(callback, { bodyAt, answersRead: this.#answersRead }))
  }

  /** Takes the answer of the first request and returns its ordinal. Throws `FrameError` for one that it cannot be. */
  settle(frame: Frame): number {
    const returned = decodeReturn(frame)
    const { head } = this
    if (head === undefined) throw new FrameError('an answer that was not asked for')
    if (head.ordinal !== returned.ordinal) throw new FrameError('an answer to another request')
    const answer = this.#withBody(returned, frame)
    this.#requests.shift()
    this.#noteTime()
    if (head.slot !== undefined) this.#freeSlots.push(head.slot)
    const bytes = answer.kind === 'complete' ? answer.body.length : 0
    this.#window = Math.min(this.#window * 2, largestWindow, Math.floor(aheadBytes / bytes) || 1)
    const { request, client, settle } = head.job
    settle(answer)
    const { buffer, length } = request.body
    if (length >= shelvedBytes && buffer instanceof ArrayBuffer) client.takeBack?.(buffer)
    return head.ordinal
  }

  #noteTime(): void {
    const now = this.#now()
    this.#averageMs += (now - this.#headSince - this.#averageMs) * newestPart
    this.#headSince = now
  }

  /** Takes out all that are left; nothing is sent any more. */
  takeAll(): InFlightRequest[] {
    this.#pieces = []
    return this.#requests.splice(0)
  }

  #flush(): void {
    const pieces = this.#pieces
    this.#pieces = []
    if (pieces.length > 0) this.#send(pieces)
  }

  /** The slot that has the body now, if it suits one. */
  #writeBody(body: Uint8Array): number | undefined {
    if (this.#bodies === undefined || !BodyFile.suits(body.length)) return undefined
    const slot = this.#freeSlots.pop()
    if (slot === undefined) return undefined
    try {
      this.#bodies.write(body, BodyFile.placeOf('request', slot))
      return slot
    } catch {
      // A full disk: it goes by the socket.
      this.#freeSlots.push(slot)
      return undefined
    }
  }

  #withBody({ answer, filed }: Return, { owned }: Frame): Answer {
    if (answer.kind !== 'complete' || typeof answer.body === 'string')
      return filed === undefined ? answer : this.#withFiled(answer, filed)
    if (owned === undefined) return this.#released(answer, this.shelf.copy(answer.body))
    return this.#released(answer, answer.body)
  }

  #withFiled(answer: Answer, filed: NonNullable<Return['filed']>): Answer {
    if (answer.kind !== 'complete') return answer
    if (this.#bodies === undefined || !BodyFile.suits(filed.length))
      throw new FrameError('an answer in a file that there is not')
    const body = this.shelf.take(filed.length)
    if (!this.#bodies.read(body, filed.at)) throw new FrameError('an answer that the file lacks')
    this.#answersRead++
    return this.#released(answer, body)
  }

  /** The answer with a body whose buffer serves again once it is sent. */
  #released(answer: CompleteAnswer, body: Uint8Array<ArrayBuffer>): CompleteAnswer {
    return { ...answer, body, release: () => this.shelf.put(body.buffer) }
  }
}
