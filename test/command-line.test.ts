import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { orthancWasm, runCommand } from './support/command-line.ts'
import { portOf } from './support/port.ts'
import { sample, ServeProcess } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble } from './support/wat-plugin.ts'

const folder = temporaryFolder('command-line')
const inFolder = { cwd: folder }
const plugin = join(folder, 'empty.wasm')

beforeAll(async () => {
  writeFileSync(plugin, await assemble({ name: 'empty' }))
  writeFileSync(join(folder, 'text.wasm'), 'this is text')
  writeFileSync(join(folder, 'wrong.json'), '{\n  "HttpPort": "8042"\n}')
  writeFileSync(join(folder, 'wrong.ts'), 'export function f(): i32 { return "a" }')
})

describe('the name of a file with a line break', () => {
  const name = 'a\n\u001b[2Jb'
  const shown = String.raw`a\n\u001b[2Jb`

  it.each([
    ['build', [`${name}.c`], `${shown}.c: file not found`],
    ['build', [`${name}.txt`], `${shown}.txt: expected a plugin in AssemblyScript`],
    ['serve', ['--config', name], `${shown}: file not found`],
    ['serve', ['--port', name], `option '--port <n>' argument '${shown}' is invalid`],
    ['inspect', [`${name}.wasm`], `${shown}.wasm: file not found`],
    ['fuzz', [`${name}.wasm`], `${shown}.wasm: file not found`],
    ['fuzz', ['--replay', name], `${shown}: file not found`],
    ['new', [name], `${shown}: not a name for a plugin`],
  ])('is written by %s %j in one line', async (command, args, message) => {
    const { out, err } = await runCommand([command, ...args], inFolder)
    const lines = err.split('\n').filter((line) => !line.startsWith('seed '))
    expect({ out, lines: lines.length }).toEqual({ out: '', lines: 2 })
    expect(err).toContain(message)
  })

  it('is written by serve in one line', () => {
    const { out, err } = orthancWasm(['serve', `${name}.wasm`], inFolder)
    const line = err.replace(/^\S+Z /, '')
    expect({ out, line }).toEqual({
      out: '',
      line: `error ${shown}.wasm: file not found\n`,
    })
  })

  it('is one event where logs are JSON', () => {
    const { err } = orthancWasm(['serve', `${name}.wasm`, '--log-format', 'json'], inFolder)
    expect(JSON.parse(err)).toMatchObject({ message: `${name}.wasm: file not found` })
  })
})

describe('help and version', () => {
  it('are written to standard output', () => {
    const help = orthancWasm(['serve', '--help'])
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toMatch(/^Usage: orthanc-wasm serve /)
    expect(orthancWasm(['--version'])).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    })
  })
})

describe('wrong usage', () => {
  it('is the exit code 2 of the process', () => {
    const { code, out, err } = orthancWasm(['paint'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain("unknown command 'paint'")
  })

  it.each([
    ['', 'Usage: orthanc-wasm'],
    ['built', "unknown command 'built'\n(Did you mean build?)\n"],
    ['serve', 'no plugin to serve: name a plugin.wasm'],
    ['serve a.ts', 'a.ts: a source, not a plugin: build and serve it with orthanc-wasm dev a.ts'],
    ['dev a.txt', 'a.txt: expected a plugin in AssemblyScript'],
    ['build a.txt', 'a.txt: expected a plugin in AssemblyScript'],
    ['build a.cpp --clang clang', 'a.cpp is compiled by Emscripten; leave out --clang'],
    ['build a.ts b.c', 'a.ts b.c: a plugin is in one language'],
    ['build a.ts --clang clang', '--clang is for plugins in C'],
    ['build a.ts -- -O3', '-- FLAGS is for plugins in C and C++'],
    ['build -- -O3', "missing required argument 'source'"],
    ['build a.c b.c -o b.c', 'b.c: the output would replace the source'],
  ])('%s ends with 2', async (line, message) => {
    const { code, out, err } = await runCommand(line.split(' ').filter(Boolean), inFolder)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})

describe('a wrong configuration', () => {
  it('ends with 2 and names file, line and key', async () => {
    expect(await runCommand(['serve', plugin, '--config', 'wrong.json'], inFolder)).toEqual({
      code: 2,
      out: '',
      err: 'wrong.json:2: "HttpPort": expected a number, found a string\n',
    })
  })

  it('is a log line where logs are JSON', async () => {
    const args = ['serve', plugin, '--config', 'no.json', '--log-format', 'json']
    const { code, err } = await runCommand(args, inFolder)
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({
      level: 'error',
      message: 'no.json: file not found',
    })
  })

  it('shows a stack only with --verbose', async () => {
    const args = ['serve', plugin, '--config', 'no.json']
    expect((await runCommand(args, inFolder)).err).toBe('no.json: file not found\n')
    expect((await runCommand([...args, '--verbose'], inFolder)).err).toMatch(/\n {4}at /)
  })
})

describe('build', () => {
  it('says where the source is wrong', async () => {
    const { code, out, err } = await runCommand(['build', 'wrong.ts'], inFolder)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^wrong\.ts:1:35: error AS2322: .*\n +1 \| .*\n +\| +\^~~\n$/)
    expect(existsSync(join(folder, 'wrong.wasm'))).toBe(false)
  })

  it.each([
    ['no.ts', 'no.ts: file not found'],
    ['no.c', 'no.c: file not found'],
  ])('cannot compile %s', async (source, message) => {
    const { code, err } = await runCommand(['build', source], inFolder)
    expect(code).toBe(1)
    expect(err).toContain(message)
  })
})

describe('serve', () => {
  it('names each plugin that it refuses', () => {
    const { code, out, err } = orthancWasm(
      ['serve', 'no.wasm', 'text.wasm', '--port', '0'],
      inFolder,
    )
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^\S+Z error no\.wasm: .*\n/m)
    expect(err).toMatch(/^\S+Z error text\.wasm: .*\n/m)
  })

  it('serves nothing if one plugin is missing, unless it may skip that one', async () => {
    const args = ['serve', plugin, 'no.wasm', '--port', '0']
    const { code, out, err } = orthancWasm(args, inFolder)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^\S+Z error no\.wasm: .*\nnothing is served, as plugins are missing/m)
    using server = new ServeProcess([plugin, 'no.wasm', '--port', '0', '--skip-refused'])
    expect((await fetch(`${await server.url()}/none`)).status).toBe(404)
  })

  it('reports with --check what would be served, and does not listen', async () => {
    const { code, out, err } = await runCommand(['serve', sample('hello'), '--check'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(
      /^Would listen on http:\/\/127\.0\.0\.1:8042 without authentication\nPlugin hello, version .+\n {2}\/hello/,
    )
  })

  it('reports with --check every problem', async () => {
    const missing = await runCommand(['serve', plugin, 'no.wasm', 'none.wasm', '--check'], inFolder)
    expect({ code: missing.code, out: missing.out }).toEqual({ code: 1, out: '' })
    expect(missing.err).toMatch(/error no\.wasm: .*\n.*error none\.wasm: /)
    writeFileSync(join(folder, 'wrong.json'), '{"HttpPort": true,\n"KeepAlive": 1}')
    const wrong = await runCommand(['serve', '--config', 'wrong.json', '--check'], inFolder)
    expect(wrong.code).toBe(2)
    expect(wrong.err.split('\n')).toHaveLength(3)
  })

  it('says that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = portOf(other)
    const server = new ServeProcess([plugin, '--port', String(port)])
    await expect(server.url()).rejects.toThrow(
      `port ${port} on 127.0.0.1 is in use: choose another one with --port`,
    )
    expect(server.process.exitCode).toBe(1)
    other.close()
  })

  it.each([[['SIGTERM']], [['SIGINT']], [['SIGINT', 'SIGINT']]] as const)(
    'prints one line and ends with 0 after %s',
    async (signals) => {
      using server = new ServeProcess([plugin, '--port', '0'])
      const url = await server.url()
      expect((await fetch(`${url}/none`)).status).toBe(404)
      expect(await server.stop(...signals)).toBe(0)
      expect(server.out).toMatch(/^Listening on http:\/\/127\.0\.0\.1:\d+\n$/)
    },
  )

  it('continues when the reader of its logs has left', async () => {
    using server = new ServeProcess([plugin, '--port', '0', '--verbose'])
    server.process.stderr.destroy()
    const url = await server.url()
    for (let i = 0; i < 3; i++) expect((await fetch(`${url}/none`)).status).toBe(404)
    expect(await server.stop('SIGTERM')).toBe(0)
  })
})

describe('inspect', () => {
  it('prints one object', async () => {
    const { code, out, err } = await runCommand(['inspect', plugin, '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      name: 'empty',
      version: '1.0',
      kind: 'core',
      imports: expect.arrayContaining([expect.objectContaining({ module: 'orthanc' })]),
      memory: { initialPages: 1 },
      routes: [],
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('prints text without --json', () => {
    expect(orthancWasm(['inspect', 'empty.wasm'], inFolder).out).toMatch(
      /^empty\.wasm\n {2}name {5}empty\n {2}version {2}1\.0\n/,
    )
  })

  it('says why a plugin cannot be served', async () => {
    const { code, err } = await runCommand(['inspect', 'text.wasm'], inFolder)
    expect(code).toBe(1)
    expect(err).toMatch(/^text\.wasm: ./)
  })

  it('names a file that is missing', async () => {
    expect(await runCommand(['inspect', 'no.wasm'], inFolder)).toEqual({
      code: 1,
      out: '',
      err: 'no.wasm: file not found\n',
    })
  })
})
