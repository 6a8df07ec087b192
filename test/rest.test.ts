import { decode as decodePng, encode as encodePng } from 'fast-png'
import jpeg from 'jpeg-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMultipart } from './support/multipart-reader.ts'
import { exchange, get, post, RawConnection, type RawAnswer } from './support/raw-http.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'

let server: RunningServer

beforeAll(async () => {
  server = await startServer({ plugins: [sample('rest')], args: ['--admin', '0'] })
})

afterAll(() => server.stop())

const ask = (path: string): Promise<RawAnswer> => exchange(server.port, get(path))

const opening = ['Connection: keep-alive', 'Keep-Alive: timeout=1']
const nosniff = 'X-Content-Type-Options: nosniff'

/** The lines of an answer, in Orthanc's order. */
function linesOf(plugins: readonly string[], length: number): readonly string[] {
  return [...opening, ...plugins, nosniff, `Content-Length: ${length}`]
}

/** The lines of a part, but for those that it was given. */
const framing = (type: string, length: number): string[] => [
  `Content-Type: ${type}`,
  `Content-Length: ${length}`,
  'MIME-Version: 1.0',
]

const nothing = { statusLine: '', headerLines: [], connection: 'closed' }

describe('the head of an answer', () => {
  const plain = 'Content-Type: text/plain'

  it.each([
    ['answer-buffer', '200 OK', [plain], 8],
    ['answer-buffer/bytes', '200 OK', ['Content-Type: application/octet-stream'], 256],
    ['answer-buffer/empty', '200 OK', [plain], 0],
    ['answer-buffer/again', '200 OK', [plain], 6],
    ['redirect', '301 Moved Permanently', ['Location: /rest/answer-buffer'], 0],
    ['status-code/200', '200 OK', [], 0],
    ['status-code/204', '204 No Content', [], 0],
    ['status-code/404', '404 Not Found', [], 0],
    ['status-code/65736', '200 OK', [], 0],
    ['status/200', '200 OK', [plain], 11],
    ['status/204', '204 No Content', [plain], 0],
    ['status/404', '404 Not Found', [plain], 11],
    ['status/413', '413 Request Entity Too Large', [plain], 11],
    ['status/509', '509 Bandwidth Limit Exceeded', [plain], 11],
    ['status/500/bytes', '500 Internal Server Error', [plain], 4],
    [
      'unauthorized',
      '401 Unauthorized',
      ['WWW-Authenticate: Basic realm="The realm of the sample"'],
      0,
    ],
    ['method-not-allowed', '405 Method Not Allowed', ['Allow: PUT,DELETE'], 0],
    [
      'cookie',
      '200 OK',
      ['Set-Cookie: first=1', 'Set-Cookie: second=two; Path=/', 'Content-Type: text/plain'],
      12,
    ],
    ['cookie/late', '200 OK', [plain], 10],
    ['header', '200 OK', ['X-One: 1', 'X-Two: zwei', 'X-One: 1', 'Content-Type: text/plain'], 14],
    ['header/late', '200 OK', [plain], 10],
    ['error/3/after-answer', '200 OK', [plain], 18],
    ['buffer', '200 OK', [plain], 4],
    ['log', '200 OK', [plain], 7],
    ['configuration', '200 OK', ['Content-Type: application/json'], 2],
  ])('of %s is Orthanc’s, byte for byte', async (route, status, lines, length) => {
    const answer = await ask(`/rest/${route}`)
    expect(answer).toMatchObject({
      statusLine: `HTTP/1.1 ${status}`,
      headerLines: linesOf(lines, length),
      connection: 'open',
    })
  })
})

describe('the body of an answer', () => {
  it.each([
    ['answer-buffer', 'Grüße\n'],
    ['answer-buffer/empty', ''],
    ['answer-buffer/again', 'first\n'],
    ['status/404', 'status 404\n'],
    ['status/204', ''],
    ['cookie/late', 'no cookie\n'],
    ['header/late', 'no header\n'],
    ['error/3/after-answer', 'the answer stands\n'],
    ['png/retry', 'the image was refused, this was not\n'],
    ['buffer', 'abcd'],
    ['configuration', '{}'],
  ])('of %s is what the plugin gave', async (route, text) => {
    const { body } = await ask(`/rest/${route}`)
    expect(body.toString()).toBe(text)
  })

  it.each([
    ['answer-buffer/bytes', Array.from({ length: 256 }, (_, i) => i)],
    ['status/500/bytes', [0, 255, 13, 10]],
  ])('of %s keeps every byte', async (route, bytes) => {
    const { body } = await ask(`/rest/${route}`)
    expect([...body]).toEqual(bytes)
  })

  it('describes the host, and no file of the machine', async () => {
    const { body } = await ask('/rest/texts')
    expect(body.toString().replace(/[0-9a-f]{8}-[0-9a-f-]{27}\n/, 'UUID\n')).toBe(
      'path orthanc-wasm\nfolder .\nconfiguration file \nerror 17 Unknown resource\nuuid UUID\n' +
        'md5 18f315041aaf5f48ef65a9b73e2a1470\n' +
        'sha1 2e88a04b-706e29ba-72344260-677e5117-1320d48e\n',
    )
  })
})

describe('nothing is sent, and the connection is closed, when', () => {
  it.each([
    ['the plugin does not answer', 'nothing'],
    ['a status has a function of its own (301)', 'status-code/301'],
    ['a status has a function of its own (405)', 'status/405'],
    ['a status has no name (299)', 'status-code/299'],
    ['a status has no name (0)', 'status/0'],
    ['a status has no name (600)', 'status/600'],
    ['a status is informational (100)', 'status-code/100'],
    ['a status is informational (101)', 'status/101'],
    ['a PNG has rows shorter than its pixels', 'png/bad-pitch'],
    ['a PNG has no pitch', 'png/pitch-zero'],
    ['a PNG has an unknown format', 'png/bad-format'],
    ['a PNG has no columns', 'png/width-zero'],
    ['a PNG has no rows', 'png/height-zero'],
    ['a JPEG has rows shorter than its pixels', 'jpeg/bad-pitch'],
    ['a JPEG has no pitch', 'jpeg/pitch-zero'],
    ['a JPEG has an unknown format', 'jpeg/bad-format'],
    ['a JPEG has no columns', 'jpeg/width-zero'],
    ['a JPEG has no rows', 'jpeg/height-zero'],
    ['a JPEG has 16 bits', 'jpeg/gray16'],
    ['a JPEG has signed values', 'jpeg/signed16'],
    ['a JPEG has an alpha channel', 'jpeg/rgba'],
    ['a JPEG has quality 0', 'jpeg/quality-zero'],
    ['a JPEG has quality 101', 'jpeg/quality-101'],
  ])('%s', async (_, route) => {
    expect(await ask(`/rest/${route}`)).toMatchObject(nothing)
  })
})

describe('an error code that a plugin returns', () => {
  it('becomes Orthanc’s JSON, byte for byte', async () => {
    const answer = await ask('/rest/error/17?secret=1')
    const text = [
      '{',
      '\t"HttpError" : "Not Found",',
      '\t"HttpStatus" : 404,',
      '\t"Message" : "Unknown resource",',
      '\t"Method" : "GET",',
      '\t"OrthancError" : "Unknown resource",',
      '\t"OrthancStatus" : 17,',
      '\t"Uri" : "/rest/error/17"',
      '}',
      '',
    ].join('\n')
    expect(answer).toEqual({
      statusLine: 'HTTP/1.1 404 Not Found',
      headerLines: linesOf(['Content-Type: text/plain'], text.length),
      body: Buffer.from(text),
      connection: 'open',
    })
  })

  it('keeps the headers set before, and carries the last details, escaped', async () => {
    const { statusLine, headerLines, body } = await ask('/rest/error-details/8')
    expect(statusLine).toBe('HTTP/1.1 400 Bad Request')
    expect(headerLines.slice(2, 4)).toEqual(['X-Kept: yes', 'Content-Type: text/plain'])
    expect(JSON.parse(body.toString())).toMatchObject({
      Details: 'Details of "/rest/error-details/8"',
      OrthancStatus: 8,
    })
  })

  it.each([
    [-1, 500, 'Internal error'],
    [1, 500, 'Error encountered within the plugin engine'],
    [3, 400, 'Parameter out of range'],
    [16, 500, 'Timeout'],
    [29, 401, 'Bad credentials were provided to an HTTP request'],
    [36, 503, 'The database is currently not available (probably a transient situation)'],
    [41, 416, 'Incorrect range request'],
    [46, 409, 'Duplicate resource'],
    [999, 500, 'Unknown error code'],
    [2035, 500, 'The Lua function does not return a string'],
    [3000, 415, 'Unsupported media type'],
    [1_000_000, 500, 'Error encountered within some plugin'],
    [2_147_483_647, 500, 'Error encountered within some plugin'],
    [-2_147_483_648, 500, 'Unknown error code'],
  ])('%i has status %i and its message', async (code, status, message) => {
    const { statusLine, body } = await ask(`/rest/error/${code}`)
    expect(statusLine).toMatch(`HTTP/1.1 ${status} `)
    expect(JSON.parse(body.toString())).toEqual({
      HttpError: statusLine.slice('HTTP/1.1 500 '.length),
      HttpStatus: status,
      Message: message,
      Method: 'GET',
      OrthancError: message,
      OrthancStatus: code,
      Uri: `/rest/error/${code}`,
    })
  })
})

describe('a line break in a header', () => {
  it.each([
    ['redirect/injection', 'OrthancPluginRedirect: redirection holds CR, LF or NUL'],
    ['header/injection', 'OrthancPluginSetHttpHeader: value holds CR, LF or NUL'],
  ])('refuses the request (%s)', async (route, details) => {
    const { statusLine, headerLines, body } = await ask(`/rest/${route}`)
    expect(statusLine).toBe('HTTP/1.1 500 Internal Server Error')
    expect(headerLines.join('\n')).not.toMatch(/X-Injected|X-One|Location/)
    expect(JSON.parse(body.toString())).toMatchObject({ Details: details, OrthancStatus: 1 })
  })
})

describe('a PNG', () => {
  const gray16 = Uint16Array.from(fill(1, (x, y) => [x * 1000 + y]))

  it.each([
    ['gray8', { depth: 8, channels: 1, data: Uint8Array.from(gray16) }],
    ['gray16', { depth: 16, channels: 1, data: gray16 }],
    ['signed16', { depth: 16, channels: 1, data: gray16 }],
    ['rgb', { depth: 8, channels: 3, data: fill(3, (x, y) => [x * 4, y * 8, 128]) }],
    ['rgba', { depth: 8, channels: 4, data: fill(4, (x, y) => [x * 4, y * 8, 128, x]) }],
  ])('of %s has the pixels that the plugin drew', async (name, expected) => {
    const { headerLines, body } = await ask(`/rest/png/${name}`)
    expect(headerLines).toEqual(linesOf(['Content-Type: image/png'], body.length))
    const { width, height, depth, channels, data } = decodePng(body)
    expect({ width, height, depth, channels }).toEqual({
      width: 64,
      height: 32,
      depth: expected.depth,
      channels: expected.channels,
    })
    expect([...data]).toEqual([...expected.data])
  })

  it('leaves out what stands between its rows', async () => {
    const { body } = await ask('/rest/png/pitch')
    const { width, height, data } = decodePng(body)
    expect({ width, height, data: [...data] }).toEqual({
      width: 4,
      height: 3,
      data: Array.from({ length: 12 }, () => 0),
    })
  })

  it('holds the body of a request as pixels', async () => {
    const { body } = await exchange(
      server.port,
      post('/rest/png-of-body', 'abcdefghijkl', 'X-Width: 4'),
    )
    const { width, height, data } = decodePng(body)
    expect({ width, height, data: [...data] }).toEqual({
      width: 4,
      height: 3,
      data: [...Buffer.from('abcdefghijkl')],
    })
  })

  it('that does not exist is an unknown resource', async () => {
    expect((await ask('/rest/png/none')).statusLine).toBe('HTTP/1.1 404 Not Found')
  })
})

describe('a JPEG', () => {
  it('has the colours that the plugin drew, nearly', async () => {
    const { headerLines, body } = await ask('/rest/jpeg/rgb')
    expect(headerLines).toEqual(linesOf(['Content-Type: image/jpeg'], body.length))
    const { width, height, data } = jpeg.decode(body, { formatAsRGBA: false, useTArray: true })
    expect({ width, height }).toEqual({ width: 64, height: 32 })
    expect(
      meanDifference(
        data,
        fill(3, (x, y) => [x * 4, y * 8, 128]),
      ),
    ).toBeLessThan(3)
  })

  it('has the greys that the plugin drew, nearly', async () => {
    const { body } = await ask('/rest/jpeg/gray8')
    const { width, height, data } = jpeg.decode(body, { formatAsRGBA: false, useTArray: true })
    expect({ width, height }).toEqual({ width: 64, height: 32 })
    const drawn = fill(3, (x, y) => Array.from({ length: 3 }, () => (x * 1000 + y) & 0xff))
    expect(meanDifference(data, drawn)).toBeLessThan(5)
  })

  it('leaves out what stands between its rows', async () => {
    const { body } = await ask('/rest/jpeg/pitch')
    const { width, height, data } = jpeg.decode(body, { formatAsRGBA: false, useTArray: true })
    expect({ width, height, data: [...data] }).toEqual({
      width: 4,
      height: 3,
      data: Array.from({ length: 36 }, () => 0),
    })
  })

  it('is smaller with a lower quality', async () => {
    const good = await ask('/rest/jpeg/rgb')
    const coarse = await ask('/rest/jpeg/quality-10')
    expect(coarse.body.length).toBeLessThan(good.body.length)
  })
})

describe('a multipart answer', () => {
  const first = { headerLines: framing('text/plain', 10), body: 'first part' }
  const second = { headerLines: framing('text/plain', 11), body: 'second part' }
  const json = {
    headerLines: ['Content-ID: <second@sample>', ...framing('application/json', 10)],
    body: '{"part":2}',
  }
  const zeros = { headerLines: framing('text/plain', 8), body: '\0'.repeat(8) }

  it.each([
    ['mixed', 'multipart/mixed', [first, second]],
    ['related', 'multipart/related', [first, second]],
    ['headers', 'multipart/mixed', [first, json]],
    ['bytes', 'multipart/mixed', [first, second, zeros]],
    ['then-header', 'multipart/mixed', [first, second]],
    ['then-answer', 'multipart/mixed', [first, second]],
  ])(
    'of several parts is streamed up to the end of the connection (%s)',
    async (name, type, parts) => {
      const answer = await ask(`/rest/multipart/${name}`)
      const { boundary, ...read } = readMultipart(answer)
      expect(answer).toMatchObject({
        statusLine: 'HTTP/1.1 200 OK',
        headerLines: [
          'Connection: close',
          `Content-Type: ${type}; type="text/plain"; boundary=${boundary}`,
        ],
        connection: 'closed',
      })
      expect(read).toEqual({
        type: `${type}; type="text/plain"`,
        parts,
        end: `--${boundary}--\r\n`,
      })
    },
  )

  it.each([
    ['one', [first]],
    ['none', []],
  ])('of at most one part has a length (%s)', async (name, parts) => {
    const answer = await ask(`/rest/multipart/${name}`)
    const { type, boundary, ...read } = readMultipart(answer)
    expect(answer).toMatchObject({
      headerLines: linesOf([`Content-Type: ${type}; boundary=${boundary}`], answer.body.length),
      connection: 'open',
    })
    expect(read).toEqual({ parts, end: `--${boundary}--\r\n` })
  })

  it('has a boundary of two UUIDs, cut to 70 characters, that no other one has', async () => {
    const boundaries = [await ask('/rest/multipart/one'), await ask('/rest/multipart/one')].map(
      (answer) => readMultipart(answer).boundary,
    )
    expect(boundaries[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f-]{33}$/)
    expect(boundaries[0]).not.toBe(boundaries[1])
  })

  it.each([
    ['no-start', 500, 6],
    ['twice', 500, 6],
    ['header-before', 500, 6],
    ['subtype', 400, 3],
  ])('that is asked for wrongly is an error (%s)', async (name, status, code) => {
    const { statusLine, body } = await ask(`/rest/multipart/${name}`)
    expect(statusLine).toMatch(`HTTP/1.1 ${status} `)
    expect(JSON.parse(body.toString())).toMatchObject({ OrthancStatus: code })
  })

  it('that fails once it is streamed ends without its last boundary', async () => {
    const answer = await ask('/rest/multipart/fails')
    expect(answer.connection).not.toBe('open')
    expect(readMultipart(answer)).toMatchObject({ parts: [first, second], end: '' })
  })
})

describe('a request', () => {
  it('reaches the plugin with its method, path, groups, arguments, headers and body', async () => {
    const { body } = await exchange(
      server.port,
      post('/rest/request/a%20b/', 'text', 'X-Two: 2', 'X-One:  1 ', 'X-Two: 3'),
    )
    expect(JSON.parse(body.toString())).toEqual({
      method: 2,
      url: '/rest/request/a b',
      groups: ['/a b'],
      arguments: [],
      headers: [
        ['content-length', '4'],
        ['host', 'test'],
        ['x-one', '1'],
        ['x-two', '2'],
      ],
      body: 'text',
    })
  })

  it.each([
    [
      '?a=1&b=2&a=3',
      [
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
      ],
    ],
    [
      '?a=%41+b&c',
      [
        ['a', '%41+b'],
        ['c', ''],
      ],
    ],
    [
      '?__proto__=1&=',
      [
        ['__proto__', '1'],
        ['', ''],
      ],
    ],
    ['', []],
  ])('with the query %j has its arguments in order, not decoded', async (query, expected) => {
    const { body } = await ask(`/rest/request${query}`)
    expect(JSON.parse(body.toString())).toMatchObject({ arguments: expected, groups: [''] })
  })

  it('with an empty query has one argument, which is empty', async () => {
    const { body } = await ask('/rest/request?')
    expect(JSON.parse(body.toString())).toMatchObject({ arguments: [['', '']] })
  })

  it.each([
    ['POST', 'DELETE', 'delete', 4],
    ['GET', 'PUT', 'put', 3],
  ])('%s overridden by the header to %s is that', async (method, _, value, expected) => {
    const { body } = await exchange(
      server.port,
      `${method} /rest/request HTTP/1.1\r\nX-HTTP-Method-Override: ${value}\r\nContent-Length: 0\r\n\r\n`,
    )
    expect(JSON.parse(body.toString())).toMatchObject({ method: expected })
  })

  it.each([
    ['with a length', post('/rest/echo', 'a\0b\r\n', 'Content-Type: x/y')],
    [
      'in chunks',
      'POST /rest/echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: x/y\r\n\r\n' +
        '2;x=1\r\na\0\r\n3\r\nb\r\n\r\n0\r\nX-Trailer: 1\r\n\r\n',
    ],
  ])('has its body back from the echo (%s)', async (_, bytes) => {
    const { headerLines, body } = await exchange(server.port, bytes)
    expect(headerLines).toEqual(linesOf(['Content-Type: x/y'], 5))
    expect(body.toString()).toBe('a\0b\r\n')
  })

  it('of another method receives the allowed ones', async () => {
    expect((await ask('/rest/echo')).headerLines).toEqual(linesOf(['Allow: POST,PUT'], 0))
  })

  it('to a path without a route is an unknown resource', async () => {
    const { statusLine, body } = await ask('/rest/none')
    expect(statusLine).toBe('HTTP/1.1 404 Not Found')
    expect(JSON.parse(body.toString())).toMatchObject({ OrthancStatus: 17, Uri: '/rest/none' })
  })
})

describe('a connection', () => {
  it('answers pipelined requests in order', async () => {
    using connection = new RawConnection(server.port)
    connection.send(get('/rest/buffer') + get('/rest/error/17') + get('/rest/header/late'))
    const answers = [
      await connection.answer(),
      await connection.answer(),
      await connection.answer(),
    ]
    expect(answers.map(({ statusLine }) => statusLine.slice(9, 12))).toEqual(['200', '404', '200'])
    expect(answers[2]?.body.toString()).toBe('no header\n')
  })

  it.each([
    ['HTTP/1.0', 'GET /rest/buffer HTTP/1.0\r\n\r\n'],
    ['Connection: close', get('/rest/buffer', 'Connection: close')],
  ])(
    'is closed after %s, although the answer says keep-alive as Orthanc’s does',
    async (_, bytes) => {
      using connection = new RawConnection(server.port)
      const answer = await connection.send(bytes).answer()
      expect(answer.headerLines).toEqual(linesOf(['Content-Type: text/plain'], 4))
      expect(await connection.answer()).toMatchObject(nothing)
    },
  )

  it('returns an id of the client', async () => {
    const answer = await exchange(server.port, get('/rest/buffer', 'X-Request-Id: of-the-client'))
    expect(answer.headerLines).toContain('X-Request-Id: of-the-client')
  })
})

describe('the log', () => {
  it('has the plugin’s lines at their levels, with its name', async () => {
    await ask('/rest/log')
    await expect
      .poll(() => server.log())
      .toMatch(/ info \[rest\] \(\S+\) an information of the sample\n/)
    await expect
      .poll(() => server.log())
      .toMatch(/ warning \[rest\] \(\S+\) a warning of the sample\n/)
    await expect
      .poll(() => server.log())
      .toMatch(/ error \[rest\] \(\S+\) an error of the sample\n/)
  })
})

describe('/metrics', () => {
  it('has what the plugin has set, and the log names what is left out, once', async () => {
    expect(await readMetrics()).toEqual(['rest_starts{plugin="rest"} 1'])
    await ask('/rest/metrics')
    await ask('/rest/metrics')
    expect(await readMetrics()).toEqual([
      'rest_starts{plugin="rest"} 1',
      'rest_ratio{plugin="rest"} 0.5',
      'rest_longest{plugin="rest"} 7',
    ])
    const warnings = / warning \[rest\] \(\S+\) metric "rest-ratio" is left out/g
    await expect.poll(() => server.log().match(warnings)).toHaveLength(1)
  })
})

describe('an image that a plugin decodes', () => {
  const pixels = { width: 3, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6), channels: 1 }
  const rgba = new Uint8Array(4 * 8 * 8).fill(200)

  it.each([
    ['PNG', encodePng(pixels), '3 x 2, 6 bytes'],
    ['JPEG', jpeg.encode({ width: 8, height: 8, data: rgba }).data, '8 x 8, 192 bytes'],
  ])('has the size of the file: %s', async (_, file, size) => {
    const options = { method: 'POST', body: Uint8Array.from(file) }
    const { headers } = await fetch(`${server.url}/rest/image/gray8`, options)
    expect(headers.get('x-pixels')).toBe(size)
  })
})

/** The metrics of the sample. */
async function readMetrics(): Promise<readonly string[]> {
  const admin = /admin page is at (\S+)/.exec(server.log())?.[1] ?? ''
  const text = await (await fetch(`${admin}/metrics`)).text()
  return text.split('\n').filter((line) => line.startsWith('rest_'))
}

/** The samples of an image of 64 × 32 pixels, row after row. */
function fill(channels: number, pixel: (x: number, y: number) => readonly number[]): number[] {
  return Array.from({ length: 64 * 32 }, (_, i) => pixel(i % 64, Math.floor(i / 64)))
    .flat()
    .slice(0, 64 * 32 * channels)
}

function meanDifference(left: ArrayLike<number>, right: readonly number[]): number {
  const sum = right.reduce((total, value, i) => total + Math.abs(value - (left[i] ?? Infinity)), 0)
  return sum / right.length
}
