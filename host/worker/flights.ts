import type { Answer, Passed } from '../exchange/answer.ts'
import { BufferShelf, shelvedBytes } from '../exchange/buffer-shelf.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Client } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'
import { AnswerPage } from './answer-page.ts'
import type { BatchPages, ThreadJob, ToThread } from './messages.ts'
import { RequestPage } from './request-page.ts'

/** A request that waits for its answer. */
export interface Job {
  readonly request: Request
  readonly route: number
  readonly groups: readonly ByteString[]
  readonly client: Client
  readonly settle: (answer: Answer | Passed) => void
}

/** A request that was given to a thread. */
export interface Flight {
  readonly job: Job
  readonly ordinal: number
  /** Its body was handed over, so it cannot be sent to another thread any more. */
  isTransferred: boolean
  isStreamed: boolean
}

/** Requests that went over together. */
interface Batch {
  /** The place of the pages that they and their short answers lie on. */
  readonly place: number
  /** How many have no answer yet. */
  left: number
}

/** How a batch goes over: on the page of that place, or in a message. */
type Crossing =
  | { readonly kind: 'page'; readonly place: number }
  | { readonly kind: 'message'; readonly message: ToThread; readonly transfer: ArrayBuffer[] }

/** Requests at a time, before the first answer, and after some small ones. */
const firstWindow = 4
const largestWindow = 64

/** Answers of so many bytes are made ahead; more would all be there before their clients have taken the first. */
const aheadBytes = 2 * 1024 * 1024

/**
 * The requests of one thread, until they have their answers; all in order. What came in together goes over together, as
 * a batch. Two batches are under way, so that the thread need not wait for the next one; what comes meanwhile makes the
 * third.
 */
export class Flights {
  readonly #flights: Flight[] = []
  readonly #requestPages = [new RequestPage(), new RequestPage()]
  readonly #answerPages = [new AnswerPage(), new AnswerPage()]
  /** Those that were sent: the first flights. The others wait for pages that are free. */
  readonly #batches: Batch[] = []
  readonly #freePlaces = [...this.#answerPages.keys()]
  /** Buffers of answers that were sent; the thread gets them back with its next requests. */
  readonly #sentBuffers = new BufferShelf()
  #underWay = 0
  #lastOrdinal = 0
  /** Requests that may be under way, by what the answers were like. */
  #window = firstWindow

  /** The memory of the pages. */
  get pages(): BatchPages {
    const requests = this.#requestPages.map(({ memory }) => memory)
    return { requests, answers: this.#answerPages.map(({ memory }) => memory) }
  }

  get length(): number {
    return this.#flights.length
  }

  /** The one that is answered next. */
  get head(): Flight | undefined {
    return this.#flights[0]
  }

  /** How many were sent and have no answer yet. */
  get underWay(): number {
    return this.#underWay
  }

  /** Whether another batch may go. */
  get hasFreePlace(): boolean {
    return this.#freePlaces.length > 0
  }

  /** Whether a request may wait here for its turn, of `most`: none does with a body that is handed over. */
  hasRoomFor({ request }: Job, most: number): boolean {
    const isHandedOver = bufferToHandOver(request.body) !== undefined
    return this.#flights.length < (isHandedOver ? 1 : Math.min(most, this.#window))
  }

  add(job: Job): Flight {
    const flight = { job, ordinal: ++this.#lastOrdinal, isTransferred: false, isStreamed: false }
    this.#flights.push(flight)
    return flight
  }

  /** Settles requests that wait, and whose clients have left: they need no answer. */
  dropAbandoned(): void {
    if (!this.#flights.some(({ job }) => job.client.hasLeft)) return
    for (const flight of this.#flights.splice(this.underWay))
      if (flight.job.client.hasLeft) flight.job.settle({ kind: 'nothing' })
      else this.#flights.push(flight)
  }

  /** The requests that wait, if there are pages for them. They are under way from here on. */
  nextBatch(): Crossing | undefined {
    const waiting = this.#flights.slice(this.underWay)
    const place = waiting.length === 0 ? undefined : this.#freePlaces.shift()
    if (place === undefined) return undefined
    this.#batches.push({ place, left: waiting.length })
    this.#underWay += waiting.length
    this.#answerPages[place]?.clear()
    const buffers = this.#sentBuffers.takeAll()
    if (buffers.length === 0 && this.#requestPages[place]?.write(waiting) === true)
      return { kind: 'page', place }
    const jobs = waiting.map(threadJob)
    const message = { kind: 'requests', place, jobs, buffers } as const
    return { kind: 'message', message, transfer: [...handOver(waiting), ...buffers] }
  }

  /** The next short answer, if it is there. */
  nextOnPage(): Answer | undefined {
    const { head } = this
    const [batch] = this.#batches
    return head && batch && this.#answerPages[batch.place]?.read(head.ordinal)
  }

  /** Gives the first request its answer. */
  settle(answer: Answer): Flight | undefined {
    const flight = this.#flights.shift()
    const bytes = answer.kind === 'complete' ? answer.body.length : 0
    this.#window = Math.min(this.#window * 2, largestWindow, Math.floor(aheadBytes / bytes) || 1)
    this.#countAnswer()
    flight?.job.settle(this.#withReturn(answer))
    return flight
  }

  #countAnswer(): void {
    const [batch] = this.#batches
    if (batch === undefined) return
    this.#underWay--
    if (--batch.left > 0) return
    this.#batches.shift()
    this.#freePlaces.push(batch.place)
  }

  /** Takes out all that are left. */
  takeAll(): Flight[] {
    return this.#flights.splice(0)
  }

  /** The answer, whose large body comes back once it is sent. */
  #withReturn(answer: Answer): Answer {
    if (answer.kind !== 'complete' || typeof answer.body === 'string') return answer
    const { buffer } = answer.body
    if (buffer.byteLength < shelvedBytes) return answer
    return { ...answer, release: () => this.#sentBuffers.put(buffer) }
  }
}

/** The buffer of a body that is handed over with it, and comes back with the answer; small bodies are copied. */
export function bufferToHandOver({ buffer, length }: Request['body']): ArrayBuffer | undefined {
  return length >= shelvedBytes && buffer instanceof ArrayBuffer ? buffer : undefined
}

/** The large bodies of a batch, which are the thread's from now on. */
function handOver(flights: readonly Flight[]): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = []
  for (const flight of flights) {
    const buffer = bufferToHandOver(flight.job.request.body)
    if (buffer === undefined) continue
    flight.isTransferred = true
    buffers.push(buffer)
  }
  return buffers
}

/** A request as it crosses: an empty body is left behind, as an array of no bytes is dear to send. */
function threadJob({ ordinal, job: { request, route, groups } }: Flight): ThreadJob {
  const { body, ...head } = request
  return { ordinal, request: body.length === 0 ? head : request, route, groups }
}
