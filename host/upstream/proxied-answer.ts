import type { IncomingMessage } from 'node:http'
import type { Header, StreamHead } from '../exchange/answer.ts'
import type { StreamTarget } from '../exchange/ports.ts'
import { valuesOf, type Request } from '../exchange/request.ts'
import { endToEndHeaders } from './end-to-end-headers.ts'
import { readInTurns } from './read-in-turns.ts'

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
    let isTaken = true
    readInTurns(incoming, (piece, wantMore) =>
      target.write(piece, (open) => {
        isTaken &&= open
        // A timer that was cleared would begin again
        if (open && !incoming.destroyed) quiet.refresh()
        wantMore(open)
      }),
    )
    incoming.on('close', () => {
      clearTimeout(quiet)
      const isWhole = incoming.complete && incoming.readableEnded
      if (isWhole) resolve('whole')
      else resolve(isTaken ? 'cut-short' : 'not-taken')
    })
  })
}
