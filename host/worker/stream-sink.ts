import type { MessagePort } from 'node:worker_threads'
import { errorCodes } from '../../abi/enums.ts'
import type { StreamHead } from '../exchange/answer.ts'
import { CallError } from '../exchange/errors.ts'
import { defaultBounds } from '../exchange/limits.ts'
import type { AnswerSink } from '../exchange/ports.ts'
import type { CallGate } from './call-gate.ts'
import type { FromThread } from './messages.ts'

/** A part takes as much of the window at least: each is a message, and the main thread reads what is there in one go. */
const leastCost = 4096

/** What a part takes of the window until it is taken. */
export function windowCost({ length }: Uint8Array): number {
  return Math.max(length, leastCost)
}

/** How long one wait lasts before the gate is looked at again: a lost wake-up costs no more than this. */
const waitMs = 1000

/**
 * Sends a streamed answer to the main thread part by part. It blocks the guest while more than a window of bytes waits
 * for the client, so that what is buffered is bounded; the deadline of the callback goes on meanwhile.
 */
export class StreamSink implements AnswerSink {
  readonly #port: MessagePort
  readonly #gate: CallGate
  readonly #ordinal: number
  readonly #mark: number
  readonly #windowBytes: number
  #sent = 0

  /** `windowBytes` may wait for the client. */
  constructor(
    port: MessagePort,
    gate: CallGate,
    ordinal: number,
    windowBytes = defaultBounds.streamWindowBytes,
  ) {
    this.#windowBytes = windowBytes
    this.#port = port
    this.#gate = gate
    this.#ordinal = ordinal
    this.#mark = gate.mark
  }

  begin(head: StreamHead): void {
    this.#post({ kind: 'streamBegin', ordinal: this.#ordinal, head })
  }

  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#sent += windowCost(bytes)
    this.#post({ kind: 'streamPart', ordinal: this.#ordinal, bytes }, [bytes.buffer])
    while (!this.#gate.hasLeft(this.#ordinal) && this.#waiting > this.#windowBytes)
      this.#gate.wait(this.#gate.mark, waitMs)
    if (this.#gate.hasLeft(this.#ordinal))
      throw new CallError(errorCodes.NetworkProtocol, 'the client has left')
  }

  get #waiting(): number {
    return this.#sent - this.#gate.takenSince(this.#mark)
  }

  #post(message: FromThread, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer)
  }
}
