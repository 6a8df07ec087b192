import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cCompilers } from './support/c-compilers.ts'
import { orthancWasm, type Outcome } from './support/command-line.ts'
import { componentOf } from './support/component.ts'
import { runProgram } from './support/program.ts'
import { commandLine, root, sample } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble, assembleText, watOf, type WatPlugin } from './support/wat-plugin.ts'

const folder = temporaryFolder('inspect')

/** Inspects a module that is written to a file of that name first. */
function inspect(name: string, module: Uint8Array, ...options: readonly string[]): Outcome {
  writeFileSync(join(folder, name), module)
  return orthancWasm(['inspect', name, ...options], { cwd: folder })
}

interface Report {
  readonly name: string | null
  readonly kind: string
  readonly services: readonly { readonly name: string }[]
  readonly callsByNumber: boolean
  readonly needs: readonly object[]
  readonly hints: readonly string[]
  readonly problems: readonly string[]
  readonly routes: readonly string[]
}

function reportOf({ out, err }: Outcome): Report {
  if (out === '') throw new Error(err)
  return JSON.parse(out)
}

const importOf = (name: string, type = '(param i32 i32 i32) (result i32)'): string =>
  `(import "orthanc" "OrthancPlugin${name}" (func $${name} ${type}))`

/** Registers one route that asks for no lock. */
const lockFree: WatPlugin = {
  imports: importOf('RegisterRestCallbackNoLock', '(param i32 i32 i32)'),
  initialize: `(call $RegisterRestCallbackNoLock (i32.const 1) (i32.const 2048) (i32.const 0))
    (i32.const 0)`,
  extra: String.raw`(data (i32.const 2048) "/free\00")`,
}

describe('the needs of a plugin', () => {
  const caller: WatPlugin = {
    name: 'caller',
    imports: `${importOf('RestApiGet')} ${importOf('LookupStudy', '(param i32 i32) (result i32)')}`,
  }

  it('are shown as the entry of the configuration', async () => {
    const { needs, hints } = reportOf(inspect('caller.wasm', await assemble(caller), '--json'))
    const functions = ['OrthancPluginLookupStudy', 'OrthancPluginRestApiGet']
    expect(needs).toEqual([{ key: 'RestApi', functions }])
    expect(hints).toEqual([
      `to call ${functions.join(', ')} it needs "WebAssembly": {"Plugins": {"caller": {"Allow": {"RestApi": […]}}}}`,
    ])
  })

  it('are unknown for services that are called by number', async () => {
    const invoke: WatPlugin = {
      imports: importOf('InvokeService'),
      extra: `(func (result i32)
        (call $InvokeService (i32.const 1) (i32.const 18) (i32.const 0)))`,
    }
    const { code, out } = inspect('invoke.wasm', await assemble(invoke))
    expect(code).toBe(0)
    expect(out).toContain('\n  services by number: not known before they are called\n')
    expect(out).not.toContain('hints')
  })

  it('are empty for a plugin that only answers', async () => {
    const { needs, hints } = reportOf(inspect('plain.wasm', await assemble({}), '--json'))
    expect({ needs, hints }).toEqual({ needs: [], hints: [] })
  })
})

describe('a plugin without lock', () => {
  const hint = 'registers callbacks without lock only: may run with "Workers" above 1'

  it('may run with several workers', async () => {
    const outcome = inspect('free.wasm', await assemble(lockFree), '--json')
    expect(reportOf(outcome)).toMatchObject({ routes: ['/free'], hints: [hint] })
  })

  it('may not if one route uses the lock', async () => {
    const mixed: WatPlugin = { ...lockFree, routes: [{ pattern: '/locked', answer: 'x' }] }
    const { hints } = reportOf(inspect('mixed.wasm', await assemble(mixed), '--json'))
    expect(hints).toEqual([])
  })
})

describe('the problems of a plugin', () => {
  it('are listed in one message', async () => {
    const broken: WatPlugin = {
      memory: '5000',
      imports: '(import "env" "one" (func)) (import "wasi_snapshot_preview1" "sock_open" (func))',
      without: ['free', 'OrthancPluginFinalize'],
    }
    const { code, out, err } = inspect('broken.wasm', await assemble(broken))
    expect(code).toBe(1)
    expect(out).toContain('    env.one unknown\n')
    expect(err).toBe(
      'broken.wasm: initial memory of 312.5 MiB, at most 256 MiB allowed (MemoryMiB); ' +
        'imports what this host does not have: env.one, wasi_snapshot_preview1.sock_open; ' +
        'does not export OrthancPluginFinalize, free\n',
    )
  })

  it('are a list in JSON', async () => {
    const { problems, name } = reportOf(
      inspect('without.wasm', await assemble({ without: ['malloc'] }), '--json'),
    )
    expect({ problems, name }).toEqual({ problems: ['does not export malloc'], name: null })
  })

  it('name an unsupported feature', async () => {
    const wide = watOf({}).replace('(memory $memory 1)', '(memory $memory i64 1)')
    const { code, err } = inspect('wide.wasm', await assembleText(wide))
    expect(code).toBe(1)
    expect(err).toBe('wide.wasm: 64-bit memory is not supported\n')
  })

  it('contain the error of a plugin that does not start', async () => {
    const { code, err } = inspect('no.wasm', await assemble({ initialize: '(i32.const 5)' }))
    expect(code).toBe(1)
    expect(err).toMatch(/^no\.wasm: OrthancPluginInitialize returned 5: [^\n]+\n$/)
  })
})

it('follows the version of --sdk', async () => {
  // Starts only if the last digit of the version is a 7.
  const newer: WatPlugin = {
    initialize: `(i32.sub (i32.load8_u offset=5 (global.get $version)) (i32.const ${'7'.charCodeAt(0)}))`,
    extra: `(global $version (mut i32) (i32.const 0))
      (func (export "orthanc_wasm_context") (param i32) (result i32)
        (global.set $version (local.get 0))
        (i32.const 1))`,
  }
  const module = await assemble(newer)
  expect(inspect('newer.wasm', module)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^newer\.wasm: OrthancPluginInitialize returned -4: /),
  })
  expect(inspect('newer.wasm', module, '--sdk', '1.12.7')).toMatchObject({ code: 0, err: '' })
})

describe('the services of a plugin', () => {
  it('are those of its imports, in a module and in a component', async () => {
    const core = reportOf(orthancWasm(['inspect', sample('rest'), '--json']))
    expect(core).toMatchObject({ kind: 'core', callsByNumber: false, problems: [] })
    const file = await componentOf('rest', folder)
    const component = reportOf(orthancWasm(['inspect', file, '--json']))
    expect(component).toMatchObject({ kind: 'component', callsByNumber: false })
    for (const { services } of [core, component])
      expect(services.map(({ name }) => name)).toContain('AnswerBuffer')
  })

  // npm's takes long to start.
  const compiler = cCompilers.findLast(({ missing }) => !missing)

  it.skipIf(compiler === undefined)(
    'are called by number in C',
    async () => {
      const source = join(root, 'guest/examples/basic/basic.c')
      const file = join(folder, 'basic.wasm')
      const line = [commandLine, 'build', source, '-o', file]
      const built = await runProgram(root, process.execPath, ...line, ...(compiler?.args ?? []))
      expect(built).toMatchObject({ code: 0 })
      const report = reportOf(orthancWasm(['inspect', file, '--json']))
      expect(report).toMatchObject({
        services: [],
        callsByNumber: true,
        routes: expect.arrayContaining(['/basic/md5']),
      })
    },
    180_000,
  )
})
