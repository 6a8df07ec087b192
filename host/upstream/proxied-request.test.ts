import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { httpMethods } from '../../abi/enums.ts'
import type { Request } from '../exchange/request.ts'
import { readTarget } from '../http/request-head.ts'
import { readOrthancUrl, type OrthancUrl } from '../config/orthanc-url.ts'
import { proxiedLines, proxiedTarget } from './proxied-request.ts'

function urlOf(text: string): OrthancUrl {
  const url = readOrthancUrl(text)
  if (url === undefined) throw new Error(`${text} is not a URL`)
  return url
}

const request = (changed: Partial<Request> = {}): Request => ({
  id: '1',
  method: httpMethods.Get,
  path: '/',
  uri: '/',
  query: '',
  hasArguments: false,
  headerLines: [],
  body: new Uint8Array(0),
  ...changed,
})

const plain = urlOf('http://orthanc:8042')
const sentTo = (target: string, url = plain): string =>
  proxiedTarget(url, request({ ...readTarget(target), hasArguments: target.includes('?') }))

describe('the target', () => {
  it.each([
    ['/', '/'],
    ['/app/', '/app/'],
    ['/a%20b+c', '/a%20b%20c'],
    ['/a%2Bb%25%3F%23', '/a%2Bb%25%3F%23'],
    ['/%C3%A9\xe9', '/%C3%A9%E9'],
    ["/-._~!$&'()*,;=:@", "/-._~!$&'()*,;=:@"],
    ['/x?', '/x?'],
    ['/x?a=%41+b&&=?#\xe9', '/x?a=%41+b&&=?#\xe9'],
    ['/x?a\tb', '/x?a%09b'],
    ['/a/%2e%2e/..//b', '/b'],
  ])('%j is sent as %j', (target, expected) => {
    expect(sentTo(target)).toBe(expected)
  })

  it('follows the base path, and cannot leave it', () => {
    const url = urlOf('http://orthanc/base/')
    expect(sentTo('/x', url)).toBe('/base/x')
    expect(sentTo('/../%2e%2e/x', url)).toBe('/base/x')
  })

  it('means the same bytes', () => {
    const target = fc
      .array(fc.nat(255), { maxLength: 40 })
      .map((bytes) => bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
    fc.assert(
      fc.property(target, (escaped) => {
        const { uri } = readTarget(`/${escaped}`)
        expect(readTarget(sentTo(`/${escaped}`)).uri).toBe(uri)
      }),
    )
  })
})

interface Options {
  readonly url?: OrthancUrl
  readonly method?: number
  readonly authorization?: 'passed' | 'dropped'
}

/** The lines as `Name: value`, without the host of the upstream. */
function linesFor(sent: readonly string[], options: Options = {}): readonly string[] {
  const { url = plain, method = httpMethods.Get, authorization = 'passed' } = options
  const headerLines = sent.flatMap((line) => line.split(/: ?([^]*)/, 2))
  const lines = proxiedLines(request({ headerLines, method }), url, {
    authorization,
    sender: { address: '10.0.0.1', protocol: 'http' },
  })
  const pairs = lines.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${lines[i + 1]}`] : []))
  expect(pairs[0]).toBe(`Host: ${url.host}`)
  return pairs.slice(1)
}

const forwarded = ['X-Forwarded-For: 10.0.0.1', 'X-Forwarded-Proto: http']

describe('the headers', () => {
  it('keep order, case, bytes and repetitions', () => {
    const lines = ['x-B: 1', 'X-A: \xe9 ', 'X-b: ', 'Range: bytes=0-1']
    expect(linesFor(lines)).toEqual([...lines, ...forwarded])
  })

  it.each([
    'Keep-Alive: timeout=1',
    'Proxy-Connection: keep-alive',
    'Proxy-Authorization: Basic x',
    'TE: trailers',
    'Trailer: X',
    'Transfer-Encoding: chunked',
    'Upgrade: websocket',
    'Content-Length: 5',
    'Expect: 100-continue',
    'X-HTTP-Method-Override: PUT',
  ])('go without "%s"', (line) => {
    expect(linesFor([line, 'X-Kept: 1'])).toEqual(['X-Kept: 1', ...forwarded])
  })

  it('go without what Connection names, in any case', () => {
    const lines = ['X-Hop: 1', 'connection: close ,\tx-hop', 'Connection: X-Other', 'x-OTHER: 2']
    expect(linesFor(lines)).toEqual(forwarded)
  })

  it('keep an empty override, which makes `_method` count for nothing', () => {
    expect(linesFor(['X-HTTP-Method-Override: '])).toContain('X-HTTP-Method-Override: ')
  })

  it.each([
    ['passed', plain, ['Authorization: Basic own']],
    ['dropped', plain, []],
    ['passed', urlOf('http://a:b@h'), ['Authorization: Basic YTpi']],
    ['dropped', urlOf('http://a:b@h'), ['Authorization: Basic YTpi']],
  ] as const)('have one authorization at most (%s)', (authorization, url, expected) => {
    const lines = linesFor(['Authorization: Basic own'], { authorization, url })
    expect(lines.filter((line) => line.startsWith('Auth'))).toEqual(expected)
  })

  it('say who asked, and what for', () => {
    expect(linesFor(['Host: our.example'])).toEqual([
      'X-Forwarded-For: 10.0.0.1',
      'X-Forwarded-Host: our.example',
      'X-Forwarded-Proto: http',
    ])
  })

  it('keep what a proxy before this one said', () => {
    const said = ['X-Forwarded-Host: public', 'X-Forwarded-Proto: https']
    expect(linesFor(['Host: h', 'X-Forwarded-For: 1.1.1.1, 2.2.2.2', ...said])).toEqual([
      ...said,
      'X-Forwarded-For: 1.1.1.1, 2.2.2.2, 10.0.0.1',
    ])
  })

  it.each([
    [httpMethods.Get, []],
    [httpMethods.Delete, []],
    [httpMethods.Post, ['Content-Length: 0']],
    [httpMethods.Put, ['Content-Length: 0']],
  ])('of method %i say the length where there is a body', (method, expected) => {
    const lines = linesFor(['Content-Length: 7'], { method })
    expect(lines.filter((line) => line.startsWith('Content'))).toEqual(expected)
  })
})
