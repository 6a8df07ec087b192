import { defaultLimits } from '../exchange/limits.ts'
import type { Client } from '../exchange/ports.ts'
import { callCodes, FrameError, type Frame } from '../frames/frame.ts'
import { decodeStreamBegin, decodeStreamPart, encodeTaken } from '../frames/messages.ts'
import type { InFlightRequest } from './in-flight-requests.ts'

/** Minimum cost of a part, in bytes: small parts take memory, too. */
const leastCost = 4096

/**
 * Sends answers in parts to clients. Each part is a CALL of the guest, which gets its RESULT once at most a window of bytes
 * waits for the client. So a slow client slows its plugin down, while the plugin's deadline runs.
 */
export class AnswerStreams {
  readonly #windowBytes: number
  readonly #reply: (pieces: readonly Uint8Array[]) => void
  #current: Stream | undefined

  constructor(
    windowKiB = defaultLimits.streamWindowKiB,
    reply: (pieces: readonly Uint8Array[]) => void,
  ) {
    this.#windowBytes = windowKiB * 1024
    this.#reply = reply
  }

  /** Takes a CALL of the guest for the request in progress. Throws `FrameError` if the call is out of order. */
  take(frame: Frame, request: InFlightRequest): void {
    if (frame.code === callCodes.streamBegin && this.#current === undefined)
      this.#begin(frame, request)
    else if (frame.code === callCodes.streamPart && this.#current?.owesResult === false)
      this.#write(this.#current, decodeStreamPart(frame), request.job.client)
    else throw new FrameError(`a call of code ${frame.code} out of order`)
  }

  /** Ends the answer, complete or not. */
  end(): void {
    this.#current = undefined
  }

  #begin(frame: Frame, request: InFlightRequest): void {
    const { client } = request.job
    const head = decodeStreamBegin(frame)
    request.isStreamed = true
    this.#current = { waitingBytes: 0, isOpen: true, owesResult: false }
    client.target.begin(head)
    this.#reply(encodeTaken(!client.hasLeft))
  }

  #write(stream: Stream, bytes: Uint8Array<ArrayBuffer>, client: Client): void {
    const cost = Math.max(bytes.length, leastCost)
    stream.waitingBytes += cost
    stream.owesResult = true
    client.target.write(bytes, (isOpen) => {
      stream.waitingBytes -= cost
      stream.isOpen &&= isOpen
      this.#answer(stream, client)
    })
    this.#answer(stream, client)
  }

  /** Sends the RESULT of the last part, if it is due. */
  #answer(stream: Stream, { hasLeft }: Client): void {
    const isOpen = stream.isOpen && !hasLeft
    const isDue = !isOpen || stream.waitingBytes <= this.#windowBytes
    if (stream !== this.#current || !stream.owesResult || !isDue) return
    stream.owesResult = false
    this.#reply(encodeTaken(isOpen))
  }
}

/** One answer in parts. */
interface Stream {
  waitingBytes: number
  isOpen: boolean
  /** True while the guest waits for the RESULT of its last part. */
  owesResult: boolean
}
