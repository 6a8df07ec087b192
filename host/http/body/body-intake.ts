import { httpMethods } from '../../../abi/enums.ts'
import type { BufferShelf } from '../../exchange/bytes.ts'
import { refuse } from '../../exchange/refusals.ts'
import type { Request } from '../../exchange/request.ts'
import type { AnswerWriter, RoutedRequest } from '../answer/answer-writer.ts'
import type { PendingRequest } from '../pending-request.ts'
import type { BodyRefusal, OpenBody } from './body-budget.ts'
import type { ChunkCollector } from './chunk-collector.ts'
import { GrowingBody } from './growing-body.ts'

/** Whether the client waits for `100 Continue` before it sends the body. */
export type BodyStart = 'at-once' | 'after-continue'

/** A request whose body is arriving, or will. */
interface Arrival {
  readonly pending: PendingRequest
  /** Its request has no body yet. */
  readonly routed: RoutedRequest
  readonly bodyStart: BodyStart
}

interface IntakeOptions {
  /** Sends refusals. */
  readonly writer: AnswerWriter
  /** Lends buffers for bodies. */
  readonly shelf: BufferShelf
  readonly collector: ChunkCollector
  /** Receives the request with its whole body, unless it is refused or its client leaves. */
  readonly take: (routed: RoutedRequest) => void
}

const codes = {
  budget: 'bodies-full',
  share: 'client-bodies-full',
  slow: 'body-too-slow',
} as const

/**
 * Reads the body of a request within the limits of the plugin that answers it. *Differs:* a form upload (multipart/form-data) is
 * passed to the plugin; Orthanc stores its parts as DICOM files.
 */
export function readBody(arrival: Arrival, options: IntakeOptions): void {
  new ArrivingBody(arrival, options).begin(arrival.bodyStart)
}

class ArrivingBody {
  readonly #pending: PendingRequest
  readonly #routed: RoutedRequest
  readonly #options: IntakeOptions
  /** The announced length; 0 if the client announced none. */
  readonly #announced: number
  readonly #body: GrowingBody
  #length = 0
  /** Whether it had to wait for memory: then its client is not the only reason if it times out. */
  #hasWaited = false

  constructor({ pending, routed }: Arrival, options: IntakeOptions) {
    this.#pending = pending
    this.#routed = routed
    this.#options = options
    this.#announced = Number(pending.fields.contentLength ?? 0)
    this.#body = new GrowingBody(this.#announced, options.shelf)
  }

  begin(bodyStart: BodyStart): void {
    const pending = this.#pending
    if (this.#announced > this.#limitBytes) return this.#refuse('size')
    const share = isKept(this.#routed.request) ? this.#openShare() : undefined
    if (typeof share === 'string') return this.#refuse(share)
    pending.share = share
    if (bodyStart === 'after-continue') pending.response.writeContinue()
    pending.connection.beginBody(pending)
    // The connection handles a client that leaves.
    pending.incoming.on('data', this.#receive).on('end', this.#finish).on('error', ignore)
    pending.onLate = () => {
      if (!this.#hasWaited) return false
      this.#stop('budget')
      return true
    }
  }

  get #limitBytes(): number {
    return this.#routed.match.maxBodyBytes
  }

  #openShare(): OpenBody | BodyRefusal | undefined {
    return this.#routed.match.budgets?.bodies.open({
      client: this.#pending.shareAddress,
      announced: this.#announced,
      refuse: (reason) => this.#stop(reason),
    })
  }

  readonly #receive = (chunk: Buffer): void => {
    const { connection, incoming, share } = this.#pending
    connection.onActivity()
    this.#length += chunk.length
    this.#options.collector.count(chunk.length)
    if (this.#length > this.#limitBytes) return this.#stop('size')
    if (!isKept(this.#routed.request)) return
    const piece = { received: chunk.length, taken: this.#body.add(chunk) }
    if (share?.take(piece, () => incoming.resume()) !== 'waits') return
    this.#hasWaited = true
    incoming.pause()
  }

  readonly #finish = (): void => {
    this.#pending.share?.whole()
    this.#body.whole((body) => {
      this.#end()
      if (this.#pending.hasLeft) return
      const { request, match } = this.#routed
      this.#options.take({ request: { ...request, body }, match })
    })
  }

  /** Refuses the request, and discards the rest of the body. */
  #stop(reason: BodyRefusal | 'size'): void {
    const pending = this.#pending
    pending.incoming.off('data', this.#receive).off('end', this.#finish)
    pending.discardBody()
    this.#end()
    this.#refuse(reason)
  }

  #end(): void {
    const pending = this.#pending
    pending.connection.finishBody(pending)
    pending.onLate = undefined
  }

  #refuse(reason: BodyRefusal | 'size'): void {
    const answer =
      reason === 'size'
        ? refuse('body-too-large', { limitBytes: this.#limitBytes })
        : refuse(codes[reason])
    this.#options.writer.send(this.#pending, this.#routed, answer)
  }
}

/** Whether the plugin or the upstream Orthanc receives the body; otherwise it is discarded. */
export function isKept({ method }: Request): boolean {
  return method === httpMethods.Post || method === httpMethods.Put
}

function ignore(): void {}
