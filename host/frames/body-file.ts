import { readSync, writeSync } from 'node:fs'

/** Sizes of bodies that pass through the file: smaller ones are cheaper in their frames, larger ones would fill a disk. */
export const filedBytes = { least: 64 * 1024, most: 8 * 1024 * 1024 } as const

/** Slots of the file for each direction. */
export const bodySlots = 8

/** Where the slots of each direction begin. */
const firstSlots = { request: 0, answer: bodySlots } as const

/**
 * An unlinked file that two processes have open. A body in it costs one copy on each side, without a wake-up for each piece.
 * The writer sends the body's place in a frame; the slot is free again once the reader has copied the body.
 */
export class BodyFile {
  readonly #descriptor: number

  constructor(descriptor: number) {
    this.#descriptor = descriptor
  }

  /** Whether a body of that length passes through the file. */
  static suits(length: number): boolean {
    return length >= filedBytes.least && length <= filedBytes.most
  }

  /** The place of a slot, in bytes. */
  static placeOf(direction: keyof typeof firstSlots, slot: number): number {
    return (firstSlots[direction] + slot) * filedBytes.most
  }

  /** Throws the system's error, for example when the disk is full. */
  write(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, at + done)
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
