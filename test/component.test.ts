import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { componentOf, dummyComponent } from './support/component.ts'
import { orthancWasm } from './support/command-line.ts'
import { exchange, get, post } from './support/raw-http.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'

const names = ['hello', 'rest', 'hostile', 'preview']
const folder = mkdtempSync(join(tmpdir(), 'component-'))
const files = new Map<string, string>()
const started: RunningServer[] = []

beforeAll(async () => {
  for (const name of names) files.set(name, await componentOf(name, folder))
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()))
})

afterAll(() => rmSync(folder, { recursive: true }))

function component(name: string): string {
  return files.get(name) ?? ''
}

async function start(
  plugins: readonly string[],
  args: readonly string[] = [],
): Promise<RunningServer> {
  const server = await startServer({ plugins, args: [...args] })
  started.push(server)
  return server
}

/** An answer as text, without boundaries, which differ in each answer. */
async function answerTo(server: RunningServer, request: string): Promise<string> {
  const { statusLine, headerLines, body } = await exchange(server.port, request)
  const text = [statusLine, ...headerLines, '', body.toString('latin1')].join('\r\n')
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{50,60}/g, 'BOUNDARY')
}

const paths = `
  /hello/x /hello/%C3%A9 /hello/%ff%fe /hello/ /none /rest/request /rest/request/a?x=1&y=%C3%A9&&z
  /rest/request/%F0%9F%98%80 /rest/answer-buffer /rest/answer-buffer/bytes
  /rest/answer-buffer/empty /rest/answer-buffer/again /rest/png/1 /rest/png/99 /rest/jpeg/1
  /rest/redirect /rest/redirect/injection /rest/status-code/404 /rest/status-code/-3
  /rest/status-code/70000 /rest/status/204 /rest/status/500/bytes /rest/unauthorized
  /rest/method-not-allowed /rest/nothing /rest/cookie /rest/cookie/late /rest/header
  /rest/header/late /rest/header/injection /rest/error/17 /rest/error/1000001
  /rest/error-details/3 /rest/multipart/mixed /rest/multipart/related /rest/multipart/headers
  /rest/log /rest/metrics /rest/buffer /hostile/trap/unreachable /hostile/trap/assert /hostile/trap/throw
  /hostile/trap/load /hostile/trap/divide /hostile/trap/indirect /hostile/trap/recursion
  /hostile/answer-then-trap /hostile/multipart-then-trap /hostile/pointer/AnswerBuffer/past
  /hostile/pointer/AnswerBuffer-type/text /hostile/pointer/SendMultipartItem2/null
  /hostile/pointer/SetCookie/far /hostile/pointer/ComputeMd5/end
  /hostile/pointer/CreateMemoryBuffer/null /hostile/pointer/StartMultipartAnswer/text
  /hostile/size/AnswerBuffer /hostile/size/SendMultipartItem2 /hostile/free/null
  /hostile/output/keep /hostile/output/stale /hostile/output/made-up /hostile/register
  /hostile/good`
  .trim()
  .split(/\s+/)

const requests = [
  ...paths.map((path) => get(path)),
  post('/rest/echo', `abc\0${'x'.repeat(100)}`),
  post('/rest/echo', 'z'.repeat(200_000)),
  post('/rest/png-of-body', `\x10\0\x10\0${'q'.repeat(400)}`),
  get('/preview'),
  get('/preview/phantom'),
  get('/preview/phantom/1?format=jpeg'),
]

describe('components of the samples', () => {
  it('answer as their modules do, byte for byte but for the lines of a trap', async () => {
    const modules = await start(names.map(sample))
    const components = await start(names.map(component))
    for (const request of requests)
      expect(withoutPlaces(await answerTo(components, request))).toBe(
        withoutPlaces(await answerTo(modules, request)),
      )
  })
})

/** Without the author's lines of a trap, which only modules have a source map for, and the length that counts them. */
function withoutPlaces(answer: string): string {
  if (!answer.includes('"Details"')) return answer
  return answer.replaceAll(/ at \w+\.ts:\d+:\d+(?: < \w+\.ts:\d+:\d+)*|Content-Length: \d+/g, '')
}

describe('a component', () => {
  it('gets a fresh instance after a trap', async () => {
    const server = await start([component('hostile')])
    await exchange(server.port, get('/hostile/good'))
    await exchange(server.port, get('/hostile/trap/store'))
    expect((await exchange(server.port, get('/hostile/good'))).body.toString()).toBe('good 1\n')
  })

  it.each(['empty', 'allocating', 'logging', 'answering'])(
    'is stopped where it loops: %s',
    async (how) => {
      const server = await start([component('hostile')], ['--timeout', '300'])
      const { statusLine } = await exchange(server.port, get(`/hostile/loop/${how}`))
      expect(statusLine).toBe('HTTP/1.1 504 Gateway Timeout')
      expect((await exchange(server.port, get('/hostile/good'))).body.toString()).toBe('good 1\n')
    },
  )

  it('grows to its cap and no further', async () => {
    const server = await start([component('hostile')], ['--memory', '4'])
    const { body } = await exchange(server.port, get('/hostile/memory/grow'))
    // It grows in steps of 16 from 1, to at most 64.
    expect(body.toString()).toBe('49 pages\n')
  })

  it('is served by several workers', async () => {
    const server = await start([component('hello')], ['--workers', '2'])
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => exchange(server.port, get(`/hello/${i}`))),
    )
    expect(answers.map(({ body }) => body.toString())).toEqual(
      Array.from({ length: 20 }, (_, i) => `Hello ${i}!\n`),
    )
  })
})

/** A function of an interface as `inspect` prints it. */
function importOf([from = '', name = '']: readonly string[]): object {
  return { module: `orthanc:plugin/${from}@1.12.3`, name, kind: 'function', known: true }
}

describe('the command line', () => {
  it('builds a component of a source, and of a module', () => {
    const source = join(import.meta.dirname, '../guest/examples/hello/hello.ts')
    const args = ['build', '--component', source, '-o', 'built.wasm']
    expect(orthancWasm(args, { cwd: folder })).toMatchObject({ code: 0, out: '' })
    expect(orthancWasm(['inspect', 'built.wasm'], { cwd: folder }).out).toContain('component')
    const again = orthancWasm(['build', '--component', sample('rest')], { cwd: folder })
    expect(again.err).toMatch(/^rest\.component\.wasm [\d.]+ kB\n$/)
  })

  it('accepts a module as a source only for a component', () => {
    const { code, err } = orthancWasm(['build', sample('rest')], { cwd: folder })
    expect(code).toBe(2)
    expect(err).toContain('expected a plugin in AssemblyScript')
  })

  it('says why a module cannot become a component', () => {
    const { code, err } = orthancWasm(['build', '--component', 'hello.wasm'], { cwd: folder })
    expect({ code, err }).toEqual({ code: 1, err: 'hello.wasm: not a core module\n' })
  })

  it('inspects a component: its interfaces, its memory, what it registers', () => {
    const { out } = orthancWasm(['inspect', component('hello'), '--json'])
    const { sha256: _, ...report }: Record<string, unknown> = JSON.parse(out)
    expect(report).toMatchObject({
      name: 'hello',
      version: '1.0',
      kind: 'component',
      imports: [
        ['types', '[method]rest-output.answer-buffer'],
        ['host', 'register-rest-callback'],
        ['runtime', 'bad-argument'],
        ['runtime', 'abort'],
      ].map(importOf),
      exports: ['name', 'version', 'initialize', 'finalize', 'handle'].map((name) => ({
        name,
        kind: 'function',
      })),
      memory: { initialPages: 1 },
      routes: ['/hello/(.*)'],
    })
  })

  it('refuses a component of another world and names its own', async () => {
    const other = await dummyComponent('package a:b; world w { export run: func(); }', 'w')
    writeFileSync(join(folder, 'other.wasm'), other)
    const { code, out, err } = orthancWasm(['serve', 'other.wasm', '--port', '0'], { cwd: folder })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(
      /^\S+ error other\.wasm: not a component of the world orthanc:plugin\/plugin@1\.12\.3: it does not export name, version, initialize, finalize, handle\n/,
    )
  })
})
