import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { describe, expect, it } from 'vitest'
import { componentBytes, loadComponent } from '../../../test/support/component.ts'
import { requireHarmlessNames } from './component-checks.ts'
import { transpile } from './component-parts.ts'

const limits = { memoryPages: 16, tableEntries: 1000 }

/** A component whose exports are those of the world and whose parts have the given name. */
async function componentWith(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const quoted = `"${[...new TextEncoder().encode(name)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')}"`
  const exported = ['name', 'version', 'initialize', 'finalize', 'handle']
  const text = `(component
    (core module $A (func (export ${quoted}) (result i32) (i32.const 1)))
    (core instance $a (instantiate $A))
    (core module $B (import "a" ${quoted} (func (result i32)))
      (func (export "run") (result i32) (i32.const 1)))
    (core instance $b (instantiate $B (with "a" (instance $a))))
    (func $run (result u32) (canon lift (core func $b "run")))
    ${exported.map((each) => `(export "${each}" (func $run))`).join('\n')})`
  return Uint8Array.from(await parse(text))
}

describe('requireHarmlessNames', () => {
  it.each([
    "x'];globalThis.pwned = 1;['",
    'x\\',
    'x\nglobalThis.pwned = 1//',
    'x\rglobalThis.pwned = 1//',
    'x\u2028y',
    'x"y',
    'x`${globalThis.pwned = 1}`',
  ])('refuses %j, before anything runs', async (name) => {
    await expect(loadComponent(await componentWith(name), limits)).rejects.toThrow(
      /^a name with characters other than/,
    )
    expect('pwned' in globalThis).toBe(false)
  })

  it('is necessary: such a name becomes code in the script', async () => {
    const { script } = await transpile(await componentWith("x'];globalThis.pwned = 1;['"))
    expect(script).toContain("'];globalThis.pwned = 1;['")
  })

  it('refuses such names in instances without a module', async () => {
    const text = `(component
      (core module $A (func (export "f")))
      (core instance $a (instantiate $A))
      (core instance $b (export "x'y" (func $a "f"))))`
    const bytes = Uint8Array.from(await parse(text))
    expect(() => requireHarmlessNames(bytes)).toThrow("x'y")
  })

  it('accepts the names that compilers and the interfaces use', async () => {
    const compiled = await loadComponent(await componentBytes('preview'), limits)
    expect(compiled.kind).toBe('component')
  })
})
