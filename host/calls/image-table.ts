import { errorCodes } from '../../abi/enums.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { ImageLayout } from '../image/pixels.ts'
import type { GuestPtr } from '../memory/guest-ptr.ts'

/** An image of a plugin: its pixels lie in the plugin's memory, also those that the host made. */
export interface GuestImage extends ImageLayout {
  /** Where the first row begins; 0 for an image without bytes. */
  readonly at: GuestPtr<'pixels'>
  /** Whether the pixels are freed with the image; else they are the plugin's. */
  readonly isOwner: boolean
}

/** Handles are spread over the 31 bits, so that one that a guest made up, or kept, hits nothing. */
const stride = 0x2545f491
const handleMask = 0x7fffffff

/** The images of one instance by their handles. A handle does not come back for 2^31 images. */
export class ImageTable {
  readonly #images = new Map<number, GuestImage>()
  #last: number

  /** `seed` makes the numbers differ between instances. */
  constructor(seed: number) {
    this.#last = seed & handleMask
  }

  /** Images that are not freed. */
  get size(): number {
    return this.#images.size
  }

  /** Throws `CallError` 4 where no more image fits: asked before anything is allocated for one. */
  requireRoom(): void {
    if (this.#images.size < fixedLimits.images) return
    throw new CallError(
      errorCodes.NotEnoughMemory,
      `more than ${fixedLimits.images} images that are not freed`,
    )
  }

  /** Keeps an image and gives its handle, which is never 0. Throws as `requireRoom`. */
  add(image: GuestImage): number {
    this.requireRoom()
    do this.#last = (this.#last + stride) & handleMask || stride
    while (this.#images.has(this.#last))
    this.#images.set(this.#last, image)
    return this.#last
  }

  /** Throws `BadArgumentError`, 35 for NULL, 3 for a handle that is not good (any more). */
  get(handle: number): GuestImage {
    const image = this.#images.get(handle)
    if (image !== undefined) return image
    throw handle === 0
      ? new BadArgumentError(errorCodes.NullPointer, 'NULL instead of an image')
      : new BadArgumentError(errorCodes.ParameterOutOfRange, 'not an image, or one that was freed')
  }

  /** Forgets an image and gives it. Throws as `get`. */
  take(handle: number): GuestImage {
    const image = this.get(handle)
    this.#images.delete(handle)
    return image
  }
}
