import type { CompleteAnswer } from '../exchange/answer.ts'
import type { Body } from '../exchange/byte-string.ts'
import { bodiless } from '../exchange/http-status.ts'
import { flatLines } from './header-lines.ts'
import type { PendingRequest } from './pending-request.ts'
import { reasonOf } from './reasons.ts'

/** An answer as it goes on the wire. */
export type WireAnswer = Pick<CompleteAnswer, 'status' | 'headers' | 'nosniff' | 'body' | 'release'>

/**
 * Writes an answer in Orthanc's order: `opening` (what is said about the connection), the plugin's headers, nosniff, the
 * client's own id, the length.
 *
 * *Differs:* 204, 205 and 304 go without a body, which HTTP forbids them. So does the answer to a HEAD that was made a DELETE
 * or PUT (RFC 9110, 9.3.2), from which node:http leaves it out.
 */
export function writeAnswer(
  pending: PendingRequest,
  answer: WireAnswer,
  opening: readonly string[],
): void {
  const { status } = answer
  const body = bodiless.has(status) ? '' : answer.body
  const lines = flatLines(opening, answer.headers)
  if (answer.nosniff) lines.push('X-Content-Type-Options', 'nosniff')
  if (pending.clientId !== undefined) lines.push('X-Request-Id', pending.clientId)
  lines.push('Content-Length', String(body.length))
  pending.response.sendDate = false
  pending.response.writeHead(status, reasonOf(status), lines)
  writeBody(pending, body, answer.release)
}

function writeBody(pending: PendingRequest, body: Body, release?: () => void): void {
  const { response } = pending
  if (body.length === 0) response.end()
  // As text it goes out together with its head, as one piece.
  else if (typeof body === 'string') response.end(body, 'latin1')
  else if (pending.unsent === undefined) response.end(body)
  else pending.unsent.send(response, body, release)
}
