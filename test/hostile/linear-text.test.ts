import { describe, expect, it } from 'vitest'
import { readHttpTarget, readRestTarget } from '../../host/config/allow.ts'
import { textOf, type ByteString } from '../../host/exchange/byte-string.ts'
import { breaksLine } from '../../host/exchange/http.ts'
import { escapeJson, escapeText } from '../../host/exchange/log.ts'
import { getArguments, requestHeaders } from '../../host/exchange/request.ts'
import { authorizeUsers } from '../../host/http/auth.ts'
import { chooseCoding } from '../../host/http/answer/compression.ts'
import { jsonString } from '../../host/exchange/styled-json.ts'
import {
  keepsConnection,
  identify,
  readRequestLine,
  refusedHead,
  scanHeaders,
} from '../../host/http/request-head.ts'
import { compilePattern } from '../../host/routes/path-pattern.ts'
import { endToEndHeaders, proxiedTarget } from '../../host/upstream/proxied-request.ts'
import { readOrthancUrl } from '../../host/config/orthanc-url.ts'
import { TrustedProxies } from '../../host/exchange/client-shares.ts'
import { frameKinds, headBytes } from '../../host/frames/frame.ts'
import { decodeReturn, writeReturn } from '../../host/frames/rest-callback.ts'
import { workOf } from '../support/work.ts'

const authorize = authorizeUsers(new Map([['alice', 'secret']]))
const upstream = readOrthancUrl('http://127.0.0.1:8042/orthanc')
if (upstream === undefined) throw new Error('not a URL')
const pattern = compilePattern('/instances/([^/]+)/(.*)/end')
if (pattern.kind !== 'matcher') throw new Error('not a pattern')

const page = { compressAs: 'text/html', body: 'x'.repeat(4096) }
const asked = { method: 0, hasArguments: true }
const names = ['Connection', 'Transfer-Encoding', 'Content-Length', 'Accept', 'Cookie']

/** What the main thread does with text of a client, of an upstream server or of a plugin. */
const readers: Readonly<Record<string, (text: ByteString) => void>> = {
  'a request target': (text) => {
    const sent = { method: 'GET', version: '1.1' }
    readRequestLine({ ...sent, target: `/${text}` }, undefined)
    readRequestLine({ ...sent, target: `/%41${text}` }, undefined)
    readRequestLine({ ...sent, target: `/?_method${text}` }, undefined)
  },
  'an overriding method': (text) =>
    void readRequestLine({ method: 'GET', version: '1.1', target: '/' }, text),
  'header fields': (text) => {
    const lines = names.flatMap((name) => [name, text])
    const fields = scanHeaders(lines)
    refusedHead(lines, fields)
    keepsConnection('1.1', { ...fields, asksUpgrade: false })
    requestHeaders(lines)
    endToEndHeaders(lines)
  },
  'accepted codings': (text) => void chooseCoding(page, text),
  credentials: (text) => void authorize(`Basic ${text}`),
  'the id of a request': (text) => void identify(text, { newId: () => '', showsIds: false }),
  'an error message': (text) => void jsonString(text),
  'a log line': (text) => {
    escapeText(textOf(text))
    escapeJson(textOf(text))
  },
  'the addresses of X-Forwarded-For': (text) =>
    void proxies.shareAddress('10.0.0.1', ['X-Forwarded-For', text]),
  'an answer of a guest process': (text) => readAnswer(text),
  'the arguments of a GET': (text) => void getArguments({ query: text, hasArguments: true }),
  'a path that a route matches': (text) => void pattern.match(`/instances/${text}`),
  'a pattern': (text) => void compilePattern(`/a${text}`),
  'the URI of a REST call': (text) => void readRestTarget(`/${text.slice(0, 16_000)}`),
  'the URL of an HTTP call': (text) => void readHttpTarget(`http://a/${text.slice(0, 16_000)}`),
  'a value of a header line': (text) => void breaksLine(text),
  'a proxied target': (text) =>
    void proxiedTarget(upstream, { ...asked, path: text, uri: text, query: text, ...rest }),
}
const proxies = new TrustedProxies(['10.0.0.0/8'])
const rest = { id: '1', headerLines: [], body: new Uint8Array(0) }

/** What the server does with the frame of an answer whose header a plugin chose. */
function readAnswer(text: ByteString): void {
  if (breaksLine(text)) return
  const answer = { kind: 'complete', status: 200, headers: [['a', text]], nosniff: true } as const
  const frame = Buffer.alloc(text.length + 1024)
  const whole = { ordinal: 1, answer: { ...answer, body: '' }, filed: undefined }
  const end = writeReturn(frame, 0, whole)
  const { status: code } = answer
  decodeReturn({
    owned: undefined,
    kind: frameKinds.return,
    code,
    flags: frame[5] ?? 0,
    payload: frame.subarray(headBytes, end),
  })
}

/** Less than this is not looked at: a quadratic step takes a second or more for 64 KiB. */
const leastMs = 200

/** Each byte, and what some parsers take together. */
const pairs = [
  '%2',
  '%25',
  '%41',
  ', ',
  ' ,',
  '/.',
  '/..',
  '.%',
  '&=',
  '\\.',
  '{1,',
  '{1, ',
  '[a',
  '(a',
  'é',
]
const units = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).concat(pairs)

/** How much longer the whole text takes than half of it: 2 for linear time, 4 for quadratic. */
function growth(read: (text: ByteString) => void, unit: ByteString, length = 64 * 1024): number {
  const textOfLength = (bytes: number): ByteString =>
    `a${unit.repeat(Math.ceil(bytes / unit.length))}b`
  const whole = textOfLength(length)
  if (workOf(() => read(whole)) < leastMs) return 1
  const half = textOfLength(length / 2)
  const best = (text: ByteString): number =>
    Math.min(...Array.from({ length: 3 }, () => workOf(() => read(text))))
  const wholeMs = best(whole)
  return wholeMs < leastMs ? 1 : wholeMs / best(half)
}

describe('takes linear time for 64 KiB of each byte', () => {
  it.each(Object.entries(readers))('in %s', (_, read) => {
    const slow = units.filter((unit) => growth(read, unit) > 3)
    expect(slow).toEqual([])
  })

  it('and notices what does not', () => {
    expect(growth((text) => text.replace(/\.+$/, ''), '.', 24 * 1024)).toBeGreaterThan(3)
  })
})
