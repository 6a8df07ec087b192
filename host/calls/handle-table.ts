import { errorCodes } from '../../abi/enums.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { ImageLayout } from '../image/pixels.ts'
import type { GuestPtr } from '../memory/guest-memory.ts'
import type { AnswerBuilder } from './answer-builder.ts'

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

/** The answer of a callback that runs. */
interface RunningOutput {
  readonly handle: number
  readonly builder: AnswerBuilder
}

/**
 * The output handles of one instance. Callbacks nest: while one waits for a call of the host, another one may run on top of
 * it. A handle is valid until its callback returns.
 */
export class Outputs {
  readonly #handles: HandleTable<AnswerBuilder>
  readonly #running: RunningOutput[] = []

  /** `seed` makes the handles differ between instances. */
  constructor(seed: number) {
    const onUnknown = 'not the output of the callback that runs'
    this.#handles = new HandleTable({
      seed,
      bits: 28,
      onNull: 'NULL instead of an output',
      onUnknown,
    })
  }

  /** The answer of the innermost callback, if one runs. */
  get current(): AnswerBuilder | undefined {
    return this.#running.at(-1)?.builder
  }

  /** Number of callbacks that run, one on top of the other. */
  get depth(): number {
    return this.#running.length
  }

  /** Opens the answer of a callback and returns its handle. */
  open(builder: AnswerBuilder): number {
    const handle = this.#handles.add(builder)
    this.#running.push({ handle, builder })
    return handle
  }

  /** Closes the answers of the innermost callbacks until `depth` are left. */
  closeTo(depth: number): void {
    while (this.#running.length > depth) {
      const ended = this.#running.pop()
      if (ended !== undefined) this.#handles.delete(ended.handle)
    }
  }

  /** Invalidates a handle before its callback returns; the answer stays open. Returns false for an invalid handle. */
  drop(handle: number): boolean {
    return this.#handles.delete(handle)
  }

  /** The answer of a handle. Throws as `HandleTable.get`. */
  get(handle: number): AnswerBuilder {
    return this.#handles.get(handle)
  }
}

/** An image of a plugin. Its pixels are in the plugin's memory, also if the host created it. */
export interface GuestImage extends ImageLayout {
  /** Address of the first row; 0 for an image without bytes. */
  readonly at: GuestPtr<'pixels'>
  /** True if the pixels are freed with the image; otherwise the plugin owns them. */
  readonly isOwner: boolean
}

/** The images of one instance by their handles. */
export class ImageTable {
  readonly #images: HandleTable<GuestImage>

  /** `seed` makes the handles differ between instances. */
  constructor(seed: number) {
    const onUnknown = 'not an image, or one that was freed'
    this.#images = new HandleTable({
      seed,
      bits: 31,
      onNull: 'NULL instead of an image',
      onUnknown,
    })
  }

  /** Number of images that are not freed. */
  get size(): number {
    return this.#images.size
  }

  /** Throws `CallError` 4 if the table is full. Callers ask before they allocate memory for an image. */
  requireRoom(): void {
    if (this.#images.size < fixedLimits.images) return
    throw new CallError(
      errorCodes.NotEnoughMemory,
      `more than ${fixedLimits.images} images that are not freed`,
    )
  }

  /** Adds an image and returns its handle. Throws as `requireRoom`. */
  add(image: GuestImage): number {
    this.requireRoom()
    return this.#images.add(image)
  }

  /** Throws as `HandleTable.get`. */
  get(handle: number): GuestImage {
    return this.#images.get(handle)
  }

  /** Removes an image and returns it. Throws as `get`. */
  take(handle: number): GuestImage {
    const image = this.#images.get(handle)
    this.#images.delete(handle)
    return image
  }
}
