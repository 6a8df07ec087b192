import { SourceMap } from 'node:module'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messagesOf as withoutFrames } from '../../test/support/messages.ts'
import { buildAssemblyScript, type BuildOptions } from './assemblyscript.ts'
import type { BuildResult } from './toolchain.ts'

const goodPlugin = `import { ErrorCode, plugin, route } from 'orthanc-wasm/assembly'
import { greet } from './lib/greeting'

plugin('good', '1.2')
route('/good/(.*)', (output, url, request) => {
  output.answer(greet(request.groups[0]), 'text/plain')
  return ErrorCode.Success
})
`
const greeting = `export function greet(name: string): string {
  return 'Hello ' + name
}
`

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugin-'))
  write('lib/greeting.ts', greeting)
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

/** Where the author sees the file: from the current folder. */
function showPath(name: string): string {
  return relative('', join(folder, name))
}

async function build(source: string, options: Partial<BuildOptions> = {}): Promise<BuildResult> {
  return buildAssemblyScript({ source, ...options })
}

async function messagesOf(text: string): Promise<readonly string[]> {
  return withoutFrames(await build(write('bad.ts', text)))
}

function lengthOf(result: BuildResult): number {
  return result.kind === 'built' ? result.wasm.length : 0
}

/** The line of `good.ts` that an offset in its module comes from. */
function lineOf(map: SourceMap, offset: number): number | undefined {
  const entry = map.findEntry(0, offset)
  if (!('originalSource' in entry) || entry.originalSource !== 'good.ts') return undefined
  return entry.originalLine + 1
}

/** A plugin, started with functions of the host that do nothing. */
async function instantiate(text: string): Promise<WebAssembly.Instance> {
  const result = await build(write('quiet.ts', text), { debug: true })
  if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
  const module = new WebAssembly.Module(Uint8Array.from(result.wasm))
  const imports: Record<string, Record<string, () => number>> = {}
  for (const { module: from, name } of WebAssembly.Module.imports(module))
    imports[from] = { ...imports[from], [name]: () => 0 }
  const instance = new WebAssembly.Instance(module, imports)
  call(instance.exports, '_initialize')
  return instance
}

function call(exports: WebAssembly.Instance['exports'], name: string, ...values: number[]): number {
  const exported = exports[name]
  if (typeof exported !== 'function') throw new Error(`no function ${name}`)
  return Number(exported(...values))
}

describe('buildAssemblyScript', () => {
  describe('with a plugin outside this package', () => {
    let built: BuildResult
    let wasm = new Uint8Array()
    let sourceMap = ''
    let module: WebAssembly.Module

    beforeAll(async () => {
      built = await build(write('good.ts', goodPlugin))
      if (built.kind === 'failed') throw new Error(built.messages.join('\n'))
      wasm = Uint8Array.from(built.wasm)
      sourceMap = built.sourceMap ?? ''
      module = new WebAssembly.Module(wasm)
    })

    it('exports what the host asks for, and nothing else', () => {
      expect(
        WebAssembly.Module.exports(module)
          .map(({ name, kind }) => `${kind} ${name}`)
          .toSorted(),
      ).toEqual([
        'function OrthancPluginFinalize',
        'function OrthancPluginGetName',
        'function OrthancPluginGetVersion',
        'function OrthancPluginInitialize',
        'function _initialize',
        'function free',
        'function malloc',
        'function orthanc_wasm_call',
        'function orthanc_wasm_context',
        'function orthanc_wasm_query',
        'memory memory',
        'table table',
      ])
    })

    it('imports only the functions that the plugin uses, and abort', () => {
      expect(
        WebAssembly.Module.imports(module)
          .map(({ module: from, name }) => `${from}.${name}`)
          .toSorted(),
      ).toEqual([
        'env.abort',
        'orthanc.OrthancPluginAnswerBuffer',
        'orthanc.OrthancPluginRegisterRestCallback',
      ])
    })

    it('keeps the names of functions', () => {
      expect(WebAssembly.Module.customSections(module, 'name')).toHaveLength(1)
    })

    it('says where its source map is', () => {
      const [section] = WebAssembly.Module.customSections(module, 'sourceMappingURL')
      expect(new TextDecoder().decode(section)).toContain('./good.wasm.map')
    })

    it('writes a map without texts, with paths relative to the folder of the plugin', () => {
      const map: { sources: string[] } = JSON.parse(sourceMap)
      expect(map).not.toHaveProperty('sourcesContent')
      expect(map.sources).toContain('good.ts')
      expect(map.sources).toContain('~lib/orthanc-wasm/assembly/output.ts')
      expect(map.sources.filter((path) => path.startsWith('/') || path.includes('..'))).toEqual([])
    })

    it('writes a map from offsets in the module to lines of the plugin', () => {
      const map = new SourceMap({ ...JSON.parse(sourceMap), file: '', sourcesContent: [] })
      const lines = Array.from({ length: wasm.length }, (_, offset) => lineOf(map, offset))
      expect(new Set(lines)).toContain(6)
    })

    it('is larger without optimization, for debugging', async () => {
      const plain = await build(join(folder, 'good.ts'), { debug: true })
      expect(lengthOf(plain)).toBeGreaterThan(wasm.length)
    })

    it('has the same bytes from any folder', async () => {
      write('elsewhere/lib/greeting.ts', greeting)
      expect(await build(write('elsewhere/good.ts', goodPlugin))).toEqual({
        ...built,
        inputs: expect.arrayContaining([join(folder, 'elsewhere/good.ts')]),
      })
    })
  })

  it.each([
    ['', 'the name of the plugin is empty'],
    [String.raw`a\nb`, String.raw`the name of the plugin contains "\n"`],
    ['a'.repeat(1025), 'the name of the plugin has 1025 bytes, at most 1024 are allowed'],
  ])('refuses the name %j', async (name, problem) => {
    const text = `import { plugin } from 'orthanc-wasm/assembly'\nplugin('${name}', '1.0')\n`
    expect(await messagesOf(text)).toEqual([
      expect.stringContaining(`${showPath('bad.ts')}:2:1: error: ${problem}`),
    ])
  })

  it('keeps what the host asks for, though the plugin exports the same name', async () => {
    const { exports } = await instantiate(
      `${goodPlugin.replace(/.*greeting.*\n/, '').replace('greet', '')}
export function malloc(size: i32): i32 { return -1 }
`,
    )
    expect(call(exports, 'malloc', 16)).toBeGreaterThan(0)
  })

  it.each(['-x.ts', '@x.ts', '--help.ts'])('builds a plugin by the name %s', async (name) => {
    const result = await build(write(name, goodPlugin), { debug: true })
    // Where its file is taken for an option there is a module, without the plugin in it.
    const bytes = Buffer.from(result.kind === 'built' ? result.wasm : [])
    expect(bytes.includes(Buffer.from('Hello ', 'utf16le'))).toBe(true)
  })

  it('refuses a file that is not AssemblyScript', async () => {
    expect(await build('plugin.js')).toEqual({
      kind: 'failed',
      messages: ['plugin.js: not a .ts file'],
    })
  })

  it('says that a source cannot be read', async () => {
    const source = showPath('nothing.ts')
    expect(await build(source)).toEqual({
      kind: 'failed',
      messages: [`${source}: cannot be read`],
    })
  })

  it('leaves the compiler options of the author’s own folder alone', async () => {
    write('own/asconfig.json', '{ "options": { "runtime": "nonsense" } }')
    const result = await build(
      write('own/own.ts', goodPlugin.replace(/.*greeting.*\n/, '').replace('greet', '')),
      { debug: true },
    )
    expect(result).toMatchObject({ kind: 'built' })
  })
})
