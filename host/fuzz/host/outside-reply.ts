import { isDeepStrictEqual } from 'node:util'
import type { OutboundCall, OutboundReply } from '../../exchange/ports.ts'
import type { ReplyStep } from '../scenario/scenario.ts'

/** What a request gets for which nothing was prepared. */
const usualReply: ReplyStep = {
  do: 'reply',
  status: 200,
  headers: [['X-Answer', 'yes']],
  body: 'answer',
}
const padding = ' '

/** What whoever is asked says: nothing leaves. */
export function replyOf(step: ReplyStep = usualReply): OutboundReply {
  if ('fails' in step) {
    const { fails: code, reason } = step
    return { kind: 'failed', code, ...(reason === undefined ? {} : { reason }) }
  }
  const { status, headers, body, pad = 0 } = step
  const bytes = new Uint8Array(body.length + pad).fill(padding.charCodeAt(0), body.length)
  bytes.set(Buffer.from(body, 'latin1'))
  return { kind: 'answered', status, headers, body: bytes }
}

/**
 * What of a request is not as it must be; `undefined`: nothing. Its body is handed over, as to another thread, so that who
 * sent it has it no more.
 */
export function callDifference(expected: OutboundCall, actual: OutboundCall): string | undefined {
  const { byteLength, buffer } = actual.body
  if (buffer.byteLength !== byteLength) return 'the body of a request shares its memory with others'
  if (!isDeepStrictEqual(actual, expected)) return differenceOf(expected, actual)
  return byteLength === 0 || isHandedOver(buffer) ? undefined : 'the body of a request stays'
}

function isHandedOver(buffer: ArrayBuffer): boolean {
  try {
    structuredClone(buffer, { transfer: [buffer] })
  } catch {
    return false
  }
  return buffer.byteLength === 0
}

function differenceOf(expected: OutboundCall, actual: OutboundCall): string {
  const had = new Map<string, unknown>(Object.entries(actual))
  const wrong = Object.entries(expected).filter(
    ([name, value]) => !isDeepStrictEqual(had.get(name), value),
  )
  const parts = wrong.map(([name, value]) => `${name} ${show(had.get(name))}, not ${show(value)}`)
  return `a request has ${parts.length === 0 ? 'more than it should' : parts.join('; ')}`
}

const shownCharacters = 60

function show(value: unknown): string {
  if (value instanceof Uint8Array) return `of ${value.length} bytes`
  return value === undefined ? 'none' : JSON.stringify(value).slice(0, shownCharacters)
}
