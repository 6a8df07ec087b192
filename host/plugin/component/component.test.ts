import { beforeAll, describe, expect, it } from 'vitest'
import {
  componentBytes,
  dummyComponent,
  worldText,
  loadComponent,
} from '../../../test/support/component.ts'
import { PluginLoadError } from '../../exchange/errors.ts'
import { takeApart } from './component-parts.ts'
import { compileComponent } from './component.ts'
import { transpile } from './component-parts.ts'

const limits = { memoryPages: 16, tableEntries: 10_000 }
let hello = new Uint8Array(0)

beforeAll(async () => {
  hello = await componentBytes('hello')
})

async function reasons(load: Promise<unknown>): Promise<readonly string[]> {
  try {
    await load
    return []
  } catch (error) {
    if (error instanceof PluginLoadError) return error.reasons
    throw error
  }
}

describe('loadComponent', () => {
  it('returns a script and its core modules', async () => {
    const { script, modules } = await loadComponent(hello, limits)
    expect(script).toContain('export function instantiate')
    expect(modules.filter(({ hasMemory }) => hasMemory)).toHaveLength(1)
  })

  it('compiles parts that another process sent', async () => {
    const parts = await takeApart(hello)
    expect(compileComponent(structuredClone(parts), limits).modules).toHaveLength(parts.cores.size)
  })

  it('refuses a memory whose initial size exceeds the limit', async () => {
    expect(await reasons(loadComponent(hello, { ...limits, memoryPages: 0 }))).toEqual([
      expect.stringContaining('at most 0 MiB allowed (MemoryMiB)'),
    ])
  })

  it('names what a component of another world lacks', async () => {
    const other = await dummyComponent('package a:b; world w { export run: func(); }', 'w')
    expect(await reasons(loadComponent(other, limits))).toEqual([
      'not a component of the world orthanc:plugin/plugin@1.12.3: it does not export name, version, initialize, finalize, handle',
    ])
  })

  it('names an interface that it does not have', async () => {
    const wit = worldText()
      .replace('world plugin {', 'world plugin {\n  import made-up;')
      .concat('\ninterface made-up { ask: func() -> u32; }\n')
    expect(await reasons(loadComponent(await dummyComponent(wit, 'plugin'), limits))).toEqual([
      'imports what this host does not have: orthanc:plugin/made-up@1.12.3',
    ])
  })

  it('names functions and methods that it does not have', async () => {
    const wit = worldText()
      .replace('interface host {', 'interface host {\n  made-up: func();\n')
      .replace('resource rest-output {', 'resource rest-output {\n  also-made-up: func();\n')
    expect(await reasons(loadComponent(await dummyComponent(wit, 'plugin'), limits))).toEqual([
      'imports what this host does not have: orthanc:plugin/types.rest-output.also-made-up, orthanc:plugin/host.made-up',
    ])
  })

  it('names the interfaces of another version of the SDK', async () => {
    const wit = worldText().replaceAll('@1.12.3', '@9.9.9')
    expect(await reasons(loadComponent(await dummyComponent(wit, 'plugin'), limits))).toEqual([
      'imports what this host does not have: orthanc:plugin/types@9.9.9, orthanc:plugin/host@9.9.9, orthanc:plugin/runtime@9.9.9',
    ])
  })

  it('refuses a component that is cut short', async () => {
    expect(await reasons(loadComponent(hello.slice(0, 3000), limits))).toEqual([
      'not a valid WebAssembly module: it is cut short',
    ])
  })
})

describe('transpile', () => {
  it('refuses bytes that are not a component with the reason of the transpiler', async () => {
    const [reason] = await reasons(transpile(new TextEncoder().encode('no component at all')))
    expect(reason).toMatch(/^not a component that can be run: /)
  })
})
