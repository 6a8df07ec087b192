import type { BodySource } from '../exchange/request.ts'
import { BodyFile, bodySlots } from '../frames/body-file.ts'
import { FrameError } from '../frames/frame.ts'
import type { ReceivedCallback } from '../frames/callback-frame.ts'
import type { Return } from '../frames/return-frame.ts'

/** The guest's side of the file that passes large bodies. */
export class GuestBodies {
  readonly #file: BodyFile
  /** Numbers of answer bodies written, and of those that the front has read. */
  #written = 0
  #read = 0
  #isBroken = false

  constructor(file: BodyFile) {
    this.#file = file
  }

  /** Notes that the front has read that many answer bodies. */
  acknowledge(answersRead: number): void {
    this.#read = answersRead
  }

  /** The body of a callback in the file; `undefined` if it is in the frame. */
  sourceOf({ bodyAt, bodyLength }: ReceivedCallback): BodySource | undefined {
    if (bodyAt === undefined) return undefined
    return {
      length: bodyLength,
      copyTo: (target) => {
        if (!this.#file.read(target, bodyAt))
          throw new FrameError('a body that is missing in the file')
      },
    }
  }

  /** Writes the body of an answer if its size suits and a slot is free, and returns its place. */
  write(body: Uint8Array): Return['filed'] {
    const isFull = this.#written - this.#read >= bodySlots
    if (this.#isBroken || isFull || !BodyFile.suits(body.length)) return undefined
    const at = BodyFile.placeOf('answer', this.#written % bodySlots)
    try {
      this.#file.write(body, at)
    } catch {
      // The disk is full: bodies pass through the socket from now on.
      this.#isBroken = true
      return undefined
    }
    this.#written++
    return { at, length: body.length }
  }
}
