import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTarget } from '../host/http/request-head.ts'
import { requestedPath, sentPath } from './support/sent-path.ts'
import { runs } from './support/images.ts'

/** Entries, the paths that each covers, said without the code that compares them, and what of a URI is sent by it. */
const entries = [
  ['GET /instances/*', /^\/instances\/[^/]+/, sentPath],
  ['GET /instances/*/tags', /^\/instances\/[^/]+\/tags$/, sentPath],
  ['GET /instances/*/content/*', /^\/instances\/[^/]+\/content(?:\/|$)/, sentPath],
  ['GET /*/a', /^\/[^/]+\/a$/, sentPath],
  ['GET /system', /^\/system$/, sentPath],
  ['http://host/instances/*', /^\/instances(?:\/|$)/, requestedPath],
  ['http://host/instances/*/tags', /^\/instances\/[^/]+\/tags$/, requestedPath],
] as const

/** Servers and proxies, as they read the path of a target. The first one is Orthanc. */
const readers: Readonly<Record<string, (path: string) => string>> = {
  Orthanc: (path) => readTarget(path).path,
  'Orthanc after a proxy that decodes': (path) => readTarget(decode(path)).path,
  'nginx or Apache': (path) => resolve(decode(path)),
  'a proxy that decodes twice': (path) => resolve(untilSeparator(decode(decode(path)))),
  Tomcat: (path) => resolve(decode(path.replaceAll(/;[^/]*/g, ''))),
  'Tomcat that decodes first': (path) => resolve(decode(path).replaceAll(/;[^/]*/g, '')),
  IIS: (path) => resolve(trimSegments(decode(decodeUnicode(path)).replaceAll('\\', '/'))),
}

function decode(path: string): string {
  return path.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function decodeUnicode(path: string): string {
  return path.replaceAll(/%u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function untilSeparator(path: string): string {
  return path.split(/[?#]/, 1)[0] ?? ''
}

/** Windows drops dots and spaces at the end of a name; `.` and `..` stay what they are. */
function trimSegments(path: string): string {
  return path.split('/').map(trimSegment).join('/')
}

function trimSegment(segment: string): string {
  return /^\.\.?$/.test(segment) ? segment : segment.replace(/[. ]+$/, '')
}

/** Resolves dot segments and drops empty ones. */
function resolve(path: string): string {
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '.' && segment !== '') kept.push(segment)
  }
  return `/${kept.join('/')}`
}

const words = ['instances', 'a', 'tags', 'content', 'system', '*']
const separators = ['/', '//', '\\', '%2f', '%5C', '%252F', '%u002f']
const dots = ['.', '..', '...', '%2e', '%2E%2e', '%252e', '%u002e%u002e', '..;', '%c0%ae']
const others = [
  ' ',
  '%20',
  '+',
  ';',
  '%3b',
  '?',
  '%3f',
  '%253f',
  '#',
  '%23',
  '\0',
  '%00',
  '\t',
  '%',
]
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 3, arbitrary: fc.constant('/') },
  { weight: 2, arbitrary: fc.constantFrom(...separators, ...dots, ...others) },
  { weight: 1, arbitrary: fc.nat(255).map((byte) => String.fromCharCode(byte)) },
)
const start = fc.constantFrom(
  '/instances/',
  '/instances/a/',
  '/instances/a/tags',
  '/instances/a/content/',
  '/system',
  '/',
)
const uri = fc
  .tuple(start, fc.array(piece, { maxLength: 8 }))
  .map(([path, pieces]) => path + pieces.join(''))

describe.each(entries)('what %s lets a plugin send', (entry, covered, send) => {
  it.each(Object.entries(readers))('is covered by it for %s', (_, read) => {
    fc.assert(
      fc.property(uri, (text) => {
        const path = send(entry, text)
        if (path === undefined) return
        expect(read(path)).toMatch(covered)
      }),
      runs(1000),
    )
  })

  it('is some of the generated URIs', () => {
    const sent = fc.sample(uri, { numRuns: 2000, seed: 1 }).map((text) => send(entry, text))
    expect(sent.filter((path) => path !== undefined).length).toBeGreaterThan(20)
  })
})
