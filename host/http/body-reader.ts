import type { IncomingMessage } from 'node:http'
import type { BufferShelf } from '../exchange/buffer-shelf.ts'
import type { OpenBody } from './body-budget.ts'
import { GrowingBody } from './growing-body.ts'

type ReadBody =
  | { readonly kind: 'read'; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'too-large' }

interface ReadOptions {
  /** More bytes than that are not kept. */
  readonly limitBytes: number
  /** As many as the client announced; 0 where it did not. */
  readonly announcedBytes: number
  /** Whether the bytes are wanted, or only read away. */
  readonly keep: boolean
  /** What the bytes are counted in. */
  readonly share: OpenBody | undefined
  /** Where room for it comes from. */
  readonly shelf: BufferShelf
  /** Called for each piece of it. */
  readonly onActivity: () => void
  /** Called once, unless the client leaves or breaks off. */
  readonly done: (result: ReadBody) => void
}

/** A body that is on its way. */
interface BodyReading {
  /** Whether it had to wait for room: then it is not its client's fault alone if it comes late. */
  readonly hasWaited: boolean
  /** Keeps nothing of what still comes, and reads it away. `done` is not called. */
  stop(): void
}

/** Reads a request's body chunk by chunk; what it gives has a buffer of its own, maybe a longer one. */
export function readBody(incoming: IncomingMessage, options: ReadOptions): BodyReading {
  const { limitBytes, keep, share, onActivity, done } = options
  const body = new GrowingBody(options.announcedBytes, options.shelf)
  let length = 0
  let hasWaited = false
  const stop = (): void => {
    incoming.off('data', onData).off('end', onEnd)
    readAway(incoming, onActivity)
  }
  const onData = (chunk: Buffer): void => {
    onActivity()
    length += chunk.length
    if (length > limitBytes) {
      stop()
      return done({ kind: 'too-large' })
    }
    if (!keep) return
    const taken = body.add(chunk)
    const piece = { received: chunk.length, taken }
    if (share?.take(piece, () => incoming.resume()) !== 'waits') return
    hasWaited = true
    incoming.pause()
  }
  const onEnd = (): void => {
    share?.whole()
    body.whole((whole) => done({ kind: 'read', body: whole }))
  }
  // A client that leaves is told of by its connection
  incoming.on('data', onData).on('end', onEnd).on('error', ignore)
  return {
    get hasWaited() {
      return hasWaited
    },
    stop,
  }
}

/** Reads a body that nobody wants; `onActivity` is called for each piece of it. */
export function readAway(incoming: IncomingMessage, onActivity: () => void): void {
  incoming.on('data', onActivity).resume()
}

function ignore(): void {}
