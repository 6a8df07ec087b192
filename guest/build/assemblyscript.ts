import { basename } from 'node:path'
import {
  errorCategory,
  importCompiler,
  SourceFiles,
  type Compiler,
  type Diagnostic,
} from './assemblyscript-compiler.ts'
import { observeCompiler, type PluginCall } from './assemblyscript-observer.ts'
import { embedSourceMap } from './embed-source-map.ts'
import { findPackageRoot } from './package-root.ts'
import {
  fail,
  findNameProblem,
  installCommand,
  registers,
  sourceArgument,
  type BuildResult,
} from './toolchain.ts'

/** What to compile, and how. */
export interface BuildOptions {
  /** The plugin's main file, a `.ts` anywhere. */
  readonly source: string
  /** Compiles without optimization. */
  readonly debug?: boolean
  /** The file name that the module says its source map has; without it `NAME.wasm.map`. */
  readonly sourceMapName?: string
  /** Makes a module for a debugger, which contains its source map. */
  readonly inspect?: boolean
}

const moduleName = 'plugin.wasm'
const mostMessages = 100

/**
 * Compiles a plugin in AssemblyScript. `orthanc-wasm/assembly` is this package's own SDK, wherever the plugin lies.
 * Paths in messages count from the current folder, those in the module and its map from the folder of the source.
 * It keeps its thread busy for a second or more.
 */
export async function buildAssemblyScript(options: BuildOptions): Promise<BuildResult> {
  if (!options.source.endsWith('.ts')) return fail(`${options.source}: not a .ts file`)
  const root = findPackageRoot()
  const compiler = await importCompiler()
  if (compiler === undefined) {
    return fail(`AssemblyScript is not installed: ${installCommand('assemblyscript')}`)
  }
  const files = new SourceFiles(root, options.source)
  if (files.read(files.main) === null) return fail(`${options.source}: cannot be read`)
  return compile(compiler, files, options)
}

async function compile(
  compiler: Compiler,
  files: SourceFiles,
  options: BuildOptions,
): Promise<BuildResult> {
  const diagnostics: Diagnostic[] = []
  const written = new Map<string, Uint8Array | string>()
  const mapName = options.sourceMapName ?? `${basename(options.source, '.ts')}.wasm.map`

  const run = compiler.main.bind(undefined, commandLine(files, mapName, options), {
    readFile: (name) => files.read(name),
    writeFile: (name, contents) => {
      written.set(name, contents)
    },
    listFiles: () => [],
    reportDiagnostic: (diagnostic) => {
      diagnostics.push(diagnostic)
    },
  })
  const calls: PluginCall[] = []
  const { error } = await observeCompiler(
    () => survive(run),
    (path) => files.isAuthors(path),
    (call) => calls.push(call),
  )

  const { inputs } = files
  const errors = diagnostics.filter(({ category }) => category === errorCategory)
  if (errors.length > 0) return { kind: 'failed', messages: describeAll(errors, files), inputs }
  const wasm = written.get(moduleName)
  const map = written.get(mapName)
  if (!(wasm instanceof Uint8Array) || typeof map !== 'string') {
    return fail(`${options.source}: ${error?.message ?? 'the compiler wrote no module'}`)
  }
  const problems = problemsOf(wasm, calls, files, options.source)
  if (problems.length > 0) return { kind: 'failed', messages: problems, inputs }
  const warnings = describeAll(diagnostics, files)
  return {
    kind: 'built',
    wasm:
      options.inspect === true ? embedSourceMap(wasm, map, files.folder) : Uint8Array.from(wasm),
    sourceMap: withoutTexts(map),
    warnings,
    inputs,
  }
}

/** The first messages, one per line; a file that is not AssemblyScript has thousands. */
function describeAll(diagnostics: readonly Diagnostic[], files: SourceFiles): readonly string[] {
  const first = diagnostics.slice(0, mostMessages)
  const shown = first.flatMap((diagnostic) => files.describe(diagnostic))
  const more = diagnostics.length - first.length
  return more > 0 ? [...shown, `… and ${more} more messages`] : shown
}

/** Why no host would serve the module. */
function problemsOf(
  wasm: Uint8Array,
  calls: readonly PluginCall[],
  files: SourceFiles,
  source: string,
): readonly string[] {
  if (calls.length === 0)
    return [
      `${source}: a plugin has to say what it is: plugin('${basename(source, '.ts')}', '1.0')`,
    ]
  const wrong = calls.flatMap(({ name, range }) => {
    const problem = name === undefined ? undefined : findNameProblem(name)
    return problem === undefined ? [] : files.describePlace(range, `error: ${problem}`)
  })
  if (wrong.length > 0 || registers(wasm)) return wrong
  return [`${source}: a plugin has to register what it answers, as with route('/path', callback)`]
}

/**
 * Runs the compiler. Where it crashes it would write a page with its stack to the console, and then end this process: here
 * it rejects with what it says there.
 */
async function survive<T>(run: () => Promise<T>): Promise<T> {
  const usual = Object.getOwnPropertyDescriptor(console, 'error') ?? {}
  Object.defineProperty(console, 'error', { ...usual, value: giveUp })
  try {
    return await run()
  } finally {
    Object.defineProperty(console, 'error', usual)
  }
}

function giveUp(page: unknown): never {
  throw new RangeError(/\w*Error: (.*)/.exec(String(page))?.[1] ?? 'it crashed')
}

function commandLine(files: SourceFiles, mapName: string, options: BuildOptions): string[] {
  // The host's exports come first, so that no export of the author's takes one of their names.
  const line = [SourceFiles.exports, sourceArgument(files.main), '--baseDir', files.folder]
  line.push('--config', SourceFiles.config, '--target', 'plugin')
  line.push('--outFile', moduleName, '--sourceMap', `./${mapName}`)
  if (options.debug === true) line.push('--optimizeLevel', '0', '--shrinkLevel', '0')
  return line
}

/** Leaves out the text of the sources, which is most of a map, and the root that the compiler makes up. */
function withoutTexts(map: string): string {
  const { version, sources, names, mappings }: Record<string, unknown> = JSON.parse(map)
  return JSON.stringify({ version, sources, names, mappings })
}
