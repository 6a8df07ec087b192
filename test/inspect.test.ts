import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand, type Outcome } from './support/command-line.ts'
import { componentOf } from './support/component.ts'
import { sample } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble, assembleText, watOf, type WatPlugin } from './support/wat-plugin.ts'

const folder = temporaryFolder('inspect')

/** Inspects a plugin that is written to a file of that name first. */
async function inspect(
  name: string,
  plugin: Uint8Array | WatPlugin,
  ...options: readonly string[]
): Promise<Outcome> {
  writeFileSync(join(folder, name), ArrayBuffer.isView(plugin) ? plugin : await assemble(plugin))
  return runCommand(['inspect', name, ...options], { cwd: folder })
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
    const { needs, hints } = reportOf(await inspect('caller.wasm', caller, '--json'))
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
    const { code, out } = await inspect('invoke.wasm', invoke)
    expect(code).toBe(0)
    expect(out).toContain('\n  services by number: not known before they are called\n')
    expect(out).not.toContain('hints')
  })

  it('are empty for a plugin that only answers', async () => {
    const { needs, hints } = reportOf(await inspect('plain.wasm', {}, '--json'))
    expect({ needs, hints }).toEqual({ needs: [], hints: [] })
  })
})

describe('a plugin without lock', () => {
  const hint = 'registers callbacks without lock only: may run with "Workers" above 1'

  it('may run with several workers', async () => {
    const outcome = await inspect('free.wasm', lockFree, '--json')
    expect(reportOf(outcome)).toMatchObject({ routes: ['/free'], hints: [hint] })
  })

  it('may not if one route uses the lock', async () => {
    const mixed: WatPlugin = { ...lockFree, routes: [{ pattern: '/locked', answer: 'x' }] }
    const { hints } = reportOf(await inspect('mixed.wasm', mixed, '--json'))
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
    const { code, out, err } = await inspect('broken.wasm', broken)
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
      await inspect('without.wasm', { without: ['malloc'] }, '--json'),
    )
    expect({ problems, name }).toEqual({ problems: ['does not export malloc'], name: null })
  })

  it('name an unsupported feature', async () => {
    const wide = watOf({}).replace('(memory $memory 1)', '(memory $memory i64 1)')
    const { code, err } = await inspect('wide.wasm', await assembleText(wide))
    expect(code).toBe(1)
    expect(err).toBe('wide.wasm: 64-bit memory is not supported\n')
  })

  it('contain the error of a plugin that does not start', async () => {
    const { code, err } = await inspect('no.wasm', { initialize: '(i32.const 5)' })
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
  expect(await inspect('newer.wasm', newer)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^newer\.wasm: OrthancPluginInitialize returned -4: /),
  })
  expect(await inspect('newer.wasm', newer, '--sdk', '1.12.7')).toMatchObject({ code: 0, err: '' })
})

describe('the services of a plugin', () => {
  it('are those of its imports, in a module and in a component', async () => {
    const core = reportOf(await runCommand(['inspect', sample('rest'), '--json']))
    expect(core).toMatchObject({ kind: 'core', callsByNumber: false, problems: [] })
    const file = await componentOf('rest', folder)
    const component = reportOf(await runCommand(['inspect', file, '--json']))
    expect(component).toMatchObject({ kind: 'component', callsByNumber: false })
    for (const { services } of [core, component])
      expect(services.map(({ name }) => name)).toContain('AnswerBuffer')
  })
})
