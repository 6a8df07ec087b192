import { readSync, writeSync } from 'node:fs'

/** Sizes of bodies that pass through the file: smaller ones are cheaper in their frames, larger ones would fill a disk. */
export const filedBytes = { least: 64 * 1024, most: 8 * 1024 * 1024 } as const

/** Slots of the file for each direction. */
export const bodySlots = 8

/** Where the slots of each direction begin. */
const firstSlots = { request: 0, answer: bodySlots } as const

/** Places in the file are multiples of this, so that a u32 can address them all. */
export const fileUnit = 64 * 1024

/**
 * One side of an unlinked file that two processes have open: it writes bodies of one direction and reads those of the other.
 * A body costs one copy on each side, without a wake-up for each piece. The writer sends the body's place in a frame; a slot
 * is free again once the reader has copied the body. Slots are used and freed in turn, as bodies are read in order.
 */
export class BodyFile {
  readonly #descriptor: number
  readonly #firstSlot: number
  #written = 0

  constructor(descriptor: number, writes: keyof typeof firstSlots) {
    this.#descriptor = descriptor
    this.#firstSlot = firstSlots[writes]
  }

  /**
   * Writes a body and returns its place; `undefined` if its size does not suit, no slot is free, or the disk is full. `read` is
   * the number of bodies that the other side has read so far.
   */
  write(body: Uint8Array, read: number): number | undefined {
    if (!isFiled(body.length) || this.#written - read >= bodySlots) return undefined
    const at = (this.#firstSlot + (this.#written % bodySlots)) * filedBytes.most
    try {
      for (let done = 0; done < body.length;)
        done += writeSync(this.#descriptor, body, done, body.length - done, at + done)
    } catch {
      // The body passes through the socket.
      return undefined
    }
    this.#written++
    return at
  }

  /** Fills `to` from the file. Returns false if the file is shorter. */
  read(to: Uint8Array, at: number): boolean {
    for (let done = 0; done < to.length;) {
      const length = readSync(this.#descriptor, to, done, to.length - done, at + done)
      if (length === 0) return false
      done += length
    }
    return true
  }
}

/** Whether a body of that length passes through the file. */
export function isFiled(length: number): boolean {
  return length >= filedBytes.least && length <= filedBytes.most
}
