import type { Answer, CompleteAnswer } from '../exchange/answer.ts'
import { BufferShelf, shelvedBytes } from '../exchange/bytes.ts'
import type { Job } from '../exchange/ports.ts'
import type { Refusal } from '../exchange/refusals.ts'
import { isFiled, type BodyFile } from '../frames/body-file.ts'
import { encodeCallback, decodeReturn, type Return } from '../frames/rest-callback.ts'
import { FrameError, type Frame, type Piece } from '../frames/frame.ts'

/** The requests of one process, as its worker sees them. */
export type Requests = Pick<InFlightRequests, keyof InFlightRequests>

/** A request that was sent to a process. */
export interface InFlightRequest {
  readonly job: Job
  readonly ordinal: number
  /** Whether its body is in the file. */
  readonly isFiled: boolean
  isStreamed: boolean
}

/** Requests in flight before the first answer, and the maximum after small answers. */
const firstWindow = 4
const largestWindow = 64

/** Maximum size of all answers that are made ahead: more would fill memory before clients have read the first one. */
const aheadBytes = 2 * 1024 * 1024

/** Time that the requests in flight may take together, in ms: a client that leaves wastes at most that. */
const aheadMs = { alone: 5, shared: 1 } as const
/** Requests that take longer than this on average are sent at once to an idle process: it works while this one writes answers. */
const batchedMs = 0.25
/** So is the first request of a turn, if the one before had no more than that: few clients wait, and the process would sleep. */
const fewRequests = 2
/** Weight of the last request in the average. */
const newestPart = 0.1

/** Bytes of buffers kept for reuse. */
const keptBytes = 16 * 1024 * 1024

/**
 * The requests of one process, in order, until it has answered them. Short requests of one turn of the event loop are sent in
 * one packet, or in two if they are few. The process answers one after the other, and writes each answer before it begins the
 * next request: so only the first one without an answer can have begun, and not before the process has an instance. Starts and
 * deaths of instances arrive on another socket than answers, so they may be read before answers that were written first.
 */
export class InFlightRequests {
  readonly #send: (pieces: readonly Piece[]) => void
  readonly #bodies: BodyFile | undefined
  readonly #now: () => number
  /** Reusable buffers for large answers. */
  readonly shelf = new BufferShelf(keptBytes)
  readonly #requests: InFlightRequest[] = []
  /** Requests that were added in this turn of the event loop, and in the last one that had any; at first, as if they were many. */
  #turnSize = 0
  #lastTurnSize = Infinity
  /** Frames to send at the end of this turn. The last ones have no body apart. */
  #pieces: Piece[] = []
  #lastText = ''
  #lastOrdinal = 0
  /** Instances that are being made, and the last request that ended one. */
  #starts = 0
  #lastDied = 0
  /** Numbers of bodies in the file that were read: of answers, and of requests. */
  #answersRead = 0
  #requestsRead = 0
  /** Limit of requests in flight; depends on the size of the answers. */
  #window = firstWindow
  /** When the first request became the first, and the average duration of requests, in ms. */
  #headSince = 0
  #averageMs = 0

  /** `send` writes frames to the process; `now` returns the time in ms. */
  constructor(
    send: (pieces: readonly Piece[]) => void,
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

  /** The request that is answered next. */
  get head(): InFlightRequest | undefined {
    return this.#requests[0]
  }

  /** The request in progress. */
  get running(): InFlightRequest | undefined {
    const { head } = this
    const hasBegun = !this.isStarting || (head?.ordinal ?? 0) <= this.#lastDied
    return hasBegun ? head : undefined
  }

  /** Whether the process may call the host: it starts, or has begun a request. */
  get mayCall(): boolean {
    return this.running !== undefined || this.isStarting
  }

  /** Requests sent to the process so far. */
  get sent(): number {
    return this.#lastOrdinal
  }

  /** Whether an instance is being made. */
  get isStarting(): boolean {
    return this.#starts > 0
  }

  /** Begins the first instance. */
  beginStart(): void {
    this.#starts = 1
  }

  /** Notes that an instance has started. Throws `FrameError` if none was being made. */
  endStart(): void {
    if (this.#starts === 0) throw new FrameError('an unexpected start')
    this.#starts--
  }

  /**
   * Notes that a request ended the instance, and that the next one is being made. Returns the request; `undefined` if it has been
   * settled. Throws `FrameError` if it cannot be true.
   */
  die(ordinal: number): InFlightRequest | undefined {
    if (ordinal <= this.#lastDied || ordinal > this.#lastOrdinal)
      throw new FrameError('a trap in a request that it does not have')
    this.#lastDied = ordinal
    this.#starts++
    return this.#requests.find((request) => request.ordinal === ordinal)
  }

  /** Whether that request ended the last instance and the next one is being made. */
  hasDiedOf(ordinal: number): boolean {
    return this.isStarting && ordinal === this.#lastDied
  }

  /**
   * Whether another request may be added: the process has as many as it answers within `aheadMs`, and one more so that it
   * never waits. With `isShared` another process could take the request sooner.
   */
  hasRoom({ isShared }: { readonly isShared: boolean }): boolean {
    const ms = isShared ? aheadMs.shared : aheadMs.alone
    const most = Math.ceil(ms / this.#averageMs) + (isShared ? 0 : 1)
    return this.#requests.length < Math.min(most, this.#window)
  }

  /** Sends a request: at once, or together with others of this turn. */
  add(job: Job): void {
    const ordinal = ++this.#lastOrdinal
    const { request, route, groups } = job
    const { body } = request
    const bodyAt = body.length === 0 ? undefined : this.#bodies?.write(body, this.#requestsRead)
    if (this.#requests.length === 0) this.#headSince = this.#now()
    this.#requests.push({ job, ordinal, isFiled: bodyAt !== undefined, isStreamed: false })
    const callback = { ordinal, route, groups, request }
    const pieces = encodeCallback(callback, { bodyAt, answersRead: this.#answersRead })
    if (this.#turnSize++ === 0) setImmediate(() => this.#endTurn())
    if (this.#requests.length === 1 && this.#isSentAtOnce) return this.#send(pieces)
    this.#lastText += pieces[0]
    if (pieces.length === 1) return
    this.#pieces.push(this.#lastText, pieces[1])
    this.#lastText = ''
  }

  /** Settles the first request with its answer and returns it. Throws `FrameError` if it is not its answer. */
  settle(frame: Frame): InFlightRequest {
    const returned = decodeReturn(frame)
    const { head } = this
    if (head === undefined) throw new FrameError('an answer without a request')
    if (head.ordinal !== returned.ordinal) throw new FrameError('an answer to another request')
    const answer = this.#withBody(returned, frame)
    this.#requests.shift()
    this.#noteTime()
    if (head.isFiled) this.#requestsRead++
    const bytes = answer.kind === 'complete' ? answer.body.length : 0
    this.#window = Math.min(this.#window * 2, largestWindow, Math.floor(aheadBytes / bytes) || 1)
    const { request, client, settle } = head.job
    settle(answer)
    const { body } = request
    if (body.length >= shelvedBytes && body.buffer instanceof ArrayBuffer)
      client.takeBack?.(body.buffer)
    return head
  }

  #noteTime(): void {
    const now = this.#now()
    this.#averageMs += (now - this.#headSince - this.#averageMs) * newestPart
    this.#headSince = now
  }

  /** Answers all requests: the process takes no more. */
  settleAll(refusal: Refusal): void {
    for (const request of this.#takeAll()) settleLost(request, refusal)
  }

  /** Answers the request in progress when the process ended, and returns the others, which another process can answer. */
  settleRunning(refusal: Refusal): Job[] {
    const { running } = this
    const unstarted = this.#takeAll().filter((request) => request !== running)
    if (running !== undefined) settleLost(running, refusal)
    return unstarted.map(({ job }) => job)
  }

  /** Removes and returns all requests; nothing more is sent. */
  #takeAll(): InFlightRequest[] {
    this.#takePieces()
    return this.#requests.splice(0)
  }

  /** Whether a request is sent at once to an idle process. */
  get #isSentAtOnce(): boolean {
    return this.#averageMs > batchedMs || this.#lastTurnSize <= fewRequests
  }

  #endTurn(): void {
    this.#lastTurnSize = this.#turnSize
    this.#turnSize = 0
    const pieces = this.#takePieces()
    if (pieces.length > 0) this.#send(pieces)
  }

  #takePieces(): readonly Piece[] {
    const pieces = this.#pieces
    if (this.#lastText !== '') pieces.push(this.#lastText)
    this.#pieces = []
    this.#lastText = ''
    return pieces
  }

  #withBody({ answer, filed }: Return, { owned }: Frame): Answer {
    if (answer.kind !== 'complete' || typeof answer.body === 'string')
      return filed === undefined ? answer : this.#withBodyOfFile(answer, filed)
    if (owned === undefined) return this.#withRelease(answer, this.shelf.copy(answer.body))
    return this.#withRelease(answer, answer.body)
  }

  #withBodyOfFile(answer: Answer, filed: NonNullable<Return['filed']>): Answer {
    if (answer.kind !== 'complete') return answer
    if (this.#bodies === undefined || !isFiled(filed.length))
      throw new FrameError('an answer in a body file that does not exist, or of a wrong size')
    const body = this.shelf.take(filed.length)
    if (!this.#bodies.read(body, filed.at))
      throw new FrameError('an answer that is missing in the body file')
    this.#answersRead++
    return this.#withRelease(answer, body)
  }

  /** The answer with that body, whose buffer is reused once the answer is sent. */
  #withRelease(answer: CompleteAnswer, body: Uint8Array<ArrayBuffer>): CompleteAnswer {
    return { ...answer, body, release: () => this.shelf.put(body.buffer) }
  }
}

/** Answers a request that its process answers no more. */
function settleLost({ job, isStreamed }: InFlightRequest, refusal: Refusal): void {
  job.settle(isStreamed ? { kind: 'streamed', complete: false } : refusal)
}
