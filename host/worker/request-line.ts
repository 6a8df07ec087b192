import type { TransferListItem } from 'node:worker_threads'
import { CallGate } from './call-gate.ts'
import { asMessage, Doorbell } from './doorbell.ts'
import { Flights, type Flight, type Job } from './flights.ts'
import type { FromThread, ToThread } from './messages.ts'
import { StreamRelay, type StreamMessage } from './stream-relay.ts'

/** Sends a thread a message. */
export type Post = (message: ToThread, transfer?: readonly TransferListItem[]) => void

/** What a line tells the worker. */
export interface RequestLineEvents {
  /** The next request is at its turn, or none is left. */
  onTurn(): void
  /** There is room for another request. */
  onRoom(): void
}

/** How long a short answer may wait behind a slow callback of its batch. */
const longestWaitMs = 5

/**
 * The main thread's end of the line to a guest's thread: requests of one turn of the event loop go over together, and their
 * answers come back in order.
 */
export class RequestLine {
  readonly #post: Post
  readonly #events: RequestLineEvents
  readonly #gate = new CallGate()
  readonly #bell = new Doorbell()
  readonly #flights = new Flights()
  readonly #streams = new StreamRelay(this.#gate)
  #willSend = false
  #lookout: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(post: Post, events: RequestLineEvents) {
    this.#post = post
    this.#events = events
  }

  /** What the thread makes its end from. */
  get wire(): Pick<Extract<ToThread, { kind: 'load' }>, 'gate' | 'bell' | 'pages'> {
    const { pages } = this.#flights
    return { gate: this.#gate.memory, bell: this.#bell.memory, pages }
  }

  /** Requests without an answer. */
  get load(): number {
    return this.#flights.length
  }

  /** The request that is answered next. */
  get head(): Flight | undefined {
    return this.#flights.head
  }

  /** Whether the thread is at that one. If not, it has not begun, or its answer is on its way. */
  get isAtHead(): boolean {
    const { head } = this.#flights
    return head !== undefined && head.ordinal === this.#gate.started
  }

  /** The ordinal of the last request that the thread has begun; 0: none. */
  get lastBegun(): number {
    return this.#gate.started
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Whether a request may be sent; `most` may be under way. */
  hasRoomFor(job: Job, most: number): boolean {
    return !this.#isClosed && this.#flights.hasRoomFor(job, most)
  }

  send(job: Job): void {
    const { ordinal } = this.#flights.add(job)
    if (this.#flights.length === 1) this.#events.onTurn()
    job.client.onLeave?.(() => this.#gate.leave(ordinal))
    job.client.onDoubt?.(() => {
      if (this.#flights.head?.ordinal !== ordinal) this.#gate.leave(ordinal)
    })
    this.#sendSoon()
  }

  /** The thread shall read its messages: no request follows. */
  dismiss(): void {
    this.#bell.dismiss()
  }

  /** Takes the short answers that are there. */
  readPage(): void {
    const flights = this.#flights
    const before = flights.underWay
    for (let some = flights.nextOnPage(); some !== undefined; some = flights.nextOnPage())
      flights.settle(some)
    if (flights.underWay < before) this.#goOn()
  }

  /** Takes an answer that came as a message. */
  take({ answer, body }: Extract<FromThread, { kind: 'answer' }>): void {
    const flight = this.#flights.settle(answer)
    if (body !== undefined) flight?.job.client.takeBack?.(body)
    this.#goOn()
  }

  /** Takes a part of an answer. */
  takePart(message: StreamMessage): void {
    const { head } = this.#flights
    if (head !== undefined) this.#streams.pass(message, head)
  }

  /** Nothing is sent any more. Gives the requests without an answer. */
  close(): readonly Flight[] {
    this.#isClosed = true
    clearTimeout(this.#lookout)
    return this.#flights.takeAll()
  }

  /** After some answers the next batch may go. */
  #goOn(): void {
    this.#events.onTurn()
    if (this.#flights.length > 0) this.#sendSoon()
    this.#events.onRoom()
  }

  #sendSoon(): void {
    if (!this.#flights.hasFreePlace || this.#willSend) return
    this.#willSend = true
    setImmediate(() => this.#sendBatch())
  }

  #sendBatch(): void {
    this.#willSend = false
    if (this.#isClosed) return
    this.#flights.dropAbandoned()
    if (this.#flights.length === 0) this.#events.onTurn()
    const batch = this.#flights.nextBatch()
    if (batch === undefined) return this.#events.onRoom()
    if (batch.kind === 'message') this.#post(batch.message, batch.transfer)
    if (!this.#bell.ring(batch.kind === 'message' ? asMessage : batch.place))
      this.#post({ kind: 'look' })
    if (this.#flights.underWay > 1) this.#lookOut()
  }

  /** Nobody tells of an answer that waits behind a slow callback, so it is looked for. */
  #lookOut(): void {
    this.#lookout ??= setTimeout(() => {
      this.#lookout = undefined
      this.readPage()
      if (this.#flights.underWay > 0) this.#lookOut()
    }, longestWaitMs)
  }
}
