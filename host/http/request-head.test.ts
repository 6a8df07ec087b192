import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  keepsConnection,
  identify,
  readRequestLine,
  scanHeaders,
  decodePath,
  normalisePath,
  readTarget,
  readMethod,
} from './request-head.ts'

const connection = (...values: string[]): string[] =>
  values.flatMap((value) => ['Connection', value])

describe('scanHeaders', () => {
  it('reads the first line of a name in any case', () => {
    const lines = ['X-A', '1', 'authorization', 'first', 'Authorization', 'second']
    expect(scanHeaders(lines).authorization).toBe('first')
  })

  it('reads an empty value', () => {
    expect(scanHeaders(['X-HTTP-Method-Override', '']).override).toBe('')
  })
})

describe('readRequestLine', () => {
  const line = { method: 'GET', target: '/a/?b', version: '1.1' }

  it('returns what a request asks for', () => {
    const { kind, ...request } = readRequestLine(line, 'DELETE')
    expect(kind).toBe('request')
    expect(request).toEqual({ method: 4, path: '/a', uri: '/a/', query: 'b', hasArguments: true })
  })

  it.each(['2.0', '0.9', '1.2'])('does not speak HTTP/%s', (version) => {
    const broken = { kind: 'broken', refusal: 'unsupported-version' }
    expect(readRequestLine({ ...line, version }, undefined)).toEqual(broken)
  })

  it.each(['http://host/a', '*', ''])('drops the target %j', (target) => {
    expect(readRequestLine({ ...line, target }, undefined)).toEqual({ kind: 'dropped' })
  })
})

describe('keepsConnection', () => {
  // As Orthanc 1.12.7 does
  it.each([
    ['1.1', [], true],
    ['1.0', [], false],
    ['1.0', connection('x, Keep-Alive'), true],
    ['1.1', connection('x'), false],
    ['1.1', connection('close', 'keep-alive'), false],
    ['1.1', connection('keep-alive', 'Upgrade'), false],
    ['1.1', connection('upgrade, keep-alive'), false],
  ])('answers to HTTP/%s with %j: %j', (version, lines, isKept) => {
    expect(keepsConnection(version, scanHeaders(lines))).toBe(isKept)
  })
})

describe('identify', () => {
  const ids = { newId: () => 'new', showsIds: false }

  it.each(['abc-123', 'A'.repeat(128)])('accepts %s, and shows it', (id) => {
    expect(identify(id, ids)).toEqual({ id, shownId: id })
  })

  it.each([undefined, '', 'a b', 'a\u00e9', 'A'.repeat(129), '{}'])('ignores %j', (id) => {
    expect(identify(id, ids)).toEqual({ id: 'new', shownId: undefined })
    expect(identify(id, { ...ids, showsIds: true }).shownId).toBe('new')
  })
})

describe('readTarget', () => {
  it.each([
    ['/script//a', '/script/a'],
    ['//script', '/script'],
    ['/script///a///', '/script/a'],
    ['/script/./a', '/script/a'],
    ['/script/../script/a', '/script/a'],
    ['/../script', '/script'],
    ['/script/%2e%2e/x', '/x'],
    ['/script/a/../../script/b', '/script/b'],
    ['/script/...', '/script'],
    ['/script/.', '/script'],
    ['/script/a./b', '/script/a/b'],
    ['/studies/1.2.840.1', '/studies/1.2.840.1'],
    ['/script/%5ca', '/script/a'],
    ['/script%2fa', '/script/a'],
    ['/script/a+b', '/script/a b'],
    ['/script/%25', '/script/%'],
    ['/script/%2525', '/script/%25'],
    ['/script/%zz', '/script/%zz'],
    ['/script/%4', '/script/%4'],
    ['/script/%C3%A9', '/script/\xc3\xa9'],
    ['/script/a%3fb=c', '/script/a?b=c'],
    ['/script/a#frag', '/script/a#frag'],
    ['/script/a%00b', '/script/a'],
    ['/', '/'],
    ['/%00', '/'],
    ['/..', '/'],
  ])('reads %s as %s', (target, path) => {
    expect(readTarget(target).path).toBe(path)
  })

  it('keeps the final slash only in the uri', () => {
    expect(readTarget('/a//b/?x')).toEqual({ path: '/a/b', uri: '/a/b/', query: 'x' })
  })

  it('splits at the first question mark and does not decode the query', () => {
    expect(readTarget('/a?b=%41+c?d').query).toBe('b=%41+c?d')
  })

  const bytes = fc.string({
    unit: fc.constantFrom('/', '.', '..', '%2e', '%2f', '%', '\\', '%00', '+', 'a', '\xff', '?'),
  })

  it('returns a normalized path for any input', () => {
    fc.assert(
      fc.property(bytes, (rest) => {
        const { path, uri } = readTarget(`/${rest}`)
        expect(path.startsWith('/')).toBe(true)
        expect(normalisePath(uri)).toBe(uri)
        expect(path.split('/').some((segment) => segment === '..' || segment === '.')).toBe(false)
      }),
    )
  })

  it('decodes what encodeURIComponent encodes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const clean = text.replaceAll('\0', '')
        const decoded = Buffer.from(decodePath(encodeURIComponent(clean)), 'latin1')
        expect(decoded.toString('utf8')).toBe(clean)
      }),
    )
  })
})

const put = { kind: 'method', method: 3 }
const refused = { kind: 'refused', refusal: 'method-refused' }

describe('readMethod', () => {
  it.each([
    ['GET', 1],
    ['POST', 2],
    ['PUT', 3],
    ['DELETE', 4],
  ])('knows %s', (sent, method) => {
    expect(readMethod(sent, undefined, '')).toEqual({ kind: 'method', method })
  })

  it.each(['HEAD', 'OPTIONS', 'PROPFIND', 'PROPPATCH', 'LOCK', 'UNLOCK', 'MKCOL'])(
    'does not find anything for %s',
    (sent) => {
      expect(readMethod(sent, undefined, '')).toEqual({
        kind: 'refused',
        refusal: 'method-not-found',
      })
    },
  )

  it.each(['HEAD', 'LOCK'])('does not find anything for %s with an invalid override', (sent) => {
    expect(readMethod(sent, 'GET', '')).toEqual({ kind: 'refused', refusal: 'method-not-found' })
  })

  it.each(['PATCH', 'COPY', 'MOVE', 'REPORT', 'CONNECT'])('refuses %s', (sent) => {
    expect(readMethod(sent, undefined, '')).toEqual(refused)
  })

  it.each(['TRACE', 'FOO', 'get', '__proto__'])('does not know %s', (sent) => {
    expect(readMethod(sent, 'PUT', '')).toEqual({ kind: 'unknown' })
  })

  it.each([
    ['GET', 'put', ''],
    ['HEAD', 'PUT', ''],
    ['PATCH', 'PUT', ''],
    ['GET', undefined, 'a=1&_method=Put&_method=DELETE'],
    ['GET', 'PUT', '_method=DELETE'],
  ])('overrides %s with %s or %s', (sent, override, query) => {
    expect(readMethod(sent, override, query)).toEqual(put)
  })

  it('uses the query of a GET only', () => {
    expect(readMethod('POST', undefined, '_method=PUT')).toEqual({ kind: 'method', method: 2 })
  })

  it('ignores the query if there is a header, even an empty one', () => {
    expect(readMethod('GET', '', '_method=PUT')).toEqual({ kind: 'method', method: 1 })
  })

  it.each(['GET', 'POST', 'x', 'PUT '])('refuses an override by %j', (override) => {
    expect(readMethod('GET', override, '')).toEqual(refused)
  })
})
