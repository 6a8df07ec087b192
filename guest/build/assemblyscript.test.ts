import { SourceMap } from 'node:module'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messagesOf as withoutFrames } from '../../test/support/messages.ts'
import { buildAssemblyScript, type BuildOptions } from './assemblyscript.ts'
import { findPackageRoot } from './package-root.ts'
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
  const result = await build(write('quiet.ts', text))
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
    let wasm = new Uint8Array()
    let sourceMap = ''
    let module: WebAssembly.Module

    beforeAll(async () => {
      write('lib/greeting.ts', greeting)
      const result = await build(write('good.ts', goodPlugin))
      if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
      wasm = Uint8Array.from(result.wasm)
      sourceMap = result.sourceMap ?? ''
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
  })

  it('compiles without optimization for debugging', async () => {
    write('lib/greeting.ts', greeting)
    const source = write('good.ts', goodPlugin)
    const [optimized, plain] = [await build(source), await build(source, { debug: true })]
    expect(lengthOf(plain)).toBeGreaterThan(lengthOf(optimized))
  })

  it('writes the same bytes from any folder', async () => {
    write('lib/greeting.ts', greeting)
    write('elsewhere/lib/greeting.ts', greeting)
    const here = await build(write('good.ts', goodPlugin))
    const there = await build(write('elsewhere/good.ts', goodPlugin))
    expect(there).toEqual({
      ...here,
      inputs: expect.arrayContaining([join(folder, 'elsewhere/good.ts')]),
    })
  })

  it.each(['hello', 'rest', 'hostile'])('builds the sample %s', async (name) => {
    const source = join(findPackageRoot(), `guest/examples/${name}/${name}.ts`)
    expect(await build(source)).toMatchObject({ kind: 'built', warnings: [] })
  })

  it('says the line and column of a syntax error', async () => {
    expect(await messagesOf('const a = 1\nconst b = = 2\n')).toEqual([
      `${showPath('bad.ts')}:2:11: error AS1109: Expression expected.`,
    ])
  })

  it('says the line and column of a type error', async () => {
    expect(await messagesOf('export function f(): string {\n  return 5\n}\n')).toEqual([
      `${showPath('bad.ts')}:2:10: error AS2322: Type 'i32' is not assignable to type '~lib/string/String'.`,
    ])
  })

  it('says which file an import does not find, and where it stands', async () => {
    const messages = await messagesOf("import { a } from './missing'\na()\n")
    expect(messages.join('\n')).toContain(`${showPath('bad.ts')}:1:19: error AS6054: File`)
    expect(messages.join('\n')).toContain('missing.ts')
  })

  it('says what a function of the SDK wants, once', async () => {
    const messages = await messagesOf(
      "import { computeMd5 } from 'orthanc-wasm/assembly'\nexport const text = computeMd5([5])\n",
    )
    expect(messages).toEqual([
      expect.stringMatching(`^${showPath('bad.ts')}:2:21: error AS102: .*a typed array`),
      expect.stringMatching(/^orthanc-wasm\/assembly\/bytes\.ts:\d+:\d+: note: /),
    ])
  })

  it('refuses a plugin that does not say what it is, or registers nothing', async () => {
    const source = join(folder, 'bad.ts')
    expect(await messagesOf('export const nothing = 0\n')).toEqual([
      `${source}: a plugin has to say what it is: plugin('bad', '1.0')`,
    ])
    const idle = "import { plugin } from 'orthanc-wasm/assembly'\nplugin('bad', '1.0')\n"
    expect(await messagesOf(idle)).toEqual([
      `${source}: a plugin has to register what it answers, as with route('/path', callback)`,
    ])
  })

  it.each([
    ['', 'the name of the plugin is empty'],
    ['a/b', 'the name of the plugin contains "/"'],
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
    write('lib/greeting.ts', greeting)
    const result = await build(write(name, goodPlugin))
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
    )
    expect(result).toMatchObject({ kind: 'built' })
  })
})
