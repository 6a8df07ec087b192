import type { IncomingMessage } from 'node:http'
import type { Header, StreamHead } from '../exchange/answer.ts'
import type { StreamTarget } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'
import { endToEndHeaders } from './end-to-end-headers.ts'
import { valuesOf } from './proxied-request.ts'

/** The head of Orthanc's answer as the client gets it; `undefined` for a status that is none (RFC 9110, 15). */
export function proxiedHead(incoming: IncomingMessage, request: Request): StreamHead | undefined {
  const { statusCode: status = 0 } = incoming
  if (status < 200 || status > 599) return undefined
  const headers = [...endToEndHeaders(incoming.rawHeaders), ...idHeaders(incoming, request)]
  const length = lengthOf(incoming)
  return length === undefined ? { status, headers } : { status, headers, length }
}

/** The client's own id of its request, which it gets back with every answer. */
function idHeaders(incoming: IncomingMessage, { id, headerLines }: Request): readonly Header[] {
  const isSaid = incoming.headers['x-request-id'] !== undefined
  return !isSaid && valuesOf(headerLines, 'x-request-id').includes(id) ? [['X-Request-Id', id]] : []
}

/** The announced length, where that is how the body ends (RFC 9112, 6.3). */
function lengthOf({ headers }: IncomingMessage): number | undefined {
  const length = headers['content-length']
  if (headers['transfer-encoding'] !== undefined || length === undefined) return undefined
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

/** How a body ended: whole, before that, or because the client takes no more of it. */
type BodyEnd = 'whole' | 'cut-short' | 'not-taken'

/**
 * Hands a body on piece by piece: the next one is read once the client has taken the last. Resolves when it ends, by an
 * error as well; it is given up when no piece moves for `quietMs`, whichever side is slow.
 */
export function relayBody(
  incoming: IncomingMessage,
  target: StreamTarget,
  quietMs: number,
): Promise<BodyEnd> {
  return new Promise((resolve) => {
    const quiet = setTimeout(() => incoming.destroy(), quietMs)
    let isWriting = false
    let isTaken = true
    let isDue = false
    const pass = (): void => {
      if (isWriting) return
      // All that has come, which may be thousands of chunks of one byte; without a size newer Nodes give the first alone
      const piece: Uint8Array<ArrayBuffer> | null = incoming.read(incoming.readableLength)
      if (piece === null) return
      isWriting = true
      target.write(piece, (open) => {
        isWriting = false
        isTaken &&= open
        if (!open) incoming.destroy()
        // A timer that was cleared would begin again
        if (incoming.destroyed) return
        quiet.refresh()
        passInTurn()
      })
    }
    // What is not read yet keeps the connection from being read: else the system's next read follows in the same turn of the
    // event loop, up to 32 of them, and each may have thousands of chunks.
    const passInTurn = (): void => {
      if (isDue) return
      isDue = true
      setImmediate(() => {
        isDue = false
        pass()
      })
    }
    incoming.on('readable', passInTurn)
    incoming.on('close', () => {
      clearTimeout(quiet)
      const isWhole = incoming.complete && incoming.readableEnded
      if (isWhole) resolve('whole')
      else resolve(isTaken ? 'cut-short' : 'not-taken')
    })
  })
}
