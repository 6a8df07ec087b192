import { errorCodes } from '../../abi/enums.ts'
import type { AnswerBuilder } from './answer-builder.ts'
import { BadArgumentError } from '../exchange/errors.ts'

/** Handles are spread over the 28 bits that those of components have, so that one made up, or kept, hits nothing. */
const stride = 0x0851f42d
const handleMask = 0x0fffffff

/** The answer of a callback that runs; the handle is 0 once it was given back. */
interface OpenOutput {
  handle: number
  readonly builder: AnswerBuilder
}

/**
 * The output handles of one instance. Callbacks nest: while one waits for a call of the host, another one may run on top of
 * it. A handle dies with its callback, and its number does not come back for 2^28 callbacks.
 */
export class Outputs {
  #last: number
  readonly #open: OpenOutput[] = []

  /** `seed` makes the numbers differ between instances. */
  constructor(seed: number) {
    this.#last = seed & handleMask
  }

  /** The answer in progress of the innermost callback, if one runs. */
  get current(): AnswerBuilder | undefined {
    return this.#open.at(-1)?.builder
  }

  /** How many callbacks run, one on top of the other. */
  get depth(): number {
    return this.#open.length
  }

  /** Opens the answer of a callback and returns its handle, which is never 0. */
  open(builder: AnswerBuilder): number {
    this.#last = (this.#last + stride) & handleMask || stride
    this.#open.push({ handle: this.#last, builder })
    return this.#last
  }

  /** Closes those beyond that many. */
  closeTo(depth: number): void {
    this.#open.splice(depth)
  }

  /** Takes a handle back, while the answer goes on. False for one that is not good. */
  drop(handle: number): boolean {
    const output = handle === 0 ? undefined : this.#find(handle)
    if (output === undefined) return false
    output.handle = 0
    return true
  }

  /** The answer of a handle. Throws `BadArgumentError`, 35 for NULL, 3 for one that is not good (any more). */
  get(handle: number): AnswerBuilder {
    if (handle === 0)
      throw new BadArgumentError(errorCodes.NullPointer, 'NULL instead of an output')
    const output = this.#find(handle)
    if (output !== undefined) return output.builder
    throw new BadArgumentError(
      errorCodes.ParameterOutOfRange,
      'not the output of the callback that runs',
    )
  }

  #find(handle: number): OpenOutput | undefined {
    return this.#open.findLast((output) => output.handle === handle)
  }
}
