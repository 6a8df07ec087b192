import * as fc from 'fast-check'

/** A text as a word of a script: what separates words, and what is not printable, as `%zz`. */
function escapeWord(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1')
  return bytes.replaceAll(
    /[^A-Za-z0-9_./:=()"<>[\]{}?!&*' -]|^[ *]|[ ]$/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}

const escaped = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> => texts.map(escapeWord)

const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 20 })
const strange = fc.constantFrom('a', 'B', '7', ' ', '"', '\\', 'é', '✓', '\t', '\x01', '\x7f')
const brokenLine = fc.constantFrom('x\r\nX-Evil: 1', 'x\nX-Evil: 1', 'a\r', '\n')

/** A text for a header; NULL and line breaks are rare: each ends in an intentional difference. */
export function word(...usual: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 50, arbitrary: escaped(fc.constantFrom(...usual)) },
    { weight: 20, arbitrary: escaped(printable) },
    { weight: 6, arbitrary: escaped(fc.string({ unit: strange })) },
    { weight: 1, arbitrary: escaped(brokenLine) },
    { weight: 1, arbitrary: fc.constant('~') },
  )
}

/** Data of a script. */
interface Data {
  readonly word: string
  /** No size may go beyond it. */
  readonly length: number
}

export const data: fc.Arbitrary<Data> = fc.oneof(
  {
    weight: 6,
    arbitrary: printable.map((text) => ({ word: escapeWord(text), length: text.length })),
  },
  { weight: 3, arbitrary: recipe('text', 6000) },
  { weight: 1, arbitrary: recipe('bytes', 3000) },
  { weight: 1, arbitrary: recipe('count', 2100) },
  { weight: 1, arbitrary: fc.constant({ word: '~', length: 0 }) },
)

/** Lengths around that from which on bodies are compressed are frequent. */
function recipe(name: string, longest: number): fc.Arbitrary<Data> {
  const length = fc.oneof(fc.integer({ min: 0, max: longest }), fc.constantFrom(2047, 2048))
  return length.map((n) => ({ word: `@${name}:${n}`, length: n }))
}

/** Words of data with others in between and sometimes a smaller size at the end. */
export function dataWords(
  ...between: readonly fc.Arbitrary<string>[]
): fc.Arbitrary<readonly string[]> {
  const size = fc.option(fc.nat(), { freq: 4 })
  return fc
    .tuple(data, fc.tuple(...between), size)
    .map(([{ word: first, length }, others, n]) =>
      n === null ? [first, ...others] : [first, ...others, String(n % (length + 1))],
    )
}

const types = 'text/plain,application/json,text/html,image/png,application/octet-stream,,TEXT/PLAIN'
const moreTypes = 'text/plain; charset=utf-8,multipart/mixed,application/pdf,x-text/plain-y'

export const mimeType = word(...types.split(','), ...moreTypes.split(','))

const headerNames = `X-A X-B x-a Content-Type content-type Cache-Control Set-Cookie Location
X-Content-Type-Options x-content-type-options Content-Encoding Content-Disposition Date Server
Content-Length Connection Transfer-Encoding Keep-Alive Vary WWW-Authenticate MIME-Version
mime-version`

const headerValue = word(
  '1',
  'a b',
  'nosniff',
  'close',
  'text/css',
  '5',
  'chunked',
  'gzip',
  'é',
  '',
)

/** Name and value of a header. */
export const headerPair = fc.tuple(word(...headerNames.split(/\s/)), headerValue)

const known = `200 201 204 205 206 300 301 302 303 304 305 307 400 401 403 404 405 406 409 413 414
416 417 422 423 424 426 500 501 503 505 507 509 510`
const unknown = `0 100 101 102 103 209 299 306 308 418 420 425 428 429 451 508 511 600 65736 65536
66036 -1`

export const httpStatus: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...known.split(/\s/)) },
  { weight: 2, arbitrary: fc.constantFrom(...unknown.split(/\s/)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 70_000 }).map(String) },
)

export const errorCode: fc.Arbitrary<string> = fc
  .oneof(
    fc.integer({ min: -2, max: 50 }),
    fc.integer({ min: 999, max: 1016 }),
    fc.integer({ min: 1999, max: 2046 }),
    fc.integer({ min: 2990, max: 3010 }),
    fc.constantFrom(1_000_000, 1_000_001, 999_999, -1000, 2 ** 31 - 1, -(2 ** 31)),
  )
  .map(String)
