import type { BodySource } from '../exchange/request.ts'
import { BodyFile, bodySlots } from '../frames/body-file.ts'
import { FrameError } from '../frames/frame.ts'
import type { ReceivedCallback } from '../frames/callback-frame.ts'
import type { Return } from '../frames/return-frame.ts'

/** The guest's end of the file in which large bodies pass. */
export class GuestBodies {
  readonly #file: BodyFile
  /** Bodies of answers that were written, and those of them that the front has read. */
  #written = 0
  #read = 0
  #isBroken = false

  constructor(file: BodyFile) {
    this.#file = file
  }

  /** The front has read that many bodies of answers. */
  acknowledge(answersRead: number): void {
    this.#read = answersRead
  }

  /** The body of a callback, which is still in the file; `undefined` where it is in its frame. */
  sourceOf({ bodyAt, bodyLength }: ReceivedCallback): BodySource | undefined {
    if (bodyAt === undefined) return undefined
    return {
      length: bodyLength,
      copyTo: (target) => {
        if (!this.#file.read(target, bodyAt)) throw new FrameError('a body that the file lacks')
      },
    }
  }

  /** Writes the body of an answer, if it suits and there is room, and returns where it lies. */
  write(body: Uint8Array): Return['filed'] {
    const isFull = this.#written - this.#read >= bodySlots
    if (this.#isBroken || isFull || !BodyFile.suits(body.length)) return undefined
    const at = BodyFile.placeOf('answer', this.#written % bodySlots)
    try {
      this.#file.write(body, at)
    } catch {
      // A full disk: bodies go by the socket from now on.
      this.#isBroken = true
      return undefined
    }
    this.#written++
    return { at, length: body.length }
  }
}
