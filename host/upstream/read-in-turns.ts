import type { Readable } from 'node:stream'

/** Time that one turn of the event loop spends on data of other servers. */
const turnMs = 10

/** Measures the current turn of the event loop. */
class TurnTime {
  #beganAt: number | undefined

  isOver(): boolean {
    if (this.#beganAt !== undefined) return performance.now() - this.#beganAt > turnMs
    this.#beganAt = performance.now()
    setImmediate(() => (this.#beganAt = undefined))
    return false
  }
}

/** Shared, as all connections use one event loop. */
const turn = new TurnTime()

/**
 * Reads a body piece by piece. After each piece `take` calls `wantMore`: true reads the next one, false destroys the stream. A piece
 * is all that has arrived, which may be thousands of chunks of one byte.
 *
 * Once a turn of the event loop has taken `turnMs`, the next piece waits for the next turn. Unread bytes keep node from reading the
 * connection (`unreadBytes`): else up to 32 reads of it would follow in the same turn.
 */
export function readInTurns(
  incoming: Readable,
  take: (piece: Uint8Array<ArrayBuffer>, wantMore: (open: boolean) => void) => void,
): void {
  let isTaking = false
  let isDue = false
  const pass = (): void => {
    if (isTaking) return
    // Without a size newer Nodes give the first chunk alone
    const piece: Uint8Array<ArrayBuffer> | null = incoming.read(incoming.readableLength)
    if (piece === null) return
    isTaking = true
    take(piece, (open) => {
      isTaking = false
      if (!open) incoming.destroy()
      if (!incoming.destroyed) passInTurn()
    })
  }
  const passInTurn = (): void => {
    if (isDue) return
    if (!turn.isOver()) return pass()
    isDue = true
    setImmediate(() => {
      isDue = false
      pass()
    })
  }
  incoming.on('readable', passInTurn)
}
