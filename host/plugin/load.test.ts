import { beforeAll, expect, it } from 'vitest'
import wabt from 'wabt'
import { PluginLoadError } from '../exchange/errors.ts'
import { loadModule } from './load.ts'

const limits = { memoryPages: 16, tableEntries: 100 }

let assemble: (text: string) => Uint8Array<ArrayBuffer>

beforeAll(async () => {
  const toolkit = await wabt()
  assemble = (text) => new Uint8Array(toolkit.parseWat('test.wat', text).toBinary({}).buffer)
})

/** All required exports, except those in `without`. */
function pluginWithout(...names: string[]): string {
  const parts = new Map([
    ['memory', '(memory (export "memory") 1)'],
    ['table', '(table (export "table") 1 funcref)'],
    ['malloc', '(func (export "malloc") (param i32) (result i32) i32.const 0)'],
    ['free', '(func (export "free") (param i32))'],
    [
      'OrthancPluginInitialize',
      '(func (export "OrthancPluginInitialize") (param i32) (result i32) i32.const 0)',
    ],
    ['OrthancPluginFinalize', '(func (export "OrthancPluginFinalize"))'],
    ['OrthancPluginGetName', '(func (export "OrthancPluginGetName") (result i32) i32.const 0)'],
    [
      'OrthancPluginGetVersion',
      '(func (export "OrthancPluginGetVersion") (result i32) i32.const 0)',
    ],
  ])
  for (const name of names) parts.delete(name)
  return [...parts.values()].join('\n')
}

function reasonsOf(bytes: Uint8Array<ArrayBuffer>): readonly string[] {
  try {
    loadModule(bytes, limits)
    return []
  } catch (error) {
    if (error instanceof PluginLoadError) return error.reasons
    throw error
  }
}

it('accepts a plugin that exports everything and imports what the host has', () => {
  const imports = `
    (import "orthanc" "OrthancPluginAnswerBuffer" (func (param i32 i32 i32 i32 i32)))
    (import "orthanc" "OrthancPluginInvokeService" (func (param i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
    (import "env" "__syscall_unlinkat" (func (param i32 i32 i32) (result i32)))
    (import "env" "abort" (func (param i32 i32 i32 i32)))`
  expect(reasonsOf(assemble(`(module ${imports} ${pluginWithout()})`))).toEqual([])
})

it.each([
  'memory',
  'malloc',
  'free',
  'OrthancPluginInitialize',
  'OrthancPluginFinalize',
  'OrthancPluginGetName',
  'OrthancPluginGetVersion',
])('names the missing export %s', (name) => {
  expect(reasonsOf(assemble(`(module ${pluginWithout(name)})`))).toEqual([
    `does not export ${name}`,
  ])
})

it('names all missing exports, and either name of the table', () => {
  expect(reasonsOf(assemble(`(module ${pluginWithout('table', 'free')})`))).toEqual([
    'does not export free, __indirect_function_table or table',
  ])
})

it.each([
  ['orthanc', 'OrthancPluginNoSuchFunction', '(func)'],
  ['orthanc', '__proto__', '(func)'],
  ['orthanc', 'constructor', '(func)'],
  ['wasi_snapshot_preview1', 'fd_teleport', '(func)'],
  ['somewhere', 'else', '(func)'],
])('names the unknown import %s.%s', (module, name, kind) => {
  const text = `(module (import "${module}" "${name}" ${kind}) ${pluginWithout()})`
  expect(reasonsOf(assemble(text))).toEqual([
    `imports what this host does not have: ${module}.${name}`,
  ])
})

it.each(['(global i32)', '(table 1 funcref)'])('refuses the import of a %s', (kind) => {
  const text = `(module (import "env" "abort" ${kind}) ${pluginWithout()})`
  expect(reasonsOf(assemble(text))[0]).toMatch(/env\.abort \(a (global|table)\)/)
})

it('lists the first fifty unknown names and counts the rest', () => {
  const imports = Array.from({ length: 60 }, (_, i) => `(import "orthanc" "F${i}" (func))`)
  const [reason] = reasonsOf(assemble(`(module ${imports.join('')} ${pluginWithout()})`))
  expect(reason).toContain('orthanc.F49 and 10 more')
  expect(reason).not.toContain('orthanc.F50')
})

it.each([
  ['an empty file', [], 'the file is empty'],
  ['another format', [...Buffer.from('%PDF-1.7 and more')], 'not a WebAssembly module'],
  ['a component', [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0], 'components are not supported yet'],
  [
    'a section that claims more than the file holds',
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0x0f],
    'not a valid WebAssembly module: it is cut short',
  ],
])('says what is wrong with %s', (_, bytes, reason) => {
  expect(reasonsOf(Uint8Array.from(bytes))).toEqual([reason])
})
