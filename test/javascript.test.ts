import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildJavaScript, lacksComponentize } from './support/componentize.ts'
import { exchange, get, post } from './support/raw-http.ts'
import { startServer, type RunningServer } from './support/serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'javascript-'))

afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(lacksComponentize())('a plugin in JavaScript', () => {
  let server: RunningServer

  beforeAll(async () => {
    const file = join(folder, 'javascript.wasm')
    writeFileSync(file, await buildJavaScript())
    // Taking 12 MB apart needs 2 s of processor time, which a busy machine may not have within the default limit.
    const config = join(folder, 'config.json')
    writeFileSync(config, JSON.stringify({ WebAssembly: { InitializeTimeoutMs: 60_000 } }))
    const args = ['--config', config, '--timeout', '2000']
    server = await startServer({ plugins: [file], args })
  })

  afterAll(async () => server.stop())

  async function textOf(request: string): Promise<string> {
    const { statusLine, body } = await exchange(server.port, request)
    return `${statusLine}\n${body.toString()}`
  }

  it('answers', async () => {
    const { statusLine, headerLines, body } = await exchange(
      server.port,
      get('/javascript/hello/w%C3%B6rld'),
    )
    expect(statusLine).toBe('HTTP/1.1 200 OK')
    expect(headerLines).toContain('Content-Type: text/plain')
    expect(body.toString()).toBe('Hello wörld!\n')
  })

  it('gets methods, bodies and arguments', async () => {
    expect(await textOf(post('/javascript/echo', 'a body'))).toBe('HTTP/1.1 200 OK\na body')
    expect(await textOf(get('/javascript/echo'))).toMatch(/^HTTP\/1\.1 405 /)
  })

  it('lets the host compress an image', async () => {
    const { body } = await exchange(server.port, get('/javascript/image'))
    expect(body.subarray(1, 4).toString()).toBe('PNG')
  })

  it('receives a code for what the host refuses', async () => {
    expect(await textOf(get('/javascript/refused'))).toBe(
      'HTTP/1.1 200 OK\nthe first answer wins\n',
    )
  })

  it('answers an error that it throws', async () => {
    const text = await textOf(get('/javascript/throw'))
    expect(text).toMatch(/^HTTP\/1\.1 500 /)
    expect(text).toContain('"Details" : "Error: asked to fail"')
  })

  it('is stopped where it loops, and serves again', async () => {
    expect(await textOf(get('/javascript/loop'))).toMatch(/^HTTP\/1\.1 504 /)
    expect(await textOf(get('/javascript/hello/again'))).toContain('Hello again!')
  })
})
