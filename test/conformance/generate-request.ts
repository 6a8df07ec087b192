import * as fc from 'fast-check'
import type { Command } from './generate-command.ts'
import { script } from './generate-script.ts'
import { target } from './generate-target.ts'

/** A request before it becomes bytes. */
export interface Request {
  readonly method: string
  readonly target: string
  readonly version: string
  readonly headers: readonly string[]
  readonly script: readonly Command[] | null
  readonly body: Body
}

export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly text: string }
  | {
      readonly kind: 'chunked'
      readonly text: string
      readonly size: number
      readonly trailer: string
    }

const otherMethods = 'HEAD OPTIONS PATCH PROPFIND PROPPATCH LOCK UNLOCK MKCOL COPY MOVE REPORT'
const noMethods = 'get TRACE CONNECT FOO Post GETS'

const method = fc.oneof(
  { weight: 12, arbitrary: fc.constant('GET') },
  { weight: 4, arbitrary: fc.constant('POST') },
  { weight: 3, arbitrary: fc.constant('PUT') },
  { weight: 2, arbitrary: fc.constant('DELETE') },
  { weight: 2, arbitrary: fc.constantFrom(...otherMethods.split(' ')) },
  { weight: 1, arbitrary: fc.constantFrom(...noMethods.split(' ')) },
)

const plainHeaders = `X-A: 1|X-A: 2|x-a: 3|X-B:4|X-C:|X-D:   spaced|Accept: */*|User-Agent: a b|
Cookie: a=b|X-F: "q"|X-G: a:b|X_H: u|X-I: é|Range: bytes=0-1|If-None-Match: *|TE: trailers|
Content-Type: text/plain|Content-Type: application/x-www-form-urlencoded|Upgrade: h2c|Upgrade: websocket|
Authorization: Basic YTpi|Authorization: bearer x|X-Forwarded-For: 1.2.3.4|Host: other|Host:|
Expect: 100-continue`
const codings = ['gzip', 'deflate', 'gzip, deflate', 'deflate,gzip', 'gzip;q=1', 'GZIP', 'br']
const overrides = ['PUT', 'delete', 'Put', 'POST', '', 'DELETE', 'GET']
const connections = [
  'keep-alive',
  'Keep-Alive',
  'close',
  'Close',
  'upgrade',
  'keep-alive, Upgrade',
  'close, x',
  '',
]

const line = (name: string, values: readonly string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...values).map((value) => `${name}: ${value}`)

const header = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...plainHeaders.split(/\|\n?/)) },
  { weight: 1, arbitrary: line('Accept-Encoding', codings) },
  { weight: 1, arbitrary: line('X-HTTP-Method-Override', overrides) },
  { weight: 1, arbitrary: line('Connection', connections) },
)

const unit = fc.constantFrom('a', 'é', '\0', '\n', '\r\n', '{', '0', ' ')
const text = fc.string({ unit, maxLength: 60 })

const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'none' } as const) },
  { weight: 4, arbitrary: text.map((content) => ({ kind: 'length', text: content }) as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('chunked' as const),
      text,
      size: fc.integer({ min: 1, max: 70 }),
      trailer: fc.constantFrom('', '', 'X-Trailer: 1\r\n'),
    }),
  },
)

const oddVersion = fc.constantFrom('HTTP/1.2', 'HTTP/2.0', 'HTTP/0.9', 'http/1.1', 'HTTP/1')
const version = fc.oneof(
  { weight: 12, arbitrary: fc.constant('HTTP/1.1') },
  { weight: 2, arbitrary: fc.constant('HTTP/1.0') },
  { weight: 1, arbitrary: oddVersion },
)
const usualMethods = new Set(['GET', 'POST', 'PUT', 'DELETE'])

/** One request. At most one thing makes it invalid HTTP: which of two faults counts is undefined. */
export const request: fc.Arbitrary<Request> = fc
  .record({
    method,
    target,
    version,
    headers: fc.array(header, { maxLength: 4 }),
    script: fc.option(script, { freq: 6 }),
    body,
  })
  .map(withoutOverriddenHead)
  .map((made) => {
    const isOdd = !/^HTTP\/1\.[01]$/.test(made.version)
    return isOdd && !usualMethods.has(made.method) ? { ...made, version: 'HTTP/1.1' } : made
  })

/** The real server sends a body to such a HEAD, ours does not: where the next answer begins would not be known. */
function withoutOverriddenHead(made: Request): Request {
  if (made.method !== 'HEAD') return made
  return { ...made, headers: made.headers.filter((one) => !/^x-http-method-override:/i.test(one)) }
}
