import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildC } from '../guest/build/c.ts'
import { buildComponent } from '../guest/build/component.ts'
import { lacksOrthanc, startOrthanc } from './conformance/orthanc-server.ts'
import type { ConformanceServer } from './conformance/our-server.ts'
import { cCompilers } from './support/c-compilers.ts'
import { buildDicom } from './support/dicom.ts'
import { root, sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { portOf } from './support/port.ts'

const folder = temporaryFolder('rest-api')
const sources = join(root, 'test', 'rest-api')
const compiler = cCompilers.find(({ missing }) => !missing)

/** A compiler takes seconds to start, and more on a busy machine. */
const longestMs = 120_000

/** Compiles a plugin of `test/rest-api` for us; `name` replaces its own. */
async function build(plugin: string, name = plugin): Promise<string> {
  const source = readFileSync(join(sources, `${plugin}.c`), 'utf8')
  const copy = join(folder, `${name}.c`)
  writeFileSync(copy, source.replace(`#define NAME "${plugin}"`, `#define NAME "${name}"`))
  const result = await buildC({ sources: [copy], ...compiler?.options })
  if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
  const file = join(folder, `${name}.wasm`)
  writeFileSync(file, result.wasm)
  return file
}

/** The same plugin as a component. */
async function asComponent(file: string): Promise<string> {
  const result = await buildComponent(readFileSync(file))
  if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
  const component = file.replace(/wasm$/, 'component.wasm')
  writeFileSync(component, result.wasm)
  return component
}

/** Compiles it for the real server. */
function buildNative(plugin: string): string {
  const file = join(folder, `${plugin}.so`)
  const flags = ['-shared', '-fPIC', '-w', '-o', file, join(sources, `${plugin}.c`)]
  execFileSync('gcc', flags)
  return file
}

/** What a call of the plugin `probe` gave. */
interface Outcome {
  readonly code: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly string: string
  readonly size: number
  readonly body: string
}

/** Has the plugin of that name make a call: the function and its arguments. */
async function probe(
  port: number,
  words: readonly string[],
  { name = 'probe', signal }: { readonly name?: string; readonly signal?: AbortSignal } = {},
): Promise<Outcome> {
  const answer = await fetch(`http://127.0.0.1:${port}/${name}`, {
    method: 'POST',
    body: words.join('\n'),
    ...(signal === undefined ? {} : { signal }),
  })
  const said = await answer.text()
  const form = /^code (-?\d+)\nstatus (\d+)\nheaders ([^]*?)\nstring (.*)\nsize (\d+)\n([^]*)$/
  const [, code, status, headers = '', string = '', size, body = ''] = form.exec(said) ?? []
  if (code === undefined) throw new Error(`${answer.status}: ${said}`)
  return {
    code: Number(code),
    status: Number(status),
    headers: JSON.parse(headers === '' ? '{}' : headers),
    string,
    size: Number(size),
    body,
  }
}

/** Answers what the plugin asks when it starts, and leaves the rest to the listener. */
function only(listener: RequestListener): RequestListener {
  return (incoming, response) =>
    incoming.url === '/system' ? response.end('{}') : listener(incoming, response)
}

const servers: Server[] = []

/** Starts a server that answers as `listener` does; its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return portOf(server)
}

function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
}

async function startOurs(
  plugins: readonly string[],
  section: object,
  args: readonly string[] = [],
): Promise<RunningServer> {
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify({ WebAssembly: section }))
  return startServer({ plugins, args: ['--config', config, ...args] })
}

/** Method, target, body and the header lines that say something, sorted. */
async function echo(incoming: IncomingMessage): Promise<string> {
  const body = await text(incoming)
  const { rawHeaders } = incoming
  const lines = rawHeaders.flatMap((name, i) =>
    i % 2 === 0 && name !== 'Connection' && name !== 'Host'
      ? [`${name}: ${rawHeaders[i + 1]}`]
      : [],
  )
  return [`${incoming.method} ${incoming.url}`, ...lines.toSorted(), body].join('\n')
}

/** Another server: `/status/404` answers with it, everything else says what it got. */
const other: RequestListener = async (incoming, response) => {
  const { pathname } = new URL(incoming.url ?? '', 'http://host')
  const status = /^\/status\/(\d+)$/.exec(pathname)?.[1]
  const said = await echo(incoming)
  if (pathname === '/close') incoming.socket.destroy()
  else if (pathname === '/cut')
    response.writeHead(200, { 'Content-Length': 100 }).write('cut', () => incoming.socket.destroy())
  if (pathname === '/close' || pathname === '/cut') return
  response.setHeader('X-Twice', ['one', 'two'])
  if (status !== undefined) response.statusCode = Number(status)
  if (status?.startsWith('3') === true) response.setHeader('Location', '/there')
  response.end(said)
}

describe.skipIf(compiler === undefined || lacksOrthanc())('a plugin in C', () => {
  let orthanc: ConformanceServer
  let ours: RunningServer
  let otherPort: number

  beforeAll(async () => {
    const natives = ['probe', 'callee'].map(buildNative)
    const plugins = [await build('probe'), await build('callee')]
    orthanc = await startOrthanc('', { Plugins: natives }, folder)
    otherPort = await serve(other)
    const allow = {
      RestApi: ['* /*'],
      Http: [`http://127.0.0.1:${otherPort}/*`, 'http://127.0.0.1:1/*'],
    }
    ours = await startOurs(plugins, {
      Orthanc: `http://127.0.0.1:${orthanc.port}`,
      Plugins: { probe: { Allow: allow } },
    })
    const file = buildDicom({ rows: 2, columns: 2, pixels: [1, 2, 3, 4], patientId: 'P1' })
    await fetch(`${orthancUrl()}/instances`, { method: 'POST', body: file })
  }, longestMs)

  afterAll(async () => {
    await ours?.stop()
    await orthanc?.stop()
    closeServers()
  })

  const orthancUrl = (): string => `http://127.0.0.1:${orthanc.port}`

  /** The same call in the real server and in ours; headers about the connection are left out. */
  async function both(words: readonly string[]): Promise<readonly [Outcome, Outcome]> {
    const here = words.map((word) => word.replace('OTHER', `http://127.0.0.1:${otherPort}`))
    return [comparable(await probe(orthanc.port, here)), comparable(await probe(ours.port, here))]
  }

  const find = '{"Level":"Patient","Query":{"PatientID":"P*"}}'

  it.each([
    ['RestApiGet', '/system'],
    ['RestApiGet', '/system?a=b'],
    ['RestApiGet', '/instances/'],
    ['RestApiGet', '/none'],
    ['RestApiGet', '/instances/none'],
    ['RestApiGet', '/'],
    ['RestApiGet', '//instances'],
    ['RestApiGet', 'system'],
    ['RestApiGet', ''],
    ['RestApiGet', '/instances/%41'],
    ['RestApiPost', '/tools/find', find],
    ['RestApiPost', '/tools/find', '{'],
    ['RestApiPost', '/system', ''],
    ['RestApiPut', '/modalities/a', '["A","b",104]'],
    ['RestApiPut', '/modalities/a', '[x'],
    ['RestApiPut', '/none', ''],
    ['RestApiDelete', '/none'],
    ['RestApiDelete', '/instances/none'],
    ['RestApiDelete', '/system'],
    ['RestApiGet2', '/system', '0', 'A', 'b'],
    ['RestApiGet2', '/callee/echo', '1', 'A-B', 'one', 'C', 'd'],
    ['RestApiGetAfterPlugins', '/system'],
    ['RestApiGetAfterPlugins', '/callee/echo/%41?a=b%20c&d'],
    ['RestApiGetAfterPlugins', '/callee/echo?_methods=DELETE'],
    ['RestApiGetAfterPlugins', '/callee/fail/17'],
    ['RestApiGetAfterPlugins', '/callee/fail/1000001'],
    ['RestApiGetAfterPlugins', '/callee/status/200'],
    ['RestApiGetAfterPlugins', '/callee/status/201'],
    ['RestApiGetAfterPlugins', '/callee/status/500'],
    ['RestApiGetAfterPlugins', '/callee/silent'],
    ['RestApiPostAfterPlugins', '/callee/echo', 'body'],
    ['RestApiPutAfterPlugins', '/callee/echo', 'body'],
    ['RestApiDeleteAfterPlugins', '/callee/echo'],
    ['RestApiDeleteAfterPlugins', '/callee/status/404'],
    ['CallRestApi', '1', '/system', '-', '0', 'bhs'],
    ['CallRestApi', '1', '/system', '-', '0', 'hs'],
    ['CallRestApi', '1', '/system', '-', '0', 'b'],
    ['CallRestApi', '9', '/system', '-', '0', 'bhs'],
    ['CallRestApi', '4', '/system', '-', '0', 'bhs'],
    ['CallRestApi', '1', '/instances/none', '-', '0', 'bhs'],
    ['CallRestApi', '2', '/tools/find', find, '0', 'bhs'],
    ['CallRestApi', '2', '/tools/find', '{', '0', 'bhs'],
    ['CallRestApi', '3', '/callee/echo', 'body', '1', 'bhs', 'A', 'b'],
    ['CallRestApi', '4', '/callee/echo', 'body', '1', 'bhs'],
    ['CallRestApi', '1', '/callee/fail/45', '-', '1', 'bhs'],
    ['GetDicomForInstance', 'none'],
    ['LookupPatient', 'P1'],
    ['LookupPatient', ' p1 '],
    ['LookupPatient', 'none'],
    ['LookupPatient', 'P*'],
    ['LookupStudy', 'P1'],
    ['LookupStudyWithAccessionNumber', 'none'],
    ['LookupStudyWithAccessionNumber', '*'],
    ['HttpGet', 'OTHER/a?b=c'],
    ['HttpGet', 'OTHER/a', 'alice', 's:t'],
    ['HttpGet', 'OTHER/status/204'],
    ['HttpGet', 'OTHER/status/301'],
    ['HttpGet', 'OTHER/status/400'],
    ['HttpGet', 'OTHER/status/401'],
    ['HttpGet', 'OTHER/status/403'],
    ['HttpGet', 'OTHER/status/404'],
    ['HttpGet', 'OTHER/status/500'],
    ['HttpGet', 'OTHER/close'],
    ['HttpGet', 'OTHER/cut'],
    ['HttpGet', 'http://127.0.0.1:1/'],
    ['HttpGet', 'file:///etc/passwd'],
    ['HttpGet', 'none'],
    ['HttpPost', 'OTHER/a', 'body'],
    ['HttpPost', 'OTHER/status/302', 'body'],
    ['HttpPost', 'OTHER/status/303', 'body'],
    ['HttpPost', 'OTHER/status/307', 'body'],
    ['HttpPut', 'OTHER/a', 'body', 'alice', 'secret'],
    ['HttpDelete', 'OTHER/a'],
    ['HttpDelete', 'OTHER/status/404'],
    ['HttpClient', '1', 'OTHER/a', '-', '-', '-', '9', 'bhs', 'X-A', 'b'],
    ['HttpClient', '1', 'OTHER/status/404', '-', '-', '-', '9', 'bhs'],
    ['HttpClient', '1', 'OTHER/a', '-', '-', '-', '9', 'b'],
    ['HttpClient', '2', 'OTHER/a', 'body', 'alice', 'secret', '9', 's'],
    ['HttpClient', '4', 'OTHER/a', 'body', '-', '-', '9', 'bhs'],
    ['HttpClient', '7', 'OTHER/a', 'body', '-', '-', '9', 'bhs'],
  ])('gets of %s %s %s %s what it gets in the real server', async (...words) => {
    const [real, own] = await both(words)
    expect(own).toEqual(real)
  })

  it.each(['LookupStudy', 'LookupSeries', 'LookupInstance'])('finds with %s', async (name) => {
    const found = await probe(ours.port, ['RestApiGet', '/instances?expand'])
    const [instance]: { MainDicomTags: Record<string, string>; ParentSeries: string }[] =
      JSON.parse(found.body)
    const series = await probe(ours.port, ['RestApiGet', `/series/${instance?.ParentSeries}/study`])
    const seriesOf = await probe(ours.port, ['RestApiGet', `/series/${instance?.ParentSeries}`])
    const uids: Record<string, string | undefined> = {
      LookupStudy: JSON.parse(series.body).MainDicomTags.StudyInstanceUID,
      LookupSeries: JSON.parse(seriesOf.body).MainDicomTags.SeriesInstanceUID,
      LookupInstance: instance?.MainDicomTags['SOPInstanceUID'],
    }
    const [real, own] = await both([name, uids[name] ?? ''])
    expect(own).toEqual(real)
    expect(own.string).toMatch(/^[0-9a-f-]{44}$/)
  })

  it('gets the DICOM file of an instance', async () => {
    const [id]: string[] = JSON.parse(await (await fetch(`${orthancUrl()}/instances`)).text())
    const [real, own] = await both(['GetDicomForInstance', String(id)])
    expect(own).toEqual(real)
    expect(own.size).toBeGreaterThan(128)
  })

  it('deletes', async () => {
    await probe(ours.port, ['RestApiPut', '/modalities/b', '["B","b",104]'])
    expect((await probe(ours.port, ['RestApiDelete', '/modalities/b'])).code).toBe(0)
    expect((await fetch(`${orthancUrl()}/modalities/b`)).status).toBe(404)
  })

  it('may call while it initializes', async () => {
    expect(await (await fetch(`${ours.url}/probe/first`)).text()).toBe('code 0 size 1')
  })

  it('does not turn a GET into something else', async () => {
    const [id]: string[] = JSON.parse(await (await fetch(`${orthancUrl()}/instances`)).text())
    for (const name of ['_method', '%5fmethod', '_%6D%65thod'])
      await probe(ours.port, ['RestApiGet', `/instances/${id}?a&${name}=DELETE`])
    const headers = ['x-http-method-override', 'DELETE']
    await probe(ours.port, ['CallRestApi', '1', `/instances/${id}`, '-', '0', 'bhs', ...headers])
    expect((await fetch(`${orthancUrl()}/instances/${id}`)).status).toBe(200)
  })

  it.each([
    '/instances/../system',
    '/instances/./x',
    '/a%2e%2e/b',
    '/a/..%2fb',
    '/a\\b',
    '/a%252fb',
    '/instances/...',
    '/instances//',
  ])('sends nothing for the path %s', async (path) => {
    const { code } = await probe(ours.port, ['RestApiGet', path])
    expect(code).toBe(12)
  })

  it('receives a code for its own route', async () => {
    const own = await probe(ours.port, ['RestApiGetAfterPlugins', '/probe/first'])
    expect(own.code).toBe(6)
    await expect
      .poll(() => ours.log())
      .toMatch(/OrthancPluginRestApiGetAfterPlugins: the route is its own/)
  })
})

function comparable(outcome: Outcome): Outcome {
  const left = new Set(['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length'])
  const headers = Object.entries(outcome.headers).filter(([name]) => !left.has(name.toLowerCase()))
  return { ...outcome, headers: Object.fromEntries(headers) }
}

const componentCalls = [
  ['RestApiGet', '/a'],
  ['RestApiGet', '/none'],
  ['RestApiPut', '/a', 'body'],
  ['RestApiDelete', '/a'],
  ['RestApiGet2', '/a', '1', 'X', 'y'],
  ['CallRestApi', '1', '/a', '-', '0', 'bhs'],
  ['CallRestApi', '4', '/a', '-', '0', 'bhs'],
  ['CallRestApi', '1', '/a', '-', '0', 'b'],
  ['LookupStudy', '1.2'],
  ['LookupSeries', '1.2'],
  ['HttpGet', 'OTHER/b'],
  ['HttpPost', 'OTHER/b', 'body', 'alice', 'secret'],
  ['HttpDelete', 'OTHER/b'],
  ['HttpGet', 'http://127.0.0.1:1/'],
]

describe.skipIf(compiler === undefined)('a plugin in C in front of a hostile server', () => {
  let plugin: string
  let another: string
  let server: RunningServer | undefined

  beforeAll(async () => {
    plugin = await build('probe')
    another = await build('probe', 'another')
  }, longestMs)

  afterEach(async () => {
    await server?.stop()
    server = undefined
    closeServers()
  })

  const allow = { RestApi: ['GET /*'], Http: [] }

  /** Our server in front of one that answers as `listener` does. */
  async function before(listener: RequestListener, limits: object = {}): Promise<number> {
    const port = await serve(listener)
    const Plugins = { probe: { Allow: allow, ...limits } }
    server = await startOurs([plugin], { Orthanc: `http://127.0.0.1:${port}`, Plugins })
    return server.port
  }

  it('may call nothing unless it is allowed, and the log says once how', async () => {
    const asked: (string | undefined)[] = []
    const port = await serve((incoming, response) => {
      asked.push(incoming.url)
      response.end()
    })
    const url = `http://127.0.0.1:${port}`
    server = await startOurs([plugin], { Orthanc: url })
    for (const words of [
      ['RestApiGet', '/a'],
      ['RestApiGet', '/a'],
      ['HttpGet', `${url}/b?c`],
    ])
      expect((await probe(server.port, words)).code).toBe(45)
    expect(asked).toEqual([])
    await expect.poll(() => server?.log()).toMatch(/Allow\.Http in the configuration/)
    const log = server.log()
    expect(log.match(/add "GET \/a" to WebAssembly\.Plugins\.probe\.Allow\.RestApi/g)).toHaveLength(
      1,
    )
    expect(log).toContain(`add "${url}/b" to WebAssembly.Plugins.probe.Allow.Http`)
  })

  it('receives a code when there is no Orthanc', async () => {
    server = await startOurs([plugin], { Plugins: { probe: { Allow: allow } } })
    expect((await probe(server.port, ['RestApiGet', '/a'])).code).toBe(9)
    expect((await probe(server.port, ['RestApiGetAfterPlugins', '/a'])).code).toBe(17)
    await expect
      .poll(() => server?.log())
      .toMatch(/no upstream Orthanc is configured: set one with --orthanc URL/)
  })

  it('reaches no other server over a redirect', async () => {
    let asked = 0
    const hidden = await serve((_, response) => response.end(String(asked++)))
    const port = await serve((_, response) =>
      response.writeHead(302, { Location: `http://127.0.0.1:${hidden}/` }).end(),
    )
    const Http = [`http://127.0.0.1:${port}/*`]
    server = await startOurs([plugin], { Plugins: { probe: { Allow: { Http } } } })
    expect((await probe(server.port, ['HttpGet', `http://127.0.0.1:${port}/`])).code).toBe(45)
    expect(asked).toBe(0)
  })

  it('gives up a server that redirects for ever', async () => {
    const port = await serve((_, response) => response.writeHead(302, { Location: '/' }).end())
    const Http = [`http://127.0.0.1:${port}/*`]
    server = await startOurs([plugin], { Plugins: { probe: { Allow: { Http } } } })
    expect((await probe(server.port, ['HttpGet', `http://127.0.0.1:${port}/`])).code).toBe(9)
  })

  it('gives up a server that does not answer in the time it said', async () => {
    const port = await serve(() => undefined)
    const url = `http://127.0.0.1:${port}/`
    server = await startOurs([plugin], { Plugins: { probe: { Allow: { Http: [url] } } } })
    const words = ['HttpClient', '1', url, '-', '-', '-', '1', 'bhs']
    expect((await probe(server.port, words)).code).toBe(9)
    await expect.poll(() => server?.log()).toMatch(/did not answer in time/)
  })

  it.each([
    ['closes', (incoming: IncomingMessage) => void incoming.socket.destroy()],
    ['sends garbage', (incoming: IncomingMessage) => void incoming.socket.end('garbage\r\n\r\n')],
    [
      'cuts its answer short',
      (incoming: IncomingMessage) =>
        void incoming.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'),
    ],
    [
      'sends an enormous head',
      (incoming: IncomingMessage) =>
        void incoming.socket.end(`HTTP/1.1 200 OK\r\nA: ${'a'.repeat(100_000)}\r\n\r\n`),
    ],
    [
      'sends too many header lines',
      (incoming: IncomingMessage) =>
        void incoming.socket.end(`HTTP/1.1 200 OK\r\n${'A: a\r\n'.repeat(1001)}\r\n`),
    ],
  ])('gets a code where Orthanc %s', async (_, listener) => {
    const port = await before(only(listener))
    expect((await probe(port, ['RestApiGet', '/a'])).code).toBe(9)
    expect((await probe(port, ['RestApiGet', '/system'])).body).toBe('{}')
  })

  it('gets a code for an answer that is too large, announced or endless', async () => {
    const closed: string[] = []
    const port = await before(
      only((incoming, response) => {
        response.on('close', () => closed.push(String(incoming.url)))
        if (incoming.url === '/announced') response.setHeader('Content-Length', 3 * 1024 * 1024)
        const send = (): void => void response.write(Buffer.alloc(65536), send)
        send()
      }),
      { MaxAnswerMiB: 1 },
    )
    expect((await probe(port, ['RestApiGet', '/announced'])).code).toBe(4)
    expect((await probe(port, ['RestApiGet', '/endless'])).code).toBe(4)
    await expect.poll(() => closed).toEqual(['/announced', '/endless'])
  })

  it('gets a code for headers of a request beyond its limits, which the log names', async () => {
    const limits = { MaxHeaderLines: 1, MaxHeaderKiB: 1 }
    const port = await before((_, response) => response.end('{}'), limits)
    const call = ['CallRestApi', '1', '/a', '-', '0', 'bhs']
    expect((await probe(port, [...call, 'A', 'b'])).code).toBe(0)
    expect((await probe(port, [...call, 'A', 'b', 'C', 'd'])).code).toBe(4)
    expect((await probe(port, [...call, 'A', 'b'.repeat(1024)])).code).toBe(4)
    await expect.poll(() => server?.log()).toMatch(/CallRestApi\): [^\n]* \(MaxHeaderLines\)\n/)
    await expect.poll(() => server?.log()).toMatch(/CallRestApi\): [^\n]* \(MaxHeaderKiB\)\n/)
  })

  it('is ended at its deadline while Orthanc hangs, and so is the request to it', async () => {
    let closed = 0
    const port = await before(
      only((_, response) => void response.on('close', () => closed++)),
      { TimeoutMs: 500 },
    )
    const hanging = { method: 'POST', body: 'RestApiGet\n/a' }
    const answer = await fetch(`http://127.0.0.1:${port}/probe`, hanging)
    expect(answer.status).toBe(504)
    await expect.poll(() => closed).toBe(1)
    expect((await probe(port, ['RestApiGet', '/system'])).body).toBe('{}')
  })

  it('continues when its client leaves, and the request to Orthanc ends', async () => {
    let asked = 0
    let closed = 0
    const port = await before(
      only((_, response) => {
        asked++
        response.on('close', () => closed++)
      }),
    )
    const leaving = new AbortController()
    const left = probe(port, ['RestApiGet', '/a'], { signal: leaving.signal }).catch(() => 'left')
    await expect.poll(() => asked).toBe(1)
    leaving.abort()
    expect(await left).toBe('left')
    await expect.poll(() => closed).toBe(1)
    expect((await probe(port, ['RestApiGet', '/system'])).body).toBe('{}')
    expect(server?.log()).not.toMatch(/another worker takes over/)
  })

  it('does not wait for a plugin that waits for it', async () => {
    const Allow = { RestApi: ['* /*'] }
    server = await startOurs([plugin, another], {
      Plugins: { probe: { Allow }, another: { Allow } },
    })
    const back = 'RestApiGetAfterPlugins|/probe/first'
    const outcome = await probe(server.port, ['RestApiPostAfterPlugins', '/another', back])
    expect(outcome.code).toBe(0)
    expect(outcome.body).toMatch(/^code 6\n/)
    await expect.poll(() => server?.log()).toMatch(/that of probe, which waits for an answer/)
  })

  it(
    'calls as a component what it calls as a core module',
    async () => {
      const asked: string[] = []
      const port = await serve((incoming, response) => {
        asked.push(`${incoming.method} ${incoming.url}`)
        if (incoming.url === '/tools/lookup') response.end('[{"ID":"x","Type":"Study"}]')
        else response.writeHead(incoming.url === '/none' ? 404 : 200, { 'X-A': 'b' }).end('said')
      })
      const url = `http://127.0.0.1:${port}`
      const Allow = { RestApi: ['* /*'], Http: [`${url}/*`] }
      const outcomes: (readonly Outcome[])[] = []
      for (const file of [plugin, await asComponent(plugin)]) {
        const Plugins = { probe: { File: file, Allow } }
        server = await startOurs([file], { Orthanc: url, Plugins })
        const here: Outcome[] = []
        for (const words of componentCalls) {
          const absolute = words.map((word) => word.replace('OTHER', url))
          here.push(comparable(await probe(server.port, absolute)))
        }
        outcomes.push(here)
        await server.stop()
      }
      expect(outcomes[1]).toEqual(outcomes[0])
      expect(asked.slice(asked.length / 2)).toEqual(asked.slice(0, asked.length / 2))
      const codes = outcomes[0]?.map(({ code }) => code)
      expect(codes).toEqual([0, 17, 0, 0, 0, 0, 0, 35, 0, 0, 0, 0, 0, 45])
    },
    longestMs,
  )

  it(
    'leaks no memory over a thousand calls',
    async () => {
      const body = 'x'.repeat(20_000)
      const port = await before((_, response) => response.end(body), { MemoryMiB: 16 })
      for (let i = 0; i < 1000; i++)
        expect((await probe(port, ['RestApiGet', '/a'])).size).toBe(body.length)
    },
    longestMs,
  )
})

describe('the sample gateway', () => {
  let server: RunningServer

  beforeAll(async () => {
    const orthanc = await serve((incoming, response) => {
      const said = { '/system': '{"Name":"fake"}', '/instances/ab-1/file': 'DICM' }
      const found = Object.entries(said).find(([path]) => path === incoming.url)
      if (found === undefined) response.statusCode = 404
      response.end(found?.[1])
    })
    const port = await serve(other)
    const RestApi = ['GET /system', 'GET /instances/*', 'GET /hello/*']
    server = await startOurs([sample('gateway'), sample('hello')], {
      Orthanc: `http://127.0.0.1:${orthanc}`,
      Plugins: { gateway: { Allow: { RestApi, Http: [`http://127.0.0.1:${port}/a`] } } },
    })
    url = `http://127.0.0.1:${port}`
  })

  let url: string

  afterAll(async () => {
    await server?.stop()
    closeServers()
  })

  const ask = async (path: string, body?: string): Promise<readonly [number, string]> => {
    const init = body === undefined ? {} : { method: 'POST', body }
    const answer = await fetch(`${server.url}/gateway${path}`, init)
    return [answer.status, await answer.text()]
  }

  it('passes on what Orthanc says', async () => {
    expect(await ask('/system')).toEqual([200, '{"Name":"fake"}'])
    expect(await ask('/instances/ab-1')).toEqual([200, 'DICM'])
    expect((await ask('/instances/ab-2'))[0]).toBe(404)
  })

  it('passes on what another plugin says', async () => {
    expect(await ask('/hello/you')).toEqual([200, 'Hello you!\n'])
  })

  it('fetches what is allowed and nothing else', async () => {
    expect(await ask('/fetch', `${url}/a`)).toEqual([200, '200\nGET /a\nAccept: text/plain\n'])
    expect((await ask('/fetch', `${url}/b`))[0]).toBe(403)
    expect((await ask('/patients/P1'))[0]).toBe(404)
  })
})
