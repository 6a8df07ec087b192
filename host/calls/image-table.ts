import { errorCodes } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { ImageLayout } from '../image/pixels.ts'
import type { GuestPtr } from '../memory/guest-ptr.ts'
import { HandleTable } from './handle-table.ts'

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
