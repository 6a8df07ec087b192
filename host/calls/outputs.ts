import { errorCodes } from '../../abi/enums.ts'
import type { AnswerBuilder } from '../exchange/answer-builder.ts'
import { BadArgumentError } from '../exchange/errors.ts'

/** Handles are spread over the 28 bits that those of components have, so that one made up, or kept, hits nothing. */
const stride = 0x0851f42d
const handleMask = 0x0fffffff

/**
 * The output handles of one instance. An instance runs one callback at a time, so there is at most one good handle; it
 * dies with its callback and its number does not come back for 2^28 callbacks.
 */
export class Outputs {
  #last: number
  #handle = 0
  #builder: AnswerBuilder | undefined

  /** `seed` makes the numbers differ between instances. */
  constructor(seed: number) {
    this.#last = seed & handleMask
  }

  /** The answer in progress, if a callback runs. */
  get current(): AnswerBuilder | undefined {
    return this.#builder
  }

  /** Opens the answer of a callback and gives its handle, which is never 0. */
  open(builder: AnswerBuilder): number {
    this.#last = (this.#last + stride) & handleMask || stride
    this.#handle = this.#last
    this.#builder = builder
    return this.#handle
  }

  close(): void {
    this.#handle = 0
    this.#builder = undefined
  }

  /** Takes a handle back, while the answer goes on. False for one that is not good. */
  drop(handle: number): boolean {
    const isGood = handle !== 0 && handle === this.#handle
    if (isGood) this.#handle = 0
    return isGood
  }

  /** The answer behind a handle. Throws `BadArgumentError`, 35 for NULL, 3 for one that is not good (any more). */
  get(handle: number): AnswerBuilder {
    if (handle === 0)
      throw new BadArgumentError(errorCodes.NullPointer, 'NULL instead of an output')
    if (this.#builder === undefined || handle !== this.#handle)
      throw new BadArgumentError(
        errorCodes.ParameterOutOfRange,
        'not the output of the callback that runs',
      )
    return this.#builder
  }
}
