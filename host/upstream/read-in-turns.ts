import type { Readable } from 'node:stream'

/** For how long that which other servers send is handed on in one turn of the event loop. */
const turnMs = 10

/** Tells when a turn of the event loop has taken long enough. */
class TurnTime {
  #beganAt: number | undefined

  isOver(): boolean {
    if (this.#beganAt !== undefined) return performance.now() - this.#beganAt > turnMs
    this.#beganAt = performance.now()
    setImmediate(() => (this.#beganAt = undefined))
    return false
  }
}

/** There is one event loop, whatever comes on how many connections. */
const turn = new TurnTime()

/**
 * Reads a body piece by piece: the next one once `take` has said that it wants more, which ends the reading otherwise. A
 * piece is all that has come, which may be thousands of chunks of one byte.
 *
 * Once a turn of the event loop has taken long, the next piece waits for the next turn. What is not read yet keeps the
 * connection from being read (`unreadBytes`): else the system's next read follows in the same turn, up to 32 of them.
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
