import type { IncomingMessage } from 'node:http'
import type { StreamHead } from '../exchange/answer.ts'
import type { LeastRate } from '../exchange/least-rate.ts'
import type { Client } from '../exchange/ports.ts'
import { endToEndHeaders } from './proxied-request.ts'
import { readInTurns } from './read-in-turns.ts'

/** The head of Orthanc's answer for the client; `undefined` for an invalid status (RFC 9110, 15). */
export function proxiedHead(incoming: IncomingMessage): StreamHead | undefined {
  const { statusCode: status = 0 } = incoming
  if (status < 200 || status > 599) return undefined
  const headers = endToEndHeaders(incoming.rawHeaders)
  const length = lengthOf(incoming)
  return length === undefined ? { status, headers } : { status, headers, length }
}

/** The announced length, where that is how the body ends (RFC 9112, 6.3). */
function lengthOf({ headers }: IncomingMessage): number | undefined {
  const length = headers['content-length']
  if (headers['transfer-encoding'] !== undefined || length === undefined) return undefined
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

/** How a body ended: whole, before that, because the client takes no more of it, or takes it too slowly. */
type BodyEnd = 'whole' | 'cut-short' | 'not-taken' | 'too-slow'

interface RelayOptions {
  /** How long no piece may move, whichever side is slow. */
  readonly quietMs: number
  /** Cuts the body if its client is too slow while others wait. */
  readonly leastRate: LeastRate
}

/**
 * Relays a body piece by piece: the next one is read once the client has accepted the last. Resolves when it ends, also with an
 * error.
 */
export function relayBody(
  incoming: IncomingMessage,
  { target, shareAddress }: Pick<Client, 'target' | 'shareAddress'>,
  { quietMs, leastRate }: RelayOptions,
): Promise<BodyEnd> {
  return new Promise((resolve) => {
    const quiet = setTimeout(() => incoming.destroy(), quietMs)
    let isTaken = true
    let isTooSlow = false
    const transfer = leastRate.begin(shareAddress, () => {
      isTooSlow = true
      incoming.destroy()
    })
    readInTurns(incoming, (piece, wantMore) => {
      transfer.resume()
      target.write(piece, (open) => {
        transfer.count(piece.length)
        transfer.pause()
        isTaken &&= open
        // A timer that was cleared would begin again
        if (open && !incoming.destroyed) quiet.refresh()
        wantMore(open)
      })
    })
    incoming.on('close', () => {
      clearTimeout(quiet)
      transfer.end()
      const isWhole = incoming.complete && incoming.readableEnded
      if (isWhole) resolve('whole')
      else if (isTooSlow) resolve('too-slow')
      else resolve(isTaken ? 'cut-short' : 'not-taken')
    })
  })
}
