import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import wabt from 'wabt'
import { runs } from '../../test/support/images.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { readInterface } from './module-interface.ts'

let assemble: (wat: string) => Uint8Array<ArrayBuffer>

beforeAll(async () => {
  const toolkit = await wabt()
  assemble = (wat) =>
    new Uint8Array(
      toolkit.parseWat('test.wat', wat, { exceptions: true, simd: true }).toBinary({}).buffer,
    )
})

/** Imports and exports as V8 reads them, and as `readInterface` does. */
function readBoth(bytes: Uint8Array<ArrayBuffer>) {
  const module = new WebAssembly.Module(bytes)
  const { imports, exports } = readInterface(bytes)
  return {
    expected: [WebAssembly.Module.imports(module), WebAssembly.Module.exports(module)],
    found: [imports.map(({ module: from, name, kind }) => ({ module: from, name, kind })), exports],
  }
}

const types = [
  '(func (param i32 v128 externref) (result f64))',
  '(table 1 7 funcref)',
  '(table 0 externref)',
  '(memory 1 2)',
  '(global i64)',
  '(global (mut f32))',
  '(tag (param i32))',
]
const definitions = [
  '(func (result i32) (i32.const 1))',
  '(table 5 funcref)',
  '(memory 3)',
  '(global i32 (i32.const 5))',
  '(tag (param i64))',
]
const name = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', '\0', '\ufeffa', '__proto__', 'x'.repeat(300)),
)

/** A module with these imports and definitions and at most one memory; it exports all definitions. */
function moduleOf(imports: readonly Import[], defined: readonly Definition[]): string {
  let memories = 0
  const isAllowed = (type: string): boolean => !type.startsWith('(memory') || memories++ === 0
  return [
    '(module',
    ...imports
      .filter(([, , type]) => isAllowed(type))
      .map(([from, field, type]) => `(import ${quote(from)} ${quote(field)} ${type})`),
    ...defined
      .filter(([, type]) => isAllowed(type))
      .map(([field, type]) =>
        type.replace(/^\(\w+/, (start) => `${start} (export ${quote(field)})`),
      ),
    ')',
  ].join('\n')
}

type Import = readonly [module: string, name: string, type: string]
type Definition = readonly [name: string, type: string]

function quote(text: string): string {
  const escaped = [...Buffer.from(text)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`)
  return `"${escaped.join('')}"`
}

describe('readInterface', () => {
  it('reads the same as V8 from the samples', () => {
    const folder = join(import.meta.dirname, '../../dist/examples')
    const files = readdirSync(folder).filter((file) => file.endsWith('.wasm'))
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) {
      const { expected, found } = readBoth(new Uint8Array(readFileSync(join(folder, file))))
      expect(found).toEqual(expected)
    }
  })

  it('reads the same as V8 from any valid module', () => {
    const imports = fc.array(fc.tuple(name, name, fc.constantFrom(...types)), { maxLength: 8 })
    const defined = fc.uniqueArray(fc.tuple(name, fc.constantFrom(...definitions)), {
      selector: ([field]) => field,
      maxLength: 8,
    })
    fc.assert(
      fc.property(imports, defined, (imported, own) => {
        const { expected, found } = readBoth(assemble(moduleOf(imported, own)))
        expect(found).toEqual(expected)
      }),
      runs(300),
    )
  })

  it('throws only its own error, for any bytes', () => {
    const whole = assemble(
      moduleOf(
        types.map((type, i) => ['env', `import${i}`, type]),
        definitions.map((type, i) => [`export${i}`, type]),
      ),
    )
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.nat(whole.length), (changes, cut) => {
        const bytes = whole.slice()
        for (const [at, value] of changes) bytes[at] = value
        expect(errorOf(() => readInterface(bytes))).toSatisfy(isOwn)
        expect(errorOf(() => readInterface(bytes.subarray(0, cut)))).toSatisfy(isOwn)
      }),
      runs(2000),
    )
  })
})

const isOwn = (error: unknown): boolean => error === undefined || error instanceof PluginLoadError

function errorOf(act: () => unknown): unknown {
  try {
    act()
    return undefined
  } catch (error) {
    return error
  }
}
