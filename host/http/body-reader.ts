import type { IncomingMessage } from 'node:http'
import { concatenate } from '../exchange/concatenate.ts'

export type ReadBody =
  | { readonly kind: 'read'; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'too-large' }

interface ReadOptions {
  /** More bytes than that are not kept. */
  readonly limitBytes: number
  /** Whether the bytes are wanted, or only read away. */
  readonly keep: boolean
  /** Called once, unless the client leaves or breaks off. */
  readonly done: (result: ReadBody) => void
}

/** Reads a request's body chunk by chunk; what it gives has a buffer of its own, which may be transferred. */
export function readBody(incoming: IncomingMessage, { limitBytes, keep, done }: ReadOptions): void {
  const chunks: Buffer[] = []
  let length = 0
  const onData = (chunk: Buffer): void => {
    length += chunk.length
    if (length > limitBytes) {
      incoming.off('data', onData).off('end', onEnd)
      chunks.length = 0
      done({ kind: 'too-large' })
    } else if (keep) chunks.push(chunk)
  }
  const onEnd = (): void => done({ kind: 'read', body: concatenate(chunks) })
  // A client that leaves is told of by its connection
  incoming.on('data', onData).on('end', onEnd).on('error', ignore)
}

function ignore(): void {}
