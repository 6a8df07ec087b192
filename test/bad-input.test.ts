import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orthancWasm, runCommand } from './support/command-line.ts'
import { exchange, get } from './support/raw-http.ts'
import { startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble, assembleText, loop, watOf, type WatPlugin } from './support/wat-plugin.ts'

const folder = temporaryFolder('bad-input')
const fileOf = (name: string): string => join(folder, `${name}.wasm`)

const plugin: WatPlugin = { name: 'good', routes: [{ pattern: '/good', answer: 'good' }] }
const whole = await assemble(plugin)
const bytes = (...values: readonly number[]): Promise<Uint8Array> =>
  Promise.resolve(Uint8Array.from(values))
const text = (content: string): Promise<Uint8Array> => Promise.resolve(Buffer.from(content))

/** A good module with one piece of its text replaced. */
function replaceIn(piece: string, by: string): Promise<Uint8Array> {
  const wat = watOf(plugin)
  if (!wat.includes(piece)) throw new Error(`the module lacks ${piece}`)
  return assembleText(wat.replace(piece, by))
}

const flipped = Uint8Array.from(whole, (byte, i) => (i >= 40 && i < 80 ? byte ^ 0xff : byte))
const allExports =
  'OrthancPluginInitialize, OrthancPluginFinalize, OrthancPluginGetName, OrthancPluginGetVersion, malloc, free, memory'
const asciiNames = `(import "orthanc" "OrthancPluginTeleport" (func)) (import "orthanc" "__proto__" (func))
  (import "wasi_snapshot_preview1" "fd_fly" (func)) (import "constructor" "toString" (func))
  (import "env" "\\1b[31m\\09red" (func))`

/** Files that are refused, each with the reason that is reported. */
const refused = [
  ['empty', 'the file is empty', text('')],
  ['text', 'not a WebAssembly module', text('this is text')],
  ['elf', 'not a WebAssembly module', text('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0')],
  ['half-header', 'not a WebAssembly module', bytes(0, 0x61, 0x73, 0x6d, 1, 0)],
  ['later-version', 'not a WebAssembly module', bytes(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0)],
  [
    'component',
    'not a component of the world orthanc:plugin/plugin@1.12.3: it does not export name, version, initialize, finalize, handle',
    bytes(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0),
  ],
  [
    'header-only',
    `does not export ${allExports}, __indirect_function_table or table`,
    bytes(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
  ],
  [
    'truncated',
    'not a valid WebAssembly module: it is cut short',
    Promise.resolve(whole.subarray(0, -20)),
  ],
  [
    'endless-section',
    'not a valid WebAssembly module: it is cut short',
    bytes(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0x0f),
  ],
  [
    'trailing-garbage',
    'not a valid WebAssembly module: it is cut short',
    Promise.resolve(Buffer.concat([whole, Buffer.from('garbage after the end')])),
  ],
  [
    'flipped',
    expect.stringMatching(/^not a valid WebAssembly module: ./),
    Promise.resolve(flipped),
  ],
  ['no-free', 'does not export free', assemble({ without: ['free'] })],
  [
    'no-memory-no-table',
    'does not export memory, __indirect_function_table or table',
    assemble({ without: ['memory', 'table'] }),
  ],
  [
    'memory-is-a-function',
    'does not export memory',
    assemble({ without: ['memory'], extra: '(func (export "memory"))' }),
  ],
  [
    'unknown-imports',
    'imports what this host does not have: orthanc.OrthancPluginTeleport, orthanc.__proto__, ' +
      'wasi_snapshot_preview1.fd_fly, constructor.toString, env.\\u001b[31m\\tred',
    assemble({ imports: asciiNames }),
  ],
  [
    'imported-global',
    'imports what this host does not have: env.abort (a global)',
    assemble({ imports: '(import "env" "abort" (global i32))' }),
  ],
  [
    'start-traps',
    expect.stringMatching(/^unreachable in /),
    assemble({ extra: '(func $s unreachable) (start $s)' }),
  ],
  [
    'reactor-traps',
    expect.stringMatching(/^unreachable in /),
    assemble({ extra: '(func (export "_initialize") unreachable)' }),
  ],
  [
    'initialize-traps',
    expect.stringMatching(/^unreachable in /),
    assemble({ initialize: 'unreachable' }),
  ],
  ['name-traps', expect.stringMatching(/^unreachable in /), assemble({ getName: 'unreachable' })],
  [
    'initialize-exits',
    expect.stringMatching(/^exit\(0\)/),
    assemble({
      imports: '(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))',
      initialize: '(call $exit (i32.const 0)) (i32.const 0)',
    }),
  ],
  [
    'initialize-fails',
    'OrthancPluginInitialize returned 7: Accessing an inexistent item',
    assemble({
      name: 'initialize-fails',
      routes: [{ pattern: '/good', answer: 'of a plugin that was refused' }],
      initialize: '(i32.const 7)',
    }),
  ],
  [
    'initialize-fails-negative',
    'OrthancPluginInitialize returned -1: Internal error',
    assemble({ initialize: '(i32.const -1)' }),
  ],
  [
    'initialize-takes-i64',
    expect.stringMatching(/./),
    replaceIn('(func $initialize (param i32)', '(func $initialize (param i64)'),
  ],
  [
    'name-null',
    'OrthancPluginGetName: NULL pointer, 1 bytes needed',
    assemble({ getName: '(i32.const 0)' }),
  ],
  [
    'name-outside',
    "OrthancPluginGetName: [4294967295, 4294967296) is outside the plugin's memory of 65536 bytes",
    assemble({ getName: '(i32.const -1)' }),
  ],
  ['name-empty', 'OrthancPluginGetName returned an empty name', assemble({ name: '' })],
  [
    'name-without-end',
    'OrthancPluginGetName: string without a NUL before the end of memory',
    assemble({ getName: '(i32.const 0xfff8)', extra: '(data (i32.const 0xfff8) "aaaaaaaa")' }),
  ],
  [
    'invalid-route',
    'route /a(b: a ( without its ) (at byte 4)',
    assemble({
      name: 'invalid-route',
      routes: [
        { pattern: '/sibling', answer: 'of a plugin that was refused' },
        { pattern: '/a(b', answer: 'x' },
      ],
    }),
  ],
  [
    'large-memory',
    'initial memory of 312.5 MiB, at most 256 MiB allowed (MemoryMiB)',
    assemble({ memory: '5000' }),
  ],
  [
    'large-table',
    'a table of 2000000 entries, at most 1000000 allowed (MaxTableEntries)',
    replaceIn('(table $table 1 funcref)', '(table $table 2000000 funcref)'),
  ],
  ['shared-memory', 'shared memory is not supported', assemble({ memory: '1 2 shared' })],
  [
    'memory64',
    '64-bit memory is not supported',
    replaceIn('(memory $memory 1)', '(memory $memory i64 1)'),
  ],
  ['two-memories', 'several memories are not supported', assemble({ extra: '(memory $other 1)' })],
] as const

const loops = [
  ['start-loops', assemble({ name: 'a', extra: `(func $s ${loop}) (start $s)` })],
  ['initialize-loops', assemble({ name: 'b', initialize: loop })],
  ['name-loops', assemble({ name: 'c', getName: loop })],
] as const

/** Files that are served, in part. */
const served = [
  ['good', Promise.resolve(whole)],
  ['second', assemble({ name: 'good', routes: [{ pattern: '/second', answer: 'second' }] })],
  [
    'back-reference',
    assemble({
      name: 'back-reference',
      routes: [
        { pattern: '/(a)\\1', answer: 'x' },
        { pattern: '/neighbour', answer: 'served' },
      ],
    }),
  ],
  [
    'control',
    assemble({
      name: '\u001b[31mred\nname',
      routes: [{ pattern: '/control', body: '(unreachable)' }],
    }),
  ],
  ['prototype', assemble({ name: '__proto__', routes: [{ pattern: '/proto', answer: 'proto' }] })],
  [
    'other-types',
    assemble({
      name: 'other-types',
      imports: '(import "orthanc" "OrthancPluginSetCookie" (func $cookie (param i64 f64)))',
      routes: [
        { pattern: '/other', body: '(call $cookie (i64.const -1) (f64.const nan)) (i32.const 0)' },
      ],
    }),
  ],
  ['finalize-traps', assemble({ name: 'finalize-traps', finalize: 'unreachable' })],
] as const

beforeAll(async () => {
  for (const [name, , content] of refused) writeFileSync(fileOf(name), await content)
  for (const [name, content] of [...loops, ...served]) writeFileSync(fileOf(name), await content)
  writeFileSync(
    join(folder, 'impatient.json'),
    JSON.stringify({ WebAssembly: { InitializeTimeoutMs: 500 } }),
  )
})

describe('a file that cannot be served', () => {
  it.each(refused)('is named in one line by inspect, which ends with 1 (%s)', async (name) => {
    const outcome = await runCommand(['inspect', `${name}.wasm`], { cwd: folder })
    expect(outcome).toMatchObject({
      code: 1,
      err: expect.stringMatching(new RegExp(`^${name}\\.wasm: [^\\n]+\\n$`)),
    })
  })

  it('makes serve end with 1 if no other plugin is left', () => {
    const files = ['empty', 'flipped', 'name-traps'].map(fileOf)
    expect(orthancWasm(['serve', ...files, '--port', '0'])).toMatchObject({ code: 1, out: '' })
  })

  it('is one event where logs are JSON', () => {
    const args = ['serve', 'empty.wasm', '--log-format', 'json']
    const { code, err } = orthancWasm(args, { cwd: folder })
    expect(code).toBe(1)
    expect(JSON.parse(err)).toMatchObject({
      level: 'error',
      message: 'empty.wasm: the file is empty',
    })
  })
})

describe('a line break that a plugin wrote', () => {
  it.each([
    [
      'the name of an import',
      assemble({ imports: '(import "env" "a\\0aforged.wasm: is fine" (func))' }),
    ],
    ['a route', assemble({ routes: [{ pattern: '/(\nforged.wasm: is fine', answer: 'x' }] })],
  ])('is escaped in the reason (%s)', async (_, content) => {
    writeFileSync(fileOf('forging'), await content)
    const { err } = orthancWasm(['serve', 'forging.wasm'], { cwd: folder })
    expect(err).toMatch(/^\S+Z error forging\.wasm: [^\n]*\\nforged\.wasm[^\n]*\n$/)
  })
})

describe('a plugin that loops while it starts', () => {
  it('is refused at the deadline', () => {
    const files = loops.map(([name]) => `${name}.wasm`)
    const { code, out, err } = orthancWasm(['serve', ...files, '--config', 'impatient.json'], {
      cwd: folder,
    })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.replaceAll(/^\S+Z error /gm, '').split('\n')).toEqual([
      'start-loops.wasm: it did not start within 500 ms (load and OrthancPluginInitialize)',
      'initialize-loops.wasm: it did not start within 500 ms (load and OrthancPluginInitialize)',
      'name-loops.wasm: it did not start within 500 ms (load and OrthancPluginInitialize)',
      '',
    ])
  })

  it('does not keep the others from being served', async () => {
    const server = await startServer({
      plugins: [fileOf('initialize-loops'), fileOf('good')],
      args: ['--config', join(folder, 'impatient.json'), '--skip-refused'],
    })
    expect((await exchange(server.port, get('/good'))).body.toString()).toBe('good')
    expect(await server.stop()).toBe(0)
  })
})

describe('next to plugins that are refused', () => {
  let server: RunningServer
  let exitCode: Promise<number | null> | undefined

  beforeAll(async () => {
    server = await startServer({
      plugins: [...refused, ...served].map(([name]) => fileOf(name)),
      args: ['--skip-refused'],
    })
  })

  afterAll(() => exitCode ?? server.stop())

  const bodyOf = async (path: string): Promise<string> =>
    (await exchange(server.port, get(path))).body.toString()

  it('a good one is served', async () => {
    expect(await bodyOf('/good')).toBe('good')
  })

  it.each(refused)('%s is named with its reason, in one line of standard error', (name, reason) => {
    const start = ` error ${fileOf(name)}: `
    const lines = server
      .log()
      .split('\n')
      .flatMap((line) => line.split(start).slice(1))
    expect(lines).toEqual([reason])
  })

  it.each(['flipped', 'memory64', 'two-memories', 'trailing-garbage'])(
    '%s has the same reason as in inspect',
    async (name) => {
      const { err } = await runCommand(['inspect', fileOf(name)])
      await expect.poll(() => server.log()).toContain(err)
    },
  )

  it('routes of refused plugins do not exist', async () => {
    expect((await exchange(server.port, get('/sibling'))).statusLine).toMatch(/ 404 /)
  })

  it('the second one of a name is refused, and the first one is served', async () => {
    await expect
      .poll(() => server.log())
      .toContain(
        `${fileOf('second')}: another plugin has the name good already: ${fileOf('good')}\n`,
      )
    expect((await exchange(server.port, get('/second'))).statusLine).toMatch(/ 404 /)
    expect(await bodyOf('/good')).toBe('good')
  })

  it('a route that takes more than linear time is left out alone, with a log line', async () => {
    await expect
      .poll(() => server.log())
      .toMatch(/^\S+ warning \[back-reference\] route \/\(a\)\\1 is left out: a back-reference$/m)
    expect((await exchange(server.port, get('/aa'))).statusLine).toMatch(/ 404 /)
    expect(await bodyOf('/neighbour')).toBe('served')
  })

  it('one with control characters in its name has them escaped in the log', async () => {
    await exchange(server.port, get('/control'))
    await expect
      .poll(() => server.log())
      .toMatch(/^\S+ error \[\\u001b\[31mred\\nname\] \(\S+\) GET \/control: unreachable/m)
  })

  it('one with the name of a prototype is served', async () => {
    expect(await bodyOf('/proto')).toBe('proto')
  })

  it('one that imports a function with other types gets an error of the call', async () => {
    const { statusLine } = await exchange(server.port, get('/other'))
    expect(statusLine).toBe('HTTP/1.1 500 Internal Server Error')
    expect(await bodyOf('/good')).toBe('good')
  })

  it('one that traps in Finalize does not keep the process from ending with 0', async () => {
    exitCode = server.stop()
    expect(await exitCode).toBe(0)
    await expect
      .poll(() => server.log())
      .toMatch(/ error \[finalize-traps\] OrthancPluginFinalize: unreachable/)
  })
})
