import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import wabt from 'wabt'
import { messagesOf as withoutFrames } from './support/messages.ts'
import { answers } from '../abi/answers.ts'
import { argumentsOf, returnWasm } from '../abi/emit/signature.ts'
import { functions } from '../abi/functions.ts'
import { kinds } from '../abi/kinds.ts'
import type { FunctionRow } from '../abi/rows.ts'
import { buildRust } from '../guest/build/rust.ts'
import { findRust } from '../guest/build/rust-toolchain.ts'
import { readMultipart } from './support/multipart-reader.ts'
import { runProgram } from './support/program.ts'
import { exchange, get, post } from './support/raw-http.ts'
import { lacksRust } from './support/rust.ts'
import { commandLine, root, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('rust')
const sample = join(root, 'guest/examples/rust/plugin.rs')
const lacksCompiler = await lacksRust()
const longestMs = 120_000

/** Builds with the command line and returns the module's path. */
async function build(name: string, ...args: readonly string[]): Promise<string> {
  const output = join(folder, name)
  const line = [commandLine, 'build', ...args, '-o', output]
  const result = await runProgram(root, process.execPath, ...line)
  if (result.code !== 0) throw new Error(result.err)
  return output
}

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const forms = [
  ['a module', 'module.wasm', []],
  ['a component', 'component.wasm', ['--component']],
] as const

describe.skipIf(lacksCompiler).each(forms)('the sample in Rust as %s', (_, name, options) => {
  let server: RunningServer

  beforeAll(async () => {
    server = await startServer({ plugins: [await build(name, sample, ...options)] })
  }, longestMs)

  afterAll(async () => server.stop())

  async function textOf(request: string): Promise<string> {
    const { statusLine, body } = await exchange(server.port, request)
    return `${statusLine}\n${body.toString()}`
  }

  it('reads paths, groups and arguments', async () => {
    const { headerLines } = await exchange(server.port, get('/rust/hello/x'))
    expect(headerLines).toContain('Set-Cookie: greeted=yes')
    expect(await textOf(get('/rust/hello/w%C3%B6rld?a=1&b=x%20y&b'))).toBe(
      'HTTP/1.1 200 OK\nHello wörld from /rust/hello/wörld\na = 1\nb = x%20y\nb = \n',
    )
    expect(await textOf(post('/rust/hello/x', ''))).toMatch(/^HTTP\/1\.1 405 /)
  })

  it('returns a body with its type', async () => {
    const request = post('/rust/echo', 'a\0body', 'content-TYPE: x/y')
    const { headerLines, body } = await exchange(server.port, request)
    expect(headerLines).toContain('Content-Type: x/y')
    expect(body.toString()).toBe('a\0body')
  })

  it('lets the host compress images, and refuses an invalid quality', async () => {
    const { body } = await exchange(server.port, get('/rust/image'))
    expect(body.subarray(1, 4).toString()).toBe('PNG')
    const photo = await exchange(server.port, get('/rust/photo?quality=50'))
    expect(photo.body.subarray(0, 2).toString('hex')).toBe('ffd8')
    expect(await textOf(get('/rust/photo?quality=x'))).toContain('"OrthancStatus" : 3')
  })

  it('sends several parts', async () => {
    const { type, parts } = readMultipart(await exchange(server.port, get('/rust/parts')))
    expect(type).toContain('multipart/mixed')
    expect(parts.map(({ body }) => body)).toEqual(['first part', '{"part":2}'])
    expect(parts[1]?.headerLines).toContain('Content-Type: application/json')
  })

  it('keeps what its closures captured', async () => {
    expect(await textOf(get('/rust/word/0'))).toContain('zero')
    expect(await textOf(get('/rust/word/2'))).toContain('two')
  })

  it('gets a text that the host made', async () => {
    expect(await textOf(post('/rust/md5', 'hello'))).toContain('5d41402abc4b2a76b9719d911017c592')
  })

  it('says why it refuses', async () => {
    const text = await textOf(get(`/rust/hello/x?long=${'x'.repeat(5000)}`))
    expect(text).toContain('"Details" : "The query is too long"')
  })

  it('loses one request to a panic, whose message is in the log', async () => {
    const text = await textOf(get('/rust/panic'))
    expect(text).toMatch(/^HTTP\/1\.1 500 /)
    expect(text).toMatch(/"Details" : "unreachable in plugin::initialize::\{closure#\d\}/)
    await expect
      .poll(() => server.log())
      .toMatch(/panicked at .*plugin\.rs:\d+:\d+:\\nasked for by \/rust\/panic/)
    expect(await textOf(get('/rust/hello/again'))).toContain('Hello again')
  })
})

/** A plugin whose whole `initialize` is given. */
function plugin(initialize: string, name = '"small"'): string {
  return `use orthanc_wasm::*;
plugin! { name: ${name}, version: "1", initialize: |host: &Host| -> Result {
host.route("/small", |_, _| Ok(()));
${initialize}
Ok(()) } }
`
}

async function messagesOf(name: string, text: string): Promise<readonly string[]> {
  return withoutFrames(await buildRust({ source: write(name, text) }))
}

describe.skipIf(lacksCompiler)('a plugin in Rust', { timeout: longestMs }, () => {
  it('gets a message with the place of its mistake', async () => {
    expect(await messagesOf('wrong.rs', plugin('let a: u32 = missing;'))).toEqual([
      expect.stringMatching(
        `^${relative('', join(folder, 'wrong.rs')).replaceAll('.', String.raw`\.`)}:4:14: error\\[E0425\\]: cannot find value`,
      ),
    ])
  })

  it('gets warnings', async () => {
    const warnings = await messagesOf('odd.rs', plugin('let a = 1;'))
    expect(warnings).toEqual([expect.stringMatching(/odd\.rs:4:5: warning: unused variable/)])
  })

  it('gets a message if it lacks plugin!', async () => {
    const messages = await messagesOf('empty.rs', 'pub fn hello() {}\n')
    expect(messages).toEqual([expect.stringMatching(/empty\.rs: a plugin has to say what it is/)])
  })

  it('gets a message if it registers nothing', async () => {
    const text = plugin('').replace(/^host\.route.*\n/m, 'let _ = host;\n')
    expect(await messagesOf('idle.rs', text)).toEqual([
      expect.stringMatching(/idle\.rs: a plugin has to register what it answers/),
    ])
  })

  it('may have files of its own, and a name that is put together', async () => {
    write('part.rs', 'pub const NAME: &str = "part";\n')
    const text = plugin('host.set_description(part::NAME);', 'concat!("a", "b")')
    expect(await messagesOf('whole.rs', `mod part;\n${text}`)).toEqual([])
  })

  it.each(['@x.rs', '-x.rs'])('may be in a file by the name %s', async (name) => {
    write(name, plugin(''))
    const line = [commandLine, 'build', `./${name}`, '-o', 'named.wasm']
    expect(await runProgram(folder, process.execPath, ...line)).toMatchObject({ code: 0 })
  })

  it('cannot have more closures that capture something than there is room for', async () => {
    const routes = `for number in 0..65 { host.route(&format!("/{number}"), move |output, _| {
      output.answer(number.to_string(), "text/plain"); Ok(()) }); }`
    const file = await build('many.wasm', write('many.rs', plugin(routes)))
    const line = [commandLine, 'serve', file, '--port', '0']
    const { code, err } = await runProgram(root, process.execPath, ...line)
    expect(code).toBe(1)
    expect(err).toContain('64 routes have closures that capture something, no more can')
  })

  it('keeps a handler that fails to start from being served', async () => {
    const file = await build('no.wasm', write('no.rs', plugin('return Err(ErrorCode::Plugin);')))
    const line = [commandLine, 'serve', file, '--port', '0']
    const { err } = await runProgram(root, process.execPath, ...line)
    expect(err).toContain('OrthancPluginInitialize returned 1')
  })
})

describe('without a Rust compiler for WebAssembly', () => {
  it('says what to install', async () => {
    const env = ['ORTHANC_WASM_RUSTC=/nowhere/rustc', process.execPath, commandLine]
    const line = [...env, 'build', sample, '-o', join(folder, 'x.wasm')]
    const result = await runProgram(folder, '/usr/bin/env', ...line)
    expect(result).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^\/nowhere\/rustc cannot: Rust needs the target wasm32-wasip1: rustup target add wasm32-wasip1, or on Debian the packages rustc, .*\n$/,
      ),
    })
  })
})

const cargo = await runProgram(root, 'cargo', '--version').catch(() => ({ code: 1 }))

describe.skipIf(lacksCompiler || cargo.code !== 0)('cargo', () => {
  it(
    'builds the sample',
    async () => {
      const found = await findRust()
      if (typeof found === 'string') throw new Error(found)
      cpSync(join(root, 'guest/rust'), join(folder, 'cargo/rust'), { recursive: true })
      const project = join(folder, 'cargo/examples/rust')
      cpSync(join(root, 'guest/examples/rust'), project, { recursive: true })
      const linker = found.linker === undefined ? [] : [linkerVariable(found.target, found.linker)]
      const env = [`RUSTC=${found.rustc}`, ...linker, `CARGO_HOME=${join(folder, 'cargo/home')}`]
      const line = ['cargo', 'build', '--release', '--offline', '--target', found.target]
      const result = await runProgram(project, '/usr/bin/env', ...env, ...line)
      expect(result).toMatchObject({ code: 0 })
      const module = join(project, 'target', found.target, 'release/plugin.wasm')
      const server = await startServer({ plugins: [module] })
      const { body } = await exchange(server.port, get('/rust/hello/cargo'))
      await server.stop()
      expect(body.toString()).toBe('Hello cargo from /rust/hello/cargo\n')
    },
    longestMs,
  )
})

function linkerVariable(target: string, linker: string): string {
  return `CARGO_TARGET_${target.toUpperCase().replaceAll('-', '_')}_LINKER=${linker}`
}

it('the crate has a wrapper for each function that answers a request', () => {
  const output = readFileSync(join(root, 'guest/rust/src/output.rs'), 'utf8')
  const wrapped = [...output.matchAll(/abi::(OrthancPlugin\w+)\(/g)].map(([, name]) => String(name))
  expect(wrapped.toSorted()).toEqual(Object.keys(answers.functions).toSorted())
})

/** The WebAssembly types of a function of the table. */
function signatureOf(row: FunctionRow): string {
  const parameters = ['i32', ...argumentsOf(row).map(({ field }) => kinds[field.kind].wasm)]
  const result = returnWasm(row)
  return `(param ${parameters.join(' ')})${result === undefined ? '' : ` (result ${result})`}`
}

it.skipIf(lacksCompiler)(
  'the functions of the crate are imports of the types of the table',
  async () => {
    const rows = Object.entries<FunctionRow>(functions)
    const uses = rows.map(([name]) => `abi::${name} as *const ()`)
    const all = `let all = [${uses.join(',\n')}]; host.set_root_uri(&format!("{all:?}"));`
    const result = await buildRust({ source: write('all.rs', plugin(all)) })
    if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
    const toolkit = await wabt()
    const text = toolkit.readWasm(result.wasm, { readDebugNames: false }).toText({})
    const types = new Map(
      [...text.matchAll(/\(type \(;(\d+);\) \(func ?(.*)\)\)/g)].map(([, i, type]) => [i, type]),
    )
    const imports = [...text.matchAll(/\(import "orthanc" "(\w+)" \(func .*\(type (\d+)\)/g)]
    const found = imports.map(([, name, type]) => [name, types.get(type)] as const)
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(rows.map(([name, row]) => [name, signatureOf(row)])),
    )
  },
  longestMs,
)
