import { componentEmbed, componentNew, parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { describe, expect, it } from 'vitest'
import { componentFunctions } from '../component.ts'
import { insideFunctions } from '../component-inside.ts'
import { emitAdapter } from './adapter.ts'
import { emitWit } from './wit.ts'

describe('the WIT', () => {
  it.each(['plugin', 'inside-plugin'])(
    'is parsed, and a component of %s is made',
    async (world) => {
      const module = await componentEmbed({ dummy: true, witSource: emitWit(), world })
      const component = await componentNew(module, [])
      expect(component.length).toBeGreaterThan(1000)
    },
  )

  it('has a line of documentation for each function', () => {
    const lines = emitWit().split('\n')
    const undocumented = [...componentFunctions(), ...insideFunctions].filter(({ name }) => {
      const at = lines.findIndex((line) => line.trim().startsWith(`${name}: func(`))
      return lines[at - 1]?.includes('/// `OrthancPlugin') !== true
    })
    expect(undocumented).toEqual([])
  })
})

describe('the adapter', () => {
  it('is a module that imports from the interfaces and the plugin alone', async () => {
    const module = new WebAssembly.Module(Uint8Array.from(await parse(emitAdapter())))
    const imports = WebAssembly.Module.imports(module).map((entry) => entry.module)
    expect([...new Set(imports)].toSorted()).toEqual([
      '__main_module__',
      'env',
      'orthanc:plugin/host@1.12.3',
      'orthanc:plugin/runtime@1.12.3',
      'orthanc:plugin/types@1.12.3',
    ])
  })
})
