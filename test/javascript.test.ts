import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksComponentize } from './support/componentize.ts'
import { runProgram } from './support/program.ts'
import { exchange, get, post } from './support/raw-http.ts'
import { commandLine, root, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('javascript')

/** The path of a file of that text. */
function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

async function build(source: string, output: string): Promise<string> {
  const line = [commandLine, 'build', source, '-o', join(folder, output)]
  return (await runProgram(folder, process.execPath, ...line)).err
}

describe.skipIf(lacksComponentize())('a plugin in JavaScript', () => {
  let server: RunningServer

  beforeAll(async () => {
    const sample = join(root, 'guest/examples/javascript/plugin.js')
    await build(sample, 'javascript.wasm')
    write('greet.mts', 'export const greet = (name: string): string => `Hello ${name}`\n')
    const text = `import { plugin, route, type Output } from 'orthanc-wasm/javascript'
import { greet } from './greet.mts'
plugin('typed', '1.0')
route('/typed/([^/]*)', (output: Output, { groups }) => output.answer(greet(groups[0]), 'text/plain'))
`
    await build(write('typed.mts', text), 'typed.wasm')
    // Taking 12 MB apart needs 2 s of processor time, which a busy machine may not have within the default limit.
    const config = join(folder, 'config.json')
    writeFileSync(config, JSON.stringify({ WebAssembly: { InitializeTimeoutMs: 60_000 } }))
    const args = ['--config', config, '--timeout', '2000']
    const plugins = ['javascript.wasm', 'typed.wasm'].map((name) => join(folder, name))
    server = await startServer({ plugins, args })
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

  it('may be TypeScript in several files', async () => {
    expect(await textOf(get('/typed/you'))).toBe('HTTP/1.1 200 OK\nHello you')
  })

  it('is stopped where it loops, and serves again', async () => {
    expect(await textOf(get('/javascript/loop'))).toMatch(/^HTTP\/1\.1 504 /)
    expect(await textOf(get('/javascript/hello/again'))).toContain('Hello again!')
  })
})

describe.skipIf(lacksComponentize())('a plugin in JavaScript that does not build', () => {
  it.each([
    ['f(\n', 'wrong.js:2:1: error: Expected `)` but found `EOF`\n    2 |\n      | ^\n'],
    [
      "import './no.js'\n",
      "wrong.js:1:8: error: Could not resolve './no.js' in wrong.js\n    1 | import './no.js'\n      |        ^\n",
    ],
    [
      "throw new Error('too early')\n",
      'wrong.js: error: Error: too early (while the plugin is loaded)\n',
    ],
    [
      '',
      'wrong.js: error: Error: a plugin has to say what it is, with plugin(name, version) (while the plugin is loaded)\n',
    ],
  ])('says why: %j', async (text, message) => {
    write('wrong.js', text)
    expect(await build('wrong.js', 'wrong.wasm')).toBe(message)
  })
})

it('names what to install', async () => {
  const file = write('lacks.js', '')
  const line = [process.execPath, commandLine, 'build', file]
  const result = await runProgram(folder, 'env', '-u', 'ORTHANC_WASM_COMPONENTIZE', ...line)
  expect(result).toEqual({
    code: 1,
    out: '',
    err: expect.stringMatching(
      /^plugins in JavaScript need (\S+): npm install \1@\d+\.\d+\.\d+\n$/,
    ),
  })
})
