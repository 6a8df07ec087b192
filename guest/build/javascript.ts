import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { frameLines } from './code-frame.ts'
import { findPackageRoot } from './package-root.ts'
import {
  fail,
  importOptional,
  inTemporaryFolder,
  installCommand,
  type BuildResult,
} from './toolchain.ts'

/** The part of `@bytecodealliance/componentize-js` that the build uses. */
interface Componentize {
  readonly componentize: (options: {
    readonly sourcePath: string
    readonly witPath: string
    readonly worldName: string
    readonly disableFeatures: readonly string[]
  }) => Promise<{ readonly component: Uint8Array }>
}

/** The part of `rolldown` that the build uses. */
interface Rolldown {
  readonly build: (options: Readonly<Record<string, unknown>>) => Promise<{
    readonly output: readonly { readonly code?: string; readonly moduleIds?: readonly string[] }[]
  }>
}

const componentizeName = '@bytecodealliance/componentize-js'

/** Names a `node_modules` folder with componentize-js, which is large, for projects that share it. */
export const componentizeVariable = 'ORTHANC_WASM_COMPONENTIZE'

/** The main module of the component, which imports the plugin and has what the host calls. */
const entryName = 'orthanc-wasm-entry'

/**
 * Compiles a plugin in JavaScript or TypeScript to a component that has its modules, the SDK and an engine in it. Paths in
 * messages count from the current folder.
 */
export async function buildJavaScript({
  source,
}: {
  readonly source: string
}): Promise<BuildResult> {
  const rolldown = await importOptional<Rolldown>('rolldown')
  const componentize = await importComponentize()
  if (rolldown === undefined || componentize === undefined) {
    const missing = [
      ...(componentize === undefined ? [componentizeName] : []),
      ...(rolldown === undefined ? ['rolldown'] : []),
    ]
    return fail(
      `plugins in JavaScript need ${missing.join(' and ')}: ${installCommand(...missing)}`,
    )
  }
  const bundled = await bundle(rolldown, source)
  if (bundled.kind === 'failed') return bundled
  const { code, inputs } = bundled
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'plugin.js')
    writeFileSync(file, code)
    try {
      const { component } = await componentize.componentize({
        sourcePath: file,
        witPath: witFile(),
        worldName: 'inside-plugin',
        // With these it would import more than the SDK.
        disableFeatures: ['random', 'stdio', 'clocks', 'http', 'fetch-event'],
      })
      return { kind: 'built', wasm: Uint8Array.from(component), warnings: [], inputs }
    } catch (error) {
      return { ...fail(...reasonsOf(error, source)), inputs }
    }
  })
}

async function importComponentize(): Promise<Componentize | undefined> {
  const folder = process.env[componentizeVariable]
  if (folder === undefined) return importOptional(componentizeName)
  return import(pathToFileURL(resolve(folder, componentizeName, 'src/componentize.js')).href)
}

function witFile(): string {
  return join(findPackageRoot(), 'guest/wit/orthanc.wit')
}

/** The plugin and all that it imports as one module. */
async function bundle(
  { build }: Rolldown,
  source: string,
): Promise<
  | { readonly kind: 'bundled'; readonly code: string; readonly inputs: readonly string[] }
  | (BuildResult & { readonly kind: 'failed' })
> {
  const main = resolve(source)
  const sdk = join(findPackageRoot(), 'guest/javascript')
  const version = /^package orthanc:plugin@([^;]+);/m.exec(readFileSync(witFile(), 'utf8'))?.[1]
  const modules = {
    name: 'orthanc-wasm',
    resolveId: (name: string) => {
      if (name === entryName) return name
      if (name === 'orthanc-wasm/javascript') return join(sdk, 'index.js')
      if (!name.startsWith('orthanc:')) return null
      return { id: name.includes('@') ? name : `${name}@${version}`, external: true }
    },
    load: (name: string) => (name === entryName ? entryText(main, join(sdk, 'exports.js')) : null),
  }
  try {
    const { output } = await build({
      input: entryName,
      cwd: dirname(main),
      plugins: [modules],
      platform: 'neutral',
      write: false,
      logLevel: 'silent',
      output: { format: 'esm', codeSplitting: false },
    })
    const [chunk] = output
    const inputs = (chunk?.moduleIds ?? []).filter(
      (name) => name !== entryName && !name.startsWith(sdk),
    )
    return { kind: 'bundled', code: chunk?.code ?? '', inputs }
  } catch (error) {
    return { ...fail(...bundleMessages(error, source)), inputs: [main] }
  }
}

function entryText(main: string, exports: string): string {
  return `import ${JSON.stringify(main)}
export * from ${JSON.stringify(exports)}
`
}

/** An error of rolldown: all that it found. Columns count from 0. */
interface BundleError {
  readonly message: string
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number }
}

function bundleMessages(error: unknown, source: string): readonly string[] {
  const errors = hasErrors(error) ? error.errors : []
  return errors.length === 0 ? reasonsOf(error, source) : errors.flatMap(describe)
}

function hasErrors(error: unknown): error is { readonly errors: readonly BundleError[] } {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}

function describe({ message, loc }: BundleError): readonly string[] {
  const [first = ''] = stripVTControlCharacters(message).split('\n')
  const what = `error: ${first.replace(/^\[\w+\] /, '')}`
  if (loc === undefined) return [what]
  const { file, line, column } = loc
  const place = { line, column: column + 1, length: 1 }
  const header = `${relative('', file)}:${line}:${place.column}: ${what}`
  return [header, ...frameLines(readFileSync(file, 'utf8'), place)]
}

/** What componentize-js says: an error of the plugin's own while it is loaded is among it. */
function reasonsOf(error: unknown, source: string): readonly string[] {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error))
  const [, thrown] = text.split('Exception while evaluating top-level script\n')
  if (thrown === undefined) return [`${relative('', source)}: ${text}`]
  // The place before it is one in the bundle.
  const first = thrown.split('\n')[0]?.replace(/^\S+:\d+:\d+ /, '')
  return [`${relative('', source)}: error: ${first} (while the plugin is loaded)`]
}
