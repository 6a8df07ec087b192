import type { ClientRequest } from 'node:http'
import type { Transfer } from '../exchange/least-rate.ts'
import type { BodyStream } from '../exchange/request.ts'

interface SendOptions {
  /** Measures the client. */
  readonly transfer: Transfer
  /** Called when a piece has moved. */
  readonly onPiece: () => void
}

/** Sends a body while it arrives: the next piece is read once the system has accepted the last. */
export function sendBody(
  stream: BodyStream,
  outgoing: ClientRequest,
  { transfer, onPiece }: SendOptions,
): void {
  outgoing.on('close', () => transfer.end())
  // After an answer the rest of the body is not needed.
  outgoing.on('response', (incoming) =>
    incoming.on('end', () => {
      if (!outgoing.writableEnded) outgoing.destroy()
    }),
  )
  transfer.resume()
  stream.read(
    (piece, wantMore) => {
      transfer.count(piece.length)
      transfer.pause()
      onPiece()
      if (outgoing.destroyed) return
      outgoing.write(piece, (error) => {
        if (error) return
        onPiece()
        transfer.resume()
        wantMore()
      })
    },
    (isWhole) => {
      transfer.end()
      if (isWhole) outgoing.end()
      else outgoing.destroy()
    },
  )
}
