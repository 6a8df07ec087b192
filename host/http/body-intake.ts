import { httpMethods } from '../../abi/enums.ts'
import type { BufferShelf } from '../exchange/bytes.ts'
import { refuse } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import type { AnswerWriter, RoutedRequest } from './answer-writer.ts'
import type { BodyRefusal } from './body-budget.ts'
import { readBody } from './body-reader.ts'
import type { PendingRequest } from './pending-request.ts'

/** Whether the client waits for `100 Continue` before it sends the body. */
export type BodyStart = 'at-once' | 'after-continue'

/** A request whose body is arriving, or will. */
interface Arrival {
  readonly pending: PendingRequest
  /** Its request has no body yet. */
  readonly routed: RoutedRequest
  readonly bodyStart: BodyStart
}

const codes = {
  budget: 'bodies-full',
  share: 'client-bodies-full',
  slow: 'body-too-slow',
} as const

/** Reads the bodies of requests, within the limits of the plugins that answer them. */
export class BodyIntake {
  readonly #writer: AnswerWriter
  readonly #shelf: BufferShelf

  /** `writer` sends refusals; `shelf` lends buffers for bodies. */
  constructor(writer: AnswerWriter, shelf: BufferShelf) {
    this.#writer = writer
    this.#shelf = shelf
  }

  /**
   * Calls `take` with the request and its whole body, unless it is refused or its client leaves. *Differs:* a form upload
   * (multipart/form-data) is passed to the plugin; Orthanc stores its parts as DICOM files.
   */
  read({ pending, routed, bodyStart }: Arrival, take: (routed: RoutedRequest) => void): void {
    const { request, match } = routed
    const announced = announcedBytes(pending)
    const limitBytes = match.maxBodyBytes
    const refuseSize = (): void =>
      this.#writer.send(pending, routed, refuse('body-too-large', { limitBytes }))
    if (announced > limitBytes) return refuseSize()
    const refuseBody = (reason: BodyRefusal): void =>
      this.#writer.send(pending, routed, refuse(codes[reason]))
    const stop = (reason: BodyRefusal): void => {
      reading.stop()
      refuseBody(reason)
    }
    const { shareAddress: client } = pending
    const share = isKept(request)
      ? match.budgets?.bodies.open({ client, announced, refuse: stop })
      : undefined
    if (typeof share === 'string') return refuseBody(share)
    pending.share = share
    if (bodyStart === 'after-continue') pending.response.writeContinue()
    pending.connection.beginBody(pending)
    const reading = readBody(pending.incoming, {
      limitBytes,
      announcedBytes: announced,
      keep: isKept(request),
      share,
      shelf: this.#shelf,
      onActivity: () => pending.connection.onActivity(),
      done: (result) => {
        pending.connection.finishBody(pending)
        pending.onLate = undefined
        if (pending.hasLeft) return
        if (result.kind === 'too-large') refuseSize()
        else take({ request: { ...request, body: result.body }, match })
      },
    })
    pending.onLate = () => {
      if (!reading.hasWaited) return false
      stop('budget')
      return true
    }
  }
}

/** The length of the body as the client announces it; 0 if it does not. */
function announcedBytes({ fields }: PendingRequest): number {
  return Number(fields.contentLength ?? 0)
}

/** Whether the plugin receives the body. */
function isKept({ method }: Request): boolean {
  return method === httpMethods.Post || method === httpMethods.Put
}
