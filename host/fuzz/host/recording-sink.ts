import { createHash } from 'node:crypto'
import { errorCodes } from '../../../abi/enums.ts'
import type { StreamHead } from '../../exchange/answer.ts'
import { CallError } from '../../exchange/errors.ts'
import type { AnswerSink } from '../../exchange/ports.ts'
import { sameHeaders } from '../answer-check.ts'
import type { AnswerModel } from '../answer-model.ts'

/** Takes a streamed answer, up to a number of pieces; then its client has left. */
export class RecordingSink implements AnswerSink {
  readonly #takes: number
  readonly #digest = createHash('sha1')
  #head: StreamHead | undefined
  #pieces = 0

  constructor(takes: number) {
    this.#takes = takes
  }

  begin(head: StreamHead): void {
    this.#head = head
  }

  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#digest.update(bytes)
    this.#pieces++
    if (this.#pieces > this.#takes)
      throw new CallError(errorCodes.NetworkProtocol, 'the client has left')
  }

  /** Whether it took what the model says. It can be asked once. */
  isSameAs({ streamHead, streamed }: AnswerModel): boolean {
    if (streamHead === undefined || this.#head === undefined) return streamHead === this.#head
    return (
      streamHead.status === this.#head.status &&
      sameHeaders(streamHead.headers, this.#head.headers) &&
      streamed.digest('hex') === this.#digest.digest('hex')
    )
  }
}
