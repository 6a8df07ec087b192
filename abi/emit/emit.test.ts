import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildAssemblyScript } from '../../guest/build/assemblyscript.ts'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { functions } from '../functions.ts'
import { emitFiles, findDrift } from './emit.ts'

const root = findPackageRoot()
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'emit-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the generated files', () => {
  it('are what the table says', () => {
    expect(findDrift(root)).toEqual([])
  })

  it.each([...emitFiles()])('%s says what made it', (_, text) => {
    expect(text.slice(0, 300)).toMatch(
      /\bGenerated from \S+ by abi\/emit\. Do not edit; run \\?"npm run abi\\?"\.|^# Configuration\n/,
    )
  })
})

describe('findDrift', () => {
  it('names the first line that differs, and a file that is missing', () => {
    const name = 'docs/sdk.md'
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    cpSync(join(root, name), join(folder, name))
    const lines = readFileSync(join(folder, name), 'utf8').split('\n')
    writeFileSync(join(folder, name), lines.with(4, 'changed').join('\n'))
    const drift = findDrift(folder)
    expect(drift).toContain('docs/sdk.md:5: changed')
    expect(drift).toContain('guest/assembly/abi.ts: is missing')
    expect(drift).toHaveLength(emitFiles().size)
  })
})

describe('the externals for AssemblyScript', () => {
  it('compile to imports with the names of the table', async () => {
    const source = join(folder, 'externals.ts')
    writeFileSync(source, callEverything())
    const result = await buildAssemblyScript({ source, debug: true })
    const imports = result.kind === 'built' ? importsOf(result.wasm) : result.messages
    expect(imports).toEqual(Object.keys(functions).toSorted())
  })

  it('are imported only where a plugin calls them', async () => {
    const source = join(folder, 'one.ts')
    writeFileSync(
      source,
      `${emptyPlugin}import { OrthancPluginGetPeers } from 'orthanc-wasm/assembly/abi'
export function callOne(): usize {
  return OrthancPluginGetPeers(0)
}
`,
    )
    const result = await buildAssemblyScript({ source, debug: true })
    const imports = result.kind === 'built' ? importsOf(result.wasm) : result.messages
    expect(imports).toContain('OrthancPluginGetPeers')
    expect(imports).not.toContain('OrthancPluginFreePeers')
  })
})

/** What `build` requires of each plugin. */
const emptyPlugin = `import { ErrorCode, plugin, route } from 'orthanc-wasm/assembly'
plugin('externals', '1.0')
route('/externals', () => ErrorCode.Success)
`

/** A plugin that calls each function once, so that none is left out of the module. */
function callEverything(): string {
  const names = Object.keys(functions)
  const calls = Object.entries(functions).map(([name, row]) => {
    const zeros = ['context', ...Object.keys(row.arguments)].map(() => '0')
    return `  ${name}(${zeros.join(', ')})`
  })
  return `${emptyPlugin}import { ${names.join(', ')} } from 'orthanc-wasm/assembly/abi'
export function callEverything(): void {
${calls.join('\n')}
}
`
}

function importsOf(wasm: Uint8Array): readonly string[] {
  return WebAssembly.Module.imports(new WebAssembly.Module(wasm))
    .filter((entry) => entry.module === 'orthanc')
    .map((entry) => entry.name)
    .toSorted()
}
