import { describe, expect, it } from 'vitest'
import { assemble } from '../../test/support/wat-plugin.ts'
import { componentBytes } from '../../test/support/component.ts'
import { buildComponent } from './component.ts'

const callExport = `(func (export "orthanc_wasm_call") (param i32 i32 i32 i32) (result i32) (i32.const 0))`

describe('buildComponent', () => {
  it('makes a component of a plugin that has no context and no query of its own', async () => {
    const core = await assemble({ routes: [{ pattern: '/a', answer: 'a' }], extra: callExport })
    expect(await buildComponent(core)).toMatchObject({ kind: 'built' })
  })

  it('names the exports that are missing', async () => {
    const core = await assemble({ without: ['malloc'], routes: [{ pattern: '/a', answer: 'a' }] })
    expect(await buildComponent(core)).toEqual({
      kind: 'failed',
      messages: ['does not export malloc, orthanc_wasm_call'],
    })
  })

  it('refuses bytes that are not a core module', async () => {
    const refusal = { kind: 'failed', messages: ['not a core module'] }
    expect(await buildComponent(await componentBytes('hello'))).toEqual(refusal)
    expect(await buildComponent(new TextEncoder().encode('no module'))).toEqual(refusal)
  })

  it('names an import that no adapter has', async () => {
    const imports = '(import "orthanc" "OrthancPluginMadeUp" (func $madeUp (param i32)))'
    const core = await assemble({
      imports,
      extra: `${callExport} (func (export "use") (call $madeUp (i32.const 1)))`,
      routes: [{ pattern: '/a', answer: 'a' }],
    })
    const result = await buildComponent(core)
    expect(result.kind === 'failed' && result.messages.join('\n')).toContain('OrthancPluginMadeUp')
  })
})
