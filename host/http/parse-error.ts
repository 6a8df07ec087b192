import type { Header } from '../exchange/answer.ts'
import { reasonOf } from './reasons.ts'

const statuses: ReadonlyMap<string, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['HPE_INVALID_CONTENT_LENGTH', 411],
  ['HPE_INVALID_VERSION', 505],
])

/** What node:http says of bytes that it cannot read: its parser's code, and the parser's own words. */
export interface ParseError extends Error {
  readonly code?: string
  readonly reason?: string
}

/** The status for bytes that are no HTTP; `undefined` where the connection itself failed, or was too slow. */
export function statusOfParseError({ code = '', reason = '' }: ParseError): number | undefined {
  if (!code.startsWith('HPE_')) return undefined
  // The length itself may be good, behind a coding: that is the shape of a request that hides another.
  if (reason.includes('Transfer-Encoding')) return 400
  return statuses.get(code) ?? 400
}

/** An answer without a body, for where node:http gives nothing to answer with. */
export function rawAnswer(
  status: number,
  opening: readonly string[],
  headers: readonly Header[] = [],
): string {
  const lines = [`HTTP/1.1 ${status} ${reasonOf(status)}`]
  for (let i = 0; i < opening.length; i += 2) lines.push(`${opening[i]}: ${opening[i + 1]}`)
  for (const [name, value] of headers) lines.push(`${name}: ${value}`)
  lines.push('X-Content-Type-Options: nosniff', 'Content-Length: 0')
  return `${lines.join('\r\n')}\r\n\r\n`
}
