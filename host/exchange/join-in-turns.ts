import { concatenate } from './concatenate.ts'

/** So much is joined at a time; the event loop turns in between. */
const sliceBytes = 4 * 1024 * 1024

/**
 * Joins pieces, none of which may be large, into one array that owns its buffer, without holding the event loop up for the
 * whole of it. What is small is there at once.
 */
export function joinInTurns(
  pieces: readonly Uint8Array[],
  done: (whole: Uint8Array<ArrayBuffer>) => void,
): void {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (length <= sliceBytes) return done(concatenate(pieces))
  const whole = new Uint8Array(length)
  let next = 0
  let at = 0
  const joinSome = (): void => {
    const end = at + sliceBytes
    for (; at < end; next++) {
      const piece = pieces[next]
      if (piece === undefined) return done(whole)
      whole.set(piece, at)
      at += piece.length
    }
    setImmediate(joinSome)
  }
  joinSome()
}

/** The same as a promise. */
export function joined(pieces: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve) => joinInTurns(pieces, resolve))
}
