import { errorCodes } from '../../abi/enums.ts'
import { BadArgumentError } from '../exchange/errors.ts'

/** Odd, so that handles pass through every number before one is reused; large, so that a made-up or old handle hits nothing. */
const stride = 0x2545f491

interface HandleTableOptions {
  /** Makes the handles differ between instances. */
  readonly seed: number
  /** Handles have at most this many bits; those of components have 28. */
  readonly bits: 28 | 31
  /** Messages for NULL, and for any other handle that the table does not have. */
  readonly onNull: string
  readonly onUnknown: string
}

/** Values of one instance of a plugin by their handles, which are never 0. */
export class HandleTable<T> {
  readonly #values = new Map<number, T>()
  readonly #options: HandleTableOptions
  readonly #mask: number
  #last: number

  constructor(options: HandleTableOptions) {
    this.#options = options
    this.#mask = 2 ** options.bits - 1
    this.#last = options.seed & this.#mask
  }

  get size(): number {
    return this.#values.size
  }

  /** Adds a value and returns its handle. */
  add(value: T): number {
    do this.#last = (this.#last + stride) & this.#mask
    while (this.#last === 0 || this.#values.has(this.#last))
    this.#values.set(this.#last, value)
    return this.#last
  }

  /** Throws `BadArgumentError`: 35 for NULL, 3 for a handle that the table does not have. */
  get(handle: number): T {
    const value = this.#values.get(handle)
    if (value !== undefined) return value
    const { onNull, onUnknown } = this.#options
    throw handle === 0
      ? new BadArgumentError(errorCodes.NullPointer, onNull)
      : new BadArgumentError(errorCodes.ParameterOutOfRange, onUnknown)
  }

  /** Removes a handle; false if the table does not have it. */
  delete(handle: number): boolean {
    return this.#values.delete(handle)
  }
}
