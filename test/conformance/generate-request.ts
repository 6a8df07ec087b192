import * as fc from 'fast-check'
import type { Command } from './generate-command.ts'
import { script } from './generate-script.ts'

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

const method = fc.oneof(
  { weight: 12, arbitrary: fc.constant('GET') },
  { weight: 4, arbitrary: fc.constant('POST') },
  { weight: 3, arbitrary: fc.constant('PUT') },
  { weight: 2, arbitrary: fc.constant('DELETE') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'HEAD',
      'OPTIONS',
      'PATCH',
      'PROPFIND',
      'PROPPATCH',
      'LOCK',
      'UNLOCK',
      'MKCOL',
      'COPY',
      'MOVE',
      'REPORT',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('get', 'TRACE', 'CONNECT', 'FOO', 'Post', 'GETS') },
)

const segment = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('a', 'ab', 'abc', '12', 'x', 'foo', 'bar', 'exact', 'y'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      '.',
      '..',
      '...',
      'a.b',
      '~',
      'a%20b',
      'a+b',
      '%41',
      '%2f',
      '%2e%2e',
      '%2E',
      '%zz',
      '%',
      '%4',
      '%c3%a9',
      '%5c',
      '\\',
      '%25',
      '%2525',
      ';a',
      'a=b',
      '@',
      ':',
      '%0a',
      '%7e',
      '%ff',
      'a.',
      'a..',
      '.a',
      '*',
      "'",
      '!',
      '(a)',
      '%3f',
      '%23',
    ),
  },
)
const route = fc.constantFrom(
  '/script',
  '/script',
  '/script',
  '/script/',
  '/groups',
  '/echo',
  '/locked',
  '/over',
  '/over2',
  '/opt',
  '/alt',
  '/nested',
  '/',
  '/cls',
  '/named',
  '/lazy',
  '/anchored',
  '/utf8',
  '/same',
  '/many',
  '/partial',
  '/trail',
  '/nowhere',
  '/Script',
  '/tools/now',
  '/over/exact',
)
const path = fc.tuple(route, fc.array(segment, { maxLength: 4 })).map(([start, rest]) => {
  const more = rest.map((piece) => `/${piece}`).join('')
  return start === '/' ? more || '/' : start + more
})
const queryPiece = fc.constantFrom(
  'a',
  'a=',
  'a=1',
  '=',
  '=1',
  '',
  'a=b=c',
  'a[]=1',
  'a%41=%42',
  'x+y=z+w',
  '_method=PUT',
  '_method=delete',
  '_method=',
  '_method=foo',
  '?',
  'a?b',
  'é'.length > 9 ? '' : 'b;c',
  '%',
  '%zz=%',
  'a&amp;b',
  'A',
  'b=2',
  '/../',
  '#',
)
const query = fc.array(queryPiece, { maxLength: 4 }).map((pieces) => `?${pieces.join('&')}`)
const target = fc.oneof(
  { weight: 6, arbitrary: fc.constant('/script') },
  {
    weight: 6,
    arbitrary: fc.tuple(path, fc.option(query)).map(([first, rest]) => first + (rest ?? '')),
  },
  { weight: 1, arbitrary: query.map((rest) => `/script${rest}`) },
)

const header = fc.oneof(
  fc.constantFrom(
    'X-A: 1',
    'X-A: 2',
    'x-a: 3',
    'X-B:4',
    'X-C:',
    'X-D:   spaced',
    'Accept: */*',
    'User-Agent: a b',
    'Cookie: a=b',
    'X-F: "q"',
    'X-G: a:b',
    'X_H: u',
    'Content-Type: text/plain',
    'Content-Type: application/x-www-form-urlencoded',
    'Range: bytes=0-1',
    'If-None-Match: *',
    'Authorization: Basic YTpi',
    'Authorization: bearer x',
    'TE: trailers',
    'Upgrade: h2c',
    'X-Forwarded-For: 1.2.3.4',
    'X-I: é',
  ),
  fc.constantFrom(
    'Accept-Encoding: gzip',
    'Accept-Encoding: deflate',
    'Accept-Encoding: gzip, deflate',
    'Accept-Encoding: deflate,gzip',
    'Accept-Encoding: gzip;q=1',
    'Accept-Encoding: GZIP',
    'Accept-Encoding: br',
  ),
  fc.constantFrom(
    'X-HTTP-Method-Override: PUT',
    'X-HTTP-Method-Override: delete',
    'X-HTTP-Method-Override: Put',
    'X-HTTP-Method-Override: POST',
    'X-HTTP-Method-Override:',
    'x-http-method-override: DELETE',
    'X-HTTP-Method-Override: GET',
  ),
  fc.constantFrom(
    'Connection: keep-alive',
    'Connection: Keep-Alive',
    'Connection: close',
    'Connection: Close',
    'Connection: upgrade',
    'Connection: close, x',
    'Connection: keep-alive, x',
  ),
  fc.constantFrom('Host: other', 'Host:', 'Expect: 100-continue'),
)

const text = fc.string({
  unit: fc.constantFrom('a', 'é', '\0', '\n', '\r\n', '{', '0', ' '),
  maxLength: 60,
})
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
const known = new Set(['GET', 'POST', 'PUT', 'DELETE'])

/** One request. It has at most one thing that makes it no HTTP: which of two counts is nobody's promise. */
export const request: fc.Arbitrary<Request> = fc
  .record({
    method,
    target,
    version: fc.oneof(
      { weight: 12, arbitrary: fc.constant('HTTP/1.1') },
      { weight: 2, arbitrary: fc.constant('HTTP/1.0') },
      { weight: 1, arbitrary: oddVersion },
    ),
    headers: fc.array(header, { maxLength: 4 }),
    script: fc.option(script, { freq: 6 }),
    body,
  })
  .map((made) => {
    const isOdd = !/^HTTP\/1\.[01]$/.test(made.version)
    return isOdd && !known.has(made.method) ? { ...made, version: 'HTTP/1.1' } : made
  })
