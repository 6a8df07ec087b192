import * as fc from 'fast-check'

/** A command of a script: its words, already escaped, and whether it goes through `OrthancPluginInvokeService`. */
export interface Command {
  readonly viaService: boolean
  readonly words: readonly string[]
}

/** Text that is a script's word: what separates words, and what is not printable, as `%zz`. */
export function escapeWord(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1')
  return bytes.replaceAll(
    /[^A-Za-z0-9_./:=()"<>[\]{}?!&*' -]|^[ *]|[ ]$/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}

const escaped = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> => texts.map(escapeWord)

const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 20 })
const anyText = fc.string({
  unit: fc.constantFrom('a', 'B', '7', ' ', '"', '\\', 'é', '✓', '\t', '\x01', '\x7f'),
})
const brokenLine = fc.constantFrom('x\r\nX-Evil: 1', 'x\nX-Evil: 1', 'a\r', '\n')

/** NULL and line breaks are rare: each ends in a deliberate difference. */
function text(...usual: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 50, arbitrary: escaped(fc.constantFrom(...usual)) },
    { weight: 20, arbitrary: escaped(printable) },
    { weight: 6, arbitrary: escaped(anyText) },
    { weight: 1, arbitrary: escaped(brokenLine) },
    { weight: 1, arbitrary: fc.constant('~') },
  )
}

/** Data and its length, which no size may go beyond. */
export const data: fc.Arbitrary<{ readonly word: string; readonly length: number }> = fc.oneof(
  {
    weight: 6,
    arbitrary: printable.map((literal) => ({ word: literalWord(literal), length: literal.length })),
  },
  { weight: 3, arbitrary: recipe('text', 6000) },
  { weight: 1, arbitrary: recipe('bytes', 3000) },
  { weight: 1, arbitrary: recipe('count', 2100) },
  { weight: 1, arbitrary: fc.constant({ word: '~', length: 0 }) },
)

function literalWord(literal: string): string {
  return escapeWord(literal)
}

function recipe(name: string, longest: number): fc.Arbitrary<{ word: string; length: number }> {
  const length = fc.oneof(fc.integer({ min: 0, max: longest }), fc.constantFrom(2047, 2048))
  return length.map((n) => ({ word: `@${name}:${n}`, length: n }))
}

/** Words of data and, now and then, a smaller size. */
function dataWords(between: readonly fc.Arbitrary<string>[] = []): fc.Arbitrary<readonly string[]> {
  return fc
    .tuple(data, fc.tuple(...between), fc.option(fc.nat(), { freq: 4 }))
    .map(([{ word, length }, others, size]) =>
      size === null ? [word, ...others] : [word, ...others, String(size % (length + 1))],
    )
}

const type = text(
  'text/plain',
  'application/json',
  'text/html',
  'image/png',
  'application/octet-stream',
  '',
  'text/plain; charset=utf-8',
  'multipart/mixed',
  'application/pdf',
  'x-text/plain-y',
  'TEXT/PLAIN',
)
const headerName = text(
  'X-A',
  'X-B',
  'x-a',
  'Content-Type',
  'Cache-Control',
  'Set-Cookie',
  'X-Content-Type-Options',
  'x-content-type-options',
  'Location',
  'Content-Encoding',
  'Content-Disposition',
  'Date',
  'Server',
  'Content-Length',
  'Connection',
  'Transfer-Encoding',
  'Keep-Alive',
  'Vary',
  'WWW-Authenticate',
  'MIME-Version',
  'mime-version',
  'content-type',
)
const headerValue = text(
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
const known = [200, 201, 204, 205, 206, 300, 301, 302, 303, 304, 305, 307, 400, 401, 403, 404, 405]
known.push(406, 409, 413, 414, 416, 417, 422, 423, 424, 426, 500, 501, 503, 505, 507, 509, 510)
const unknown = [
  0, 100, 101, 102, 103, 209, 299, 306, 308, 418, 420, 425, 428, 429, 451, 508, 511, 600,
]
const status = fc
  .oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known) },
    { weight: 2, arbitrary: fc.constantFrom(...unknown, 65736, 65536, -1, 66036) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 70_000 }) },
  )
  .map(String)

const namedCode = fc.oneof(fc.integer({ min: -2, max: 50 }), fc.integer({ min: 999, max: 1016 }))
export const errorCode = fc
  .oneof(
    namedCode,
    fc.integer({ min: 1999, max: 2046 }),
    fc.integer({ min: 2990, max: 3010 }),
    fc.constantFrom(1_000_000, 1_000_001, 999_999, -1000, 2_147_483_647, -2_147_483_648),
  )
  .map(String)

const pair = fc.tuple(headerName, headerValue)

type Words = readonly string[]
const words = (name: string, ...rest: readonly fc.Arbitrary<string>[]): fc.Arbitrary<Words> =>
  fc.tuple(...rest).map((others) => [name, ...others])

/** Commands that end in an answer, images left out. */
export const answering: fc.Arbitrary<Words> = fc.oneof(
  { weight: 4, arbitrary: dataWords([type]).map((rest) => ['answer', ...rest]) },
  {
    weight: 1,
    arbitrary: words('redirect', text('/', '/script', '../up', 'http://x/', '', 'a b', '/é')),
  },
  { weight: 1, arbitrary: words('unauthorized', text('realm', '', 'a "b"', 'é')) },
  { weight: 1, arbitrary: words('notallowed', text('GET', 'GET,POST', '', 'é')) },
  {
    weight: 2,
    arbitrary: fc.tuple(status, dataWords()).map(([code, rest]) => ['status', code, ...rest]),
  },
  { weight: 2, arbitrary: words('statuscode', status) },
  { weight: 2, arbitrary: fc.constantFrom(['echo'], ['echoptr'], ['result'], ['body'], ['inits']) },
  { weight: 1, arbitrary: words('echo', type) },
  { weight: 1, arbitrary: words('body', type) },
)

export const preparing: fc.Arbitrary<Words> = fc.oneof(
  { weight: 5, arbitrary: pair.map((both) => ['header', ...both]) },
  {
    weight: 3,
    arbitrary: words('cookie', text('a', 'b', '', 'a b'), text('1', 'x; Path=/', '', 'é')),
  },
  {
    weight: 2,
    arbitrary: words(
      'details',
      text('why', '', 'a "b" \\ /', 'é✓', 'a\tb'),
      fc.constantFrom('0', '1'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(['resultdetails'], ['resultheader'], ['overwrite'], ['nop']),
  },
)

const unknownServices = fc.constantFrom('9999', '123456', '999', '2999', '-1')

const part: fc.Arbitrary<Words> = fc.oneof(
  { weight: 3, arbitrary: dataWords().map((rest) => ['item', ...rest]) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(data, fc.array(partPair(), { minLength: 1, maxLength: 4 }))
      .map(([{ word }, pairs]) => ['item2', word, '*', ...pairs.flat()]),
  },
  { weight: 1, arbitrary: data.map(({ word }) => ['item2', word, '*']) },
  { weight: 1, arbitrary: fc.constant(['resultitem']) },
)

/** NULL here kills the real server. */
function partPair(): fc.Arbitrary<readonly [string, string]> {
  return pair.filter(([name, value]) => name !== '~' && value !== '~')
}

const subType = text('mixed', 'related', 'mixed', 'related', 'alternative', '', 'MIXED').filter(
  (word) => word !== '~',
)
const partType = type.filter((word) => word !== '~')

export const multipart: fc.Arbitrary<Words> = fc.oneof(
  { weight: 2, arbitrary: words('multipart', subType, partType) },
  { weight: 3, arbitrary: part },
)

export const ending: fc.Arbitrary<Words> = fc.oneof(
  { weight: 6, arbitrary: words('return', errorCode) },
  { weight: 1, arbitrary: words('invoke', unknownServices) },
  { weight: 1, arbitrary: fc.constantFrom(['unknown'], ['return'], ['return', '0']) },
)
