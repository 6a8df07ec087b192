/** A body without bytes. */
export const noBytes = new Uint8Array(0)

/** Joins byte arrays into one that owns its buffer. */
export function concatenate(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(pieces))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Bytes that are joined in one turn of the event loop. */
const bytesPerTurn = 4 * 1024 * 1024

/**
 * Joins pieces, each of them small, into one array that owns its buffer. A large one takes several turns of the event loop, so that
 * others run in between; a small one is passed to `done` before this returns.
 */
export function joinInTurns(
  pieces: readonly Uint8Array[],
  done: (whole: Uint8Array<ArrayBuffer>) => void,
): void {
  const length = lengthOf(pieces)
  if (length <= bytesPerTurn) return done(concatenate(pieces))
  const whole = new Uint8Array(length)
  let next = 0
  let at = 0
  const joinSome = (): void => {
    const end = at + bytesPerTurn
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

/** `joinInTurns` as a promise. */
export function joinPieces(pieces: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve) => joinInTurns(pieces, resolve))
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}
