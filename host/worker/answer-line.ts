import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import type { BufferShelf } from '../exchange/buffer-shelf.ts'
import { defaultBounds } from '../exchange/limits.ts'
import { AnswerPage } from './answer-page.ts'
import { CallGate } from './call-gate.ts'
import { asMessage, Doorbell } from './doorbell.ts'
import type { FromThread, ThreadJob, ToThread } from './messages.ts'
import { RequestPage } from './request-page.ts'
import { StreamSink } from './stream-sink.ts'

type Load = Extract<ToThread, { kind: 'load' }>
type Requests = Extract<ToThread, { kind: 'requests' }>
type Batch = Pick<Requests, 'jobs' | 'place'>

/** An answer, and what goes back with it. */
type Answered = Omit<Extract<FromThread, { kind: 'answer' }>, 'kind'>

/** So many answers are told of at once: the main thread writes them while the next ones are made. */
const toldTogether = 8

/**
 * The guest's end of the line from the main thread, whose end is `RequestLine`: requests are taken batch by batch, and
 * their answers go back in order.
 */
export class AnswerLine {
  readonly #port: MessagePort
  readonly #shelf: BufferShelf
  readonly #gate: CallGate
  readonly #bell: Doorbell
  readonly #requestPages: readonly RequestPage[]
  readonly #answerPages: readonly AnswerPage[]
  readonly #windowBytes: number
  /** Batches that the event loop brought; their turn comes by the bell. */
  readonly #early: Requests[] = []
  /** That of the batch that is answered. */
  #page: AnswerPage | undefined
  /** Whether the last answer is on the page, and no message was sent since. */
  #isUntold = false

  /** Buffers that come back for use again go to the shelf. */
  constructor(
    port: MessagePort,
    { gate, bell, pages, settings }: Pick<Load, 'gate' | 'bell' | 'pages' | 'settings'>,
    shelf: BufferShelf,
  ) {
    this.#port = port
    this.#shelf = shelf
    this.#gate = new CallGate(gate)
    this.#bell = new Doorbell(bell)
    this.#requestPages = pages.requests.map((page) => new RequestPage(page))
    this.#answerPages = pages.answers.map((page) => new AnswerPage(page))
    this.#windowBytes = (settings.bounds ?? defaultBounds).streamWindowBytes
  }

  /** Keeps a batch that came as a message until it is its turn. */
  keep(batch: Requests): void {
    this.#early.push(batch)
  }

  /** Has those requests answered that are there, and those that come soon after. */
  serve(answer: (job: ThreadJob) => void): void {
    for (let place = this.#bell.next(); place !== undefined; place = this.#bell.next()) {
      const batch = this.#take(place)
      if (batch !== undefined) this.#serveBatch(batch, answer)
    }
  }

  /** Where the answer to a request goes when it is streamed. */
  sinkOf(ordinal: number): StreamSink {
    return new StreamSink(this.#port, this.#gate, ordinal, this.#windowBytes)
  }

  /** Gives an answer in the cheapest way: a short one with which nothing goes back lies on the page. */
  give(answered: Answered): void {
    const { ordinal, answer, body, death } = answered
    this.#isUntold =
      death === undefined && body === undefined && this.#page?.write(ordinal, answer) === true
    if (!this.#isUntold) this.send(answered)
  }

  /** Gives an answer as a message. The buffers of both bodies go with it. */
  send(answered: Answered): void {
    const { answer, body } = answered
    const transfer = body === undefined ? [] : [body]
    if (answer.kind === 'complete' && typeof answer.body !== 'string')
      transfer.push(answer.body.buffer)
    this.#post({ kind: 'answer', ...answered }, transfer)
  }

  #take(place: number): Batch | undefined {
    if (place !== asMessage) return { place, jobs: this.#requestPages[place]?.read() ?? [] }
    const message = this.#early.shift() ?? this.#nextMessage()
    for (const buffer of message?.buffers ?? []) this.#shelf.put(buffer)
    return message
  }

  /** The batch that was sent as a message, before the event loop brings it. */
  #nextMessage(): Requests | undefined {
    for (;;) {
      const received: { message: ToThread } | undefined = receiveMessageOnPort(this.#port)
      if (received === undefined) return undefined
      // The others that come before it say that there is something to look at.
      if (received.message.kind === 'requests') return received.message
    }
  }

  #serveBatch({ jobs, place }: Batch, answer: (job: ThreadJob) => void): void {
    this.#page = this.#answerPages[place]
    this.#page?.rewind()
    for (const [i, job] of jobs.entries()) {
      this.#serveOne(job, answer)
      if ((i + 1) % toldTogether === 0) this.#tell()
    }
    this.#tell()
  }

  #serveOne(job: ThreadJob, answer: (job: ThreadJob) => void): void {
    const { ordinal } = job
    this.#gate.start(ordinal)
    // Nobody waits for the answer any more.
    if (this.#gate.hasLeft(ordinal)) this.send({ ordinal, answer: { kind: 'nothing' } })
    else answer(job)
  }

  /** Says that answers are on the page, unless a message said so already. */
  #tell(): void {
    if (this.#isUntold) this.#post({ kind: 'answers' })
    this.#isUntold = false
  }

  #post(message: FromThread, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer)
  }
}
