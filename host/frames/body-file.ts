import { readSync, writeSync } from 'node:fs'

/** The bodies that pass in the file; smaller ones cost less in their frames, larger ones would fill a disk. */
export const filedBytes = { least: 64 * 1024, most: 8 * 1024 * 1024 } as const

/** Bodies of each direction that the file holds at once. */
export const bodySlots = 8

/** The direction of a body: where its slots are. */
const firstSlots = { request: 0, answer: bodySlots } as const

/**
 * An unlinked file that two processes have open: a body in it needs one copy on each side and no wake-up for each piece.
 * The process that writes a body says in a frame where it is; its slot is free once the other one has read it.
 */
export class BodyFile {
  readonly #descriptor: number

  constructor(descriptor: number) {
    this.#descriptor = descriptor
  }

  /** Whether a body of that length passes in the file. */
  static suits(length: number): boolean {
    return length >= filedBytes.least && length <= filedBytes.most
  }

  /** Where the body of a slot lies. */
  static placeOf(direction: keyof typeof firstSlots, slot: number): number {
    return (firstSlots[direction] + slot) * filedBytes.most
  }

  /** Throws the system's error, as for a full disk. */
  write(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, at + done)
  }

  /** Fills `to`. False where the file does not have as much. */
  read(to: Uint8Array, at: number): boolean {
    for (let done = 0; done < to.length;) {
      const length = readSync(this.#descriptor, to, done, to.length - done, at + done)
      if (length === 0) return false
      done += length
    }
    return true
  }
}
