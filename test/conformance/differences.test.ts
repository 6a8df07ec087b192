import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, askForScript, request } from './ask.ts'
import { readDifferences } from './differences.ts'
import { renderDifferences } from './differences-table.ts'
import { buildGuests } from './guest-plugin.ts'
import { startOurs, type ConformanceServer } from './our-server.ts'
import { headerOf } from './raw-answer.ts'

const folder = mkdtempSync(join(tmpdir(), 'differences-'))
let plugin: string
let server: ConformanceServer

beforeAll(async () => {
  const config = join(folder, 'config.json')
  writeFileSync(config, '{}')
  plugin = (await buildGuests('AssemblyScript', folder, { debug: true }))['script-plugin']
  server = await startOurs(plugin, config)
})

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const injected = '%0d%0aX-Evil: 1'

describe.each([
  ['crlf-refused', `header,X-A,1${injected}`, 'SetHttpHeader'],
  ['crlf-refused', `header,X-A${injected},1`, 'SetHttpHeader'],
  ['crlf-refused', `cookie,a,1${injected}`, 'SetCookie'],
  ['crlf-refused', `redirect,/${injected}`, 'Redirect'],
  ['crlf-refused', `unauthorized,realm${injected}`, 'SendUnauthorized'],
  ['crlf-other', `notallowed,GET${injected}`, 'SendMethodNotAllowed'],
  ['crlf-other', `answer,a,text/plain${injected}`, 'AnswerBuffer'],
  ['null-string', 'header,~,1', 'SetHttpHeader'],
  ['null-string', 'header,X-A,~', 'SetHttpHeader'],
  ['null-string', 'cookie,a,~', 'SetCookie'],
  ['null-string', 'redirect,~', 'Redirect'],
  ['null-string', 'unauthorized,~', 'SendUnauthorized'],
  ['null-string', 'notallowed,~', 'SendMethodNotAllowed'],
  ['null-string', 'details,~', 'SetHttpErrorDetails'],
  ['null-string', 'answer,a,~', 'AnswerBuffer'],
])('%s: %s', (_, command, name) => {
  it.each([
    ['an answer', ';answer,a,text/plain'],
    ['an error', ';return,17'],
    ['a stream', ';multipart,mixed,text/plain;item,a;item,b'],
  ])('refuses the request, whatever comes after: %s', async (__, rest) => {
    const { answer } = await askForScript(server, command + rest)
    expect(answer?.statusLine).toBe('HTTP/1.1 500 Internal Server Error')
    expect(answer?.raw.toString('latin1')).not.toContain('\r\nX-Evil')
    expect(JSON.parse(answer?.body.toString('latin1') ?? '')).toMatchObject({
      OrthancStatus: 1,
      Details: expect.stringContaining(name),
    })
  })
})

it.each([
  ['refused-in-stream', `redirect,/${injected}`],
  ['refused-in-stream', 'cookie,a,~'],
])('%s: %s cuts the stream', async (_, command) => {
  const script = `multipart,mixed,text/plain;item,a;item,b;${command};item,c`
  const { answer, isOpen } = await askForScript(server, script)
  expect(answer?.raw.toString('latin1')).not.toMatch(/X-Evil|--\r\n$/)
  expect(isOpen).toBe(false)
})

describe('the code of the call', () => {
  it.each([
    ['crlf-part', `multipart,mixed,text/plain${injected}`, 3],
    ['crlf-part', `multipart,mixed${injected},text/plain`, 3],
    ['informational', '!status,101,x', 3],
    ['informational', '!statuscode,199', 3],
    ['old-png', '!oldpng,*,*,*,*,@gray8:4x4', 26],
    ['native-undefined', '!png,1,4294967295,1,4294967295,@gray8:8x8', -1],
    ['image-limit', '!png,1,1000001,1,1000001,@gray8:1000001x1', -1],
    ['image-limit', '!jpeg,1,65501,1,65501,@gray8:65501x1,90', -1],
  ])('of %s, %s, is %i', async (_, command, code) => {
    const { answer } = await askForScript(server, `${command};resultdetails;return,17`)
    const details = `codes=${code}`
    expect(JSON.parse(answer?.body.toString('latin1') ?? '')).toMatchObject({ Details: details })
  })

  it.each([
    ['crlf-part', `X-A,1${injected}`, 3],
    ['crlf-part', `X-A${injected},1`, 3],
    ['native-undefined', '~,1', 35],
  ])('of %s, a part with %s, leaves the part out', async (_, header, code) => {
    const script = `multipart,mixed,text/plain;item2,a,*,${header};resultitem`
    const { answer } = await askForScript(server, script)
    const body = answer?.body.toString('latin1') ?? ''
    expect(body).toContain(`\r\n\r\ncodes=0 ${code}\r\n--`)
    expect(body).not.toContain('X-Evil')
  })
})

describe('the framing is ours', () => {
  it.each(['Content-Length,9', 'Connection,close', 'Transfer-Encoding,chunked'])(
    'framing-header: leaves out %s',
    async (header) => {
      const { answer, isOpen } = await askForScript(
        server,
        `header,${header};answer,hello,text/css`,
      )
      expect(answer?.headers).toEqual([
        ['Connection', 'keep-alive'],
        ['Keep-Alive', 'timeout=1'],
        ['Content-Type', 'text/css'],
        ['X-Content-Type-Options', 'nosniff'],
        ['Content-Length', '5'],
      ])
      expect(isOpen).toBe(true)
    },
  )

  it('framing-header-multipart: such a header does not keep parts from being sent', async () => {
    const script = 'header,Content-Length,9;multipart,mixed,text/plain;item,a'
    expect((await askForScript(server, script)).answer?.status).toBe(200)
  })

  it.each([204, 205, 304])('body-forbidden: sends %i without its body', async (status) => {
    const { answer, isOpen } = await askForScript(server, `status,${status},hello`)
    expect([answer?.status, answer?.body.length, isOpen]).toEqual([status, 0, true])
  })
})

it('head-body: sends no body to a HEAD that was made a DELETE', async () => {
  const lines = 'X-HTTP-Method-Override: DELETE\r\nConnection: close\r\n'
  const { answer } = await ask(server, request('HEAD', lines))
  expect([answer?.status, answer?.body.length]).toEqual([200, 0])
  expect(Number(answer && headerOf(answer, 'content-length'))).toBeGreaterThan(0)
})

describe('the request', () => {
  it('length-and-chunked: with two framings is refused', async () => {
    const head = 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n'
    const { answer, isOpen } = await ask(server, request('POST', head, '1\r\na\r\n0\r\n\r\n'))
    expect([answer?.status, isOpen]).toEqual([400, false])
  })

  it('form-upload: of a form reaches the plugin', async () => {
    const head = 'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5\r\n'
    const { answer } = await ask(server, request('POST', head, '--b--'))
    expect(answer?.body.toString('latin1')).toContain('\nmethod=2\n')
  })

  it('request-id: gets its X-Request-Id back', async () => {
    const { answer } = await ask(server, request('GET', 'X-Request-Id: abc\r\n'))
    expect(answer?.headers).toContainEqual(['X-Request-Id', 'abc'])
  })

  it('header-whitespace: has its values without trailing spaces', async () => {
    const { answer } = await ask(server, request('GET', 'X-A: b  \r\n'))
    expect(answer?.body.toString('latin1')).toContain('\n h "x-a"="b"\n')
  })

  it('connect: with CONNECT and a body is answered with 400, and the connection ends', async () => {
    const { answer, isOpen } = await ask(server, request('CONNECT', 'Content-Length: 1\r\n') + 'x')
    expect([answer?.status, isOpen]).toEqual([400, false])
  })

  it('connection-lines: two Connection lines do not change the answer', async () => {
    const lines = 'Connection: keep-alive\r\nConnection: close, x\r\n'
    const { answer } = await ask(server, request('GET', lines))
    expect(answer?.status).toBe(200)
  })

  it('upgrade-http2: is answered, and the connection ends', async () => {
    const lines = 'Connection: keep-alive, Upgrade\r\nUpgrade: h2c\r\n'
    const { answer, isOpen } = await ask(server, request('GET', lines) + request('GET', ''))
    expect([answer?.status, isOpen]).toEqual([200, false])
  })

  it('silent-pipelined: a request without an answer ends the connection, whatever was pipelined', async () => {
    const { answer, isOpen } = await ask(
      server,
      request('GET', 'x-script: nop\r\n') + request('GET', ''),
    )
    expect([answer, isOpen]).toEqual([undefined, false])
  })

  it('perl-only: of a route that was left out is that of an unknown resource', async () => {
    const { answer } = await ask(server, 'GET /back/aa HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect([200, 404]).toContain(answer?.status)
  })
})

describe('authorization-hidden', () => {
  const lines = [
    'Authorization: Basic YWxpY2U6c2VjcmV0',
    'Proxy-Authorization: Basic YTpi',
    'X-A: 1',
  ]

  it.each([
    ['where the host checks it', { AuthenticationEnabled: true }, []],
    ['where it does not', {}, ['authorization', 'proxy-authorization']],
    [
      'where PassAuthorization says so',
      {
        AuthenticationEnabled: true,
        WebAssembly: { PassAuthorization: true },
      },
      ['authorization', 'proxy-authorization'],
    ],
  ])(
    'a plugin gets the passwords of a client only where it may: %s',
    async (_, options, expected) => {
      const config = join(folder, 'users.json')
      writeFileSync(config, JSON.stringify({ RegisteredUsers: { alice: 'secret' }, ...options }))
      const own = await startOurs(plugin, config)
      const { answer } = await ask(own, request('GET', `${lines.join('\r\n')}\r\n`))
      await own.stop()
      const names = [...(answer?.body.toString('latin1') ?? '').matchAll(/^ h "(.+?)"=/gm)]
      expect(names.map(([, name]) => name)).toEqual([...expected, 'host', 'x-a'].toSorted())
    },
  )
})

it('the table says what the data says', () => {
  const table = readFileSync(join(import.meta.dirname, 'differences.md'), 'utf8')
  expect(table).toBe(renderDifferences(readDifferences()))
})
