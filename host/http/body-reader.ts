import type { IncomingMessage } from 'node:http'
import type { BufferShelf } from '../exchange/bytes.ts'
import type { OpenBody } from './body-budget.ts'
import { GrowingBody } from './growing-body.ts'

type ReadBody =
  | { readonly kind: 'read'; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'too-large' }

interface ReadOptions {
  /** The maximum length of the body. */
  readonly limitBytes: number
  /** The announced length; 0 if the client announced none. */
  readonly announcedBytes: number
  /** False if the bytes are discarded. */
  readonly keep: boolean
  /** The part of a budget in which the bytes count. */
  readonly share: OpenBody | undefined
  /** Lends buffers for it. */
  readonly shelf: BufferShelf
  /** Called for each piece. */
  readonly onActivity: () => void
  /** Called once, unless the body stays incomplete. */
  readonly done: (result: ReadBody) => void
}

/** A body that is arriving. */
interface BodyReading {
  /** Whether it had to wait for memory: then its client is not the only reason if it times out. */
  readonly hasWaited: boolean
  /** Discards the rest of the body; `done` is not called. */
  stop(): void
}

/** Reads a request's body chunk by chunk. The result has a buffer of its own, which may be longer. */
export function readBody(incoming: IncomingMessage, options: ReadOptions): BodyReading {
  const { limitBytes, keep, share, onActivity, done } = options
  const body = new GrowingBody(options.announcedBytes, options.shelf)
  let length = 0
  let hasWaited = false
  const stop = (): void => {
    incoming.off('data', onData).off('end', onEnd)
    discardBody(incoming, onActivity)
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
  // The connection handles a client that leaves.
  incoming.on('data', onData).on('end', onEnd).on('error', ignore)
  return {
    get hasWaited() {
      return hasWaited
    },
    stop,
  }
}

/** Discards a body; calls `onActivity` for each piece. */
export function discardBody(incoming: IncomingMessage, onActivity: () => void): void {
  incoming.on('data', onActivity).resume()
}

function ignore(): void {}
