import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Allow, readHttpTarget, readRestTarget, wrongHttpEntry, wrongRestEntry } from './allow.ts'

const rest = (entries: readonly string[], method: string, uri: string): boolean => {
  const target = readRestTarget(uri)
  return target !== undefined && new Allow({ restApi: entries, http: [] }).restApi(method, target)
}

const http = (entries: readonly string[], url: string): boolean => {
  const target = readHttpTarget(url)
  return target !== undefined && new Allow({ restApi: [], http: entries }).http(target)
}

describe('a call of the REST API', () => {
  it('is not allowed unless it is listed', () => {
    expect(rest([], 'GET', '/system')).toBe(false)
  })

  it.each([
    ['GET /system', '/system'],
    ['GET /system', '/system/'],
    ['GET /system', '/system?a=/../b'],
    ['* /system', '/system'],
    ['GET /*', '/'],
    ['GET /*', '/a/b/c'],
    ['GET /instances/*', '/instances/a'],
    ['GET /instances/*', '/instances/a/tags?simplify'],
    ['GET /instances/*/tags', '/instances/a/tags'],
    ['GET /*/*/tags', '/instances/a/tags'],
    ['GET /a/*', '/a/b.c'],
    ['GET /a/*', '/a/.b'],
    ['GET /a/*', '/a/b%2ec'],
    ['GET /a/*', '/a/b;c'],
    ['GET /a/*', '/a/ b'],
    ['GET /a/*', '/a/50%25u'],
    ['GET /a', '/a'],
  ])('that %s lists may be %s', (entry, uri) => {
    expect(wrongRestEntry(entry)).toBeUndefined()
    expect(rest([entry], 'GET', uri)).toBe(true)
  })

  it.each([
    ['POST /system', '/system'],
    ['GET /system', '/systems'],
    ['GET /system', '/system/a'],
    ['GET /instances/*', '/instances'],
    ['GET /instances/*', '/instances/'],
    ['GET /instances/*/tags', '/instances/a/b/tags'],
    ['GET /instances/*/tags', '/instances/a/tags/b'],
    ['GET /instances/*', '/Instances/a'],
    ['GET /a/*', '/a/../b'],
    ['GET /a/*', '/a/./b'],
    ['GET /a/*', '/a/..'],
    ['GET /a/*', '/a//b'],
    ['GET /a/*', '//a/b'],
    ['GET /a/*', '/a//'],
    ['GET /a/*', '/a/%2e%2E/b'],
    ['GET /a/*', '/a/.%2e/b'],
    ['GET /a/*', '/a/%2fb'],
    ['GET /a/*', '/a/%5Cb'],
    ['GET /a/*', '/a/%252e%252e/b'],
    ['GET /a/*', '/a/%25252f'],
    ['GET /a/*', '/a/%2%65%2%65/b'],
    ['GET /a/*', '/a/%25%32%65%25%32%65/b'],
    ['GET /a/*', '/a/%252%66b'],
    ['GET /a/*', '/a/..%3b/b'],
    ['GET /a/*', `/a/%${'25'.repeat(5000)}61`],
    ['GET /a/*', '/a/..;/b'],
    ['GET /a/*', '/a/\\..\\b'],
    ['GET /a/*', '/a/%00'],
    ['GET /a/*', '/a/...'],
    ['GET /a/*', '/a/.../'],
    ['GET /a/*', '/a/....?expand'],
    ['GET /a/*', '/a/b.'],
    ['GET /a/*', '/a/b./c'],
    ['GET /a/*', '/a/%2e%2e%2e'],
    ['GET /a/*', '/a/b%252e'],
    ['GET /a/*', '/a/ '],
    ['GET /a/*', '/a/%20'],
    ['GET /a/*', '/a/. .'],
    ['GET /a/*', '/a/;b'],
    ['GET /a/*', '/a/%3Bb'],
    ['GET /a/*', '/a/.;b'],
    ['GET /a/*', '/a/b#c'],
    ['GET /a/*', '/a/%23'],
    ['GET /a/*/b', '/a/%3F/b'],
    ['GET /a/*', '/a/\t'],
    ['GET /a/*', '/a/b%0a'],
    ['GET /a/*', '/a/%7f'],
    ['GET /a/*', '/a/%u002e%u002e/b'],
    ['GET /a/*', '/a/%25u002fb'],
    ['GET /*', 'a'],
    ['GET /*', ''],
    ['GET /*', `/${'a'.repeat(20_000)}`],
  ])('that %s lists may not be %s', (entry, uri) => {
    expect(rest([entry], 'GET', uri)).toBe(false)
  })

  it('stays below what is allowed, however its path is written', () => {
    const piece = fc.constantFrom(
      'a',
      '..',
      '.',
      '/',
      '%2e',
      '%2F',
      '%25',
      '2e',
      '%2',
      '%65',
      '%32',
      '\\',
      ';',
      '?',
      '*',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const target = readRestTarget(`/open/${pieces.join('')}`)
        if (target === undefined || !rest(['GET /open/*'], 'GET', target.path)) return
        let path = target.path
        for (let i = 0; i < 4; i++) {
          expect(new URL(path, 'http://host').pathname).toMatch(/^\/open\//)
          path = path.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
            String.fromCharCode(Number.parseInt(hex, 16)),
          )
        }
      }),
    )
  })

  it('is allowed by an entry of its own path', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9-]{1,8}$/)
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        const path = `/${segments.join('/')}`
        expect(rest([`GET ${path}`], 'GET', path)).toBe(true)
        expect(rest([`GET ${path}/*`], 'GET', `${path}/${segments[0]}`)).toBe(true)
        expect(rest([`GET ${path}`], 'GET', `${path}x`)).toBe(false)
      }),
    )
  })
})

describe('a request to another server', () => {
  it.each([
    ['https://host/*', 'https://host'],
    ['https://host/*', 'https://HOST:443/a?b#c'],
    ['https://host/*', 'https://user:secret@host/a'],
    ['http://host:8080/a/*', 'http://host:8080/a/b'],
    ['http://host/a/*', 'http://host/x/../a/b'],
    ['http://127.0.0.1/', 'http://0x7f000001/'],
    ['http://[::1]:8042/*', 'http://[::1]:8042/a'],
    ['http://host/a/', 'http://host/a/'],
  ])('that %s lists may be %s', (entry, url) => {
    expect(wrongHttpEntry(entry)).toBeUndefined()
    expect(http([entry], url)).toBe(true)
  })

  it.each([
    ['https://host/*', 'http://host/'],
    ['https://host/*', 'https://host:8443/'],
    ['https://host/*', 'https://host.evil/'],
    ['https://host/*', 'https://evilhost/'],
    ['https://host/*', 'https://host@evil/'],
    ['https://host/*', String.raw`https://evil\@host/`],
    ['https://host/a/*', 'https://host/a'],
    ['https://host/a/*', 'https://host/a/../b'],
    ['https://host/a/*', 'https://host/a/%2e%2e/b'],
    ['https://host/a/*', 'https://host/a/..%2fb'],
    ['https://host/a/*', 'https://host/a/%252e%252e%252fb'],
    ['https://host/a/*', 'https://host/a/..;/b'],
    ['https://host/a/*', 'https://host/a/...'],
    ['https://host/a/*', 'https://host/a//b'],
    ['https://host/a/*', 'https://host/a/%20'],
    ['https://host/a/*', 'https://host/a/;b'],
    ['https://host/a/*', 'https://host/a/%u002e%u002e/b'],
    ['https://host/a/*', 'https://host/a/b%3fc'],
    ['https://host/a', 'https://host/a/'],
    ['https://host/*', 'file:///etc/passwd'],
    ['https://host/*', 'data:text/plain,a'],
    ['https://host/*', ''],
  ])('that %s lists may not be %s', (entry, url) => {
    expect(http([entry], url)).toBe(false)
  })
})

describe('an entry', () => {
  it.each([
    ['/system', 'a method and a path'],
    ['GET system', 'a method and a path'],
    ['GET /a /b', 'a method and a path'],
    ['get /system', 'GET, POST, PUT, DELETE or *'],
    ['PATCH /system', 'GET, POST, PUT, DELETE or *'],
    ['GET /system/', 'without "/" at its end'],
    ['GET /a//b', 'without empty segments'],
    ['GET /a/../b', 'that end in "."'],
    ['GET /a/%2e%2e', 'that end in "."'],
    ['GET /a/%2fb', 'in encoded form'],
    ['GET /a/...', 'that end in "."'],
    ['GET /a?b', 'without query'],
    ['GET /inst*', 'whole segment'],
    ['GET /**', 'whole segment'],
  ])('%s for the REST API is wrong', (entry, message) => {
    expect(wrongRestEntry(entry)).toContain(message)
    expect(rest([entry], 'GET', '/system')).toBe(false)
  })

  it.each([
    ['*', 'a URL'],
    ['host/*', 'a URL'],
    ['ftp://host/*', 'a URL'],
    ['https:///a', 'a URL'],
    ['https://host', 'at least "/"'],
    ['https://*/a', 'the whole name of one host'],
    ['https://*.host/*', 'the whole name of one host'],
    ['https://a:b@host/*', 'without a user'],
    ['https://host/a?b', 'without query'],
    ['https://host/a/../b', 'without empty segments'],
    ['https://host/a*', 'whole segment'],
    ['https://ho st/*', 'a URL'],
  ])('%s for other servers is wrong', (entry, message) => {
    expect(wrongHttpEntry(entry)).toContain(message)
    expect(http([entry], 'https://host/')).toBe(false)
  })
})
