import { httpMethods } from '../../abi/enums.ts'
import type { BufferShelf } from '../exchange/buffer-shelf.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { refuse } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import type { AnswerSender } from './answer-sender.ts'
import type { BodyRefusal, OpenBody } from './body-budget.ts'
import { readBody, type BodyReading, type ReadBody } from './body-reader.ts'
import type { PendingRequest } from './pending-request.ts'
import type { Traffic } from './traffic.ts'

/** What bounds bodies. */
export interface IntakeOptions {
  /** Most bytes of a request's body, by its path. */
  bodyLimit(path: ByteString): number
  /** Bounds what large bodies take of the memory; absent: nothing does. */
  readonly traffic?: Traffic
}

/** Whether the client waits for `100 Continue` before it sends the body. */
export type BodyComes = 'at-once' | 'after-continue'

/** A request whose body is on its way, or is going to be. */
interface Arrival {
  readonly pending: PendingRequest
  /** Without its body. */
  readonly request: Request
  readonly bodyComes: BodyComes
}

const codes = {
  budget: 'bodies-full',
  share: 'client-bodies-full',
  slow: 'body-too-slow',
} as const

/** Reads the bodies of requests, within what a plugin may be sent and what all that wait for it may take. */
export class BodyIntake {
  readonly #options: IntakeOptions
  readonly #sender: AnswerSender
  readonly #shelf: BufferShelf

  /** Refusals go to the sender; the shelf has room for bodies. */
  constructor(options: IntakeOptions, sender: AnswerSender, shelf: BufferShelf) {
    this.#options = options
    this.#sender = sender
    this.#shelf = shelf
  }

  /**
   * Gives the request with its body once that is there, unless it is refused or its client leaves. *Differs:* a form upload
   * (multipart/form-data) goes to the plugin; Orthanc takes it for itself, as DICOM files.
   */
  read({ pending, request, bodyComes }: Arrival, take: (request: Request) => void): void {
    const limitBytes = this.#options.bodyLimit(request.path)
    if (announcedBytes(pending) > limitBytes) return this.#refuseSize(pending, request, limitBytes)
    const stop = (reason: BodyRefusal): void => {
      reading.stop()
      this.#refuse(pending, request, reason)
    }
    const share = isKept(request) ? this.#open(pending, request, stop) : undefined
    if (typeof share === 'string') return this.#refuse(pending, request, share)
    pending.share = share
    if (bodyComes === 'after-continue') pending.response.writeContinue()
    pending.connection.beginBody(pending)
    const reading = this.#readWithin(limitBytes, pending, request, (result) => {
      pending.connection.finishBody(pending)
      pending.onLate = undefined
      if (pending.hasLeft) return
      if (result.kind === 'too-large') this.#refuseSize(pending, request, limitBytes)
      else take({ ...request, body: result.body })
    })
    pending.onLate = () => {
      if (!reading.hasWaited) return false
      stop('budget')
      return true
    }
  }

  #open(
    pending: PendingRequest,
    { path }: Request,
    stop: (reason: BodyRefusal) => void,
  ): OpenBody | BodyRefusal | undefined {
    const { shareAddress: client } = pending
    const announced = announcedBytes(pending)
    return this.#options.traffic?.of(path).bodies.open({ client, announced, refuse: stop })
  }

  #readWithin(
    limitBytes: number,
    pending: PendingRequest,
    request: Request,
    done: (result: ReadBody) => void,
  ): BodyReading {
    return readBody(pending.incoming, {
      limitBytes,
      announcedBytes: announcedBytes(pending),
      keep: isKept(request),
      share: pending.share,
      shelf: this.#shelf,
      onActivity: () => pending.connection.onActivity(),
      done,
    })
  }

  /** Nothing more of the body is kept. */
  #refuse(pending: PendingRequest, request: Request, reason: BodyRefusal): void {
    this.#sender.send(pending, request, refuse(codes[reason]))
  }

  #refuseSize(pending: PendingRequest, request: Request, limitBytes: number): void {
    this.#sender.send(pending, request, refuse('body-too-large', { limitBytes }))
  }
}

/** As many as the client says; 0 where it does not. */
function announcedBytes({ fields }: PendingRequest): number {
  return Number(fields.contentLength ?? 0)
}

/** Whether the plugin gets the body. */
function isKept({ method }: Request): boolean {
  return method === httpMethods.Post || method === httpMethods.Put
}
