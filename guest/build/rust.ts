import { existsSync, readFileSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import { findPackageRoot } from './package-root.ts'
import { findRust, type RustToolchain } from './rust-toolchain.ts'
import {
  fail,
  findMissingFunctions,
  inTemporaryFolder,
  registers,
  runCompiler,
  sourceArgument,
  type BuildResult,
  type CompilerRun,
} from './toolchain.ts'

/** What to compile, and how. */
export interface RustBuildOptions {
  /** The plugin's main file, a `.rs` anywhere; it names its other files with `mod`. */
  readonly source: string
  /** Compiles without optimization and with what a debugger needs. */
  readonly debug?: boolean
}

/**
 * Compiles a plugin in Rust that uses the crate `orthanc_wasm`, which is this package's own, and no other. Paths in messages
 * count from the current folder.
 */
export async function buildRust(options: RustBuildOptions): Promise<BuildResult> {
  if (extname(options.source) !== '.rs') return fail(`${options.source}: not a .rs file`)
  if (!existsSync(options.source)) return fail(`${options.source}: cannot be read`)
  const toolchain = await findRust()
  if (typeof toolchain === 'string') return fail(toolchain)
  return inTemporaryFolder((folder) => compileIn(folder, toolchain, options))
}

async function compileIn(
  folder: string,
  toolchain: RustToolchain,
  { source, debug = false }: RustBuildOptions,
): Promise<BuildResult> {
  const flags = compileFlags(toolchain, debug)
  const run = (args: readonly string[]): Promise<CompilerRun> =>
    runCompiler(toolchain.rustc, [...flags, ...args], { temporary: folder })
  const crate = join(folder, 'liborthanc_wasm.rlib')
  const library = await run([...crateFlags(), '-o', crate])
  if (library.kind !== 'done') return fail(...messagesOf(library))
  const output = join(folder, 'plugin.wasm')
  const name = ['--crate-type', 'cdylib', '--crate-name', crateName(source)]
  const linked = ['--extern', `orthanc_wasm=${crate}`, ...linkFlags(toolchain)]
  const dependencies = join(folder, 'plugin.d')
  const emitted = [`--emit=link,dep-info=${dependencies}`, '-o', output]
  const plugin = await run([...name, ...linked, ...emitted, sourceArgument(relative('', source))])
  const inputs = readInputs(dependencies, source)
  if (plugin.kind !== 'done') return { ...fail(...messagesOf(plugin)), inputs }
  return { ...resultOf(readFileSync(output), source, messagesOf(plugin)), inputs }
}

function resultOf(output: Uint8Array, source: string, messages: readonly string[]): BuildResult {
  const wasm = Uint8Array.from(output)
  if (findMissingFunctions(wasm).length > 0)
    return fail(...messages, `${source}: a plugin has to say what it is, with plugin! { … }`)
  if (registers(wasm)) return { kind: 'built', wasm, warnings: messages }
  return fail(...messages, `${source}: a plugin has to register what it answers, as with route(…)`)
}

/** The files that rustc lists, each as a target of its own without prerequisites. It lists none for wrong syntax. */
function readInputs(dependencies: string, source: string): readonly string[] {
  if (!existsSync(dependencies)) return [source]
  const listed = [...readFileSync(dependencies, 'utf8').matchAll(/^(.+):$/gm)]
  return listed.map(([, file = '']) => file.replaceAll('\\ ', ' '))
}

function compileFlags({ target }: RustToolchain, debug: boolean): readonly string[] {
  return [
    '--edition=2021',
    `--target=${target}`,
    '--error-format=json',
    // The linker makes readable names of these.
    '-Csymbol-mangling-version=v0',
    ...(debug ? ['-Cdebuginfo=2'] : ['-Copt-level=3', '-Cstrip=debuginfo']),
  ]
}

/** This package's crate, under a path in messages that is the same on each machine. */
function crateFlags(): readonly string[] {
  const folder = join(findPackageRoot(), 'guest/rust')
  const named = ['--crate-type', 'rlib', '--crate-name', 'orthanc_wasm']
  return [...named, `--remap-path-prefix=${folder}=orthanc_wasm`, join(folder, 'src/lib.rs')]
}

/** A name that Rust allows, for the names of the plugin's functions in messages. */
function crateName(source: string): string {
  const name = basename(source, '.rs').replaceAll(/\W/g, '_')
  return /^[A-Za-z]/.test(name) && name !== 'orthanc_wasm' ? name : 'plugin'
}

function linkFlags({ target, linker }: RustToolchain): readonly string[] {
  const exported = target === 'wasm32-wasip1' ? ['malloc', 'free'] : []
  return [
    ...(linker === undefined ? [] : [`-Clinker=${linker}`, '-Clinker-flavor=wasm-ld']),
    '-Clink-arg=--export-table',
    // Traps name functions as the source does.
    '-Clink-arg=--demangle',
    ...exported.map((name) => `-Clink-arg=--export=${name}`),
  ]
}

/** A message of rustc, as `--error-format=json` writes it, one per line. */
interface Diagnostic {
  readonly message: string
  readonly level: string
  readonly code: { readonly code: string } | null
  readonly spans: readonly {
    readonly file_name: string
    readonly line_start: number
    readonly column_start: number
    readonly is_primary: boolean
  }[]
  /** As rustc shows it to people. */
  readonly rendered: string
}

const noise =
  /^aborting due to|^Some errors have detailed|^For more information about|^\d+ warnings? emitted/

/** What the compiler said: each message begins with file, line and column, as those of the other compilers. */
function messagesOf(run: CompilerRun): readonly string[] {
  if (run.kind === 'absent') return ['rustc cannot be run any more']
  return run.err
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => (line.startsWith('{') ? describe(JSON.parse(line)) : [line]))
}

function describe({ message, level, code, spans, rendered }: Diagnostic): readonly string[] {
  if (noise.test(message)) return []
  const lines = rendered.split('\n').filter((line) => line !== '')
  const place = spans.find((span) => span.is_primary)
  const frame = lines.findIndex((line) => /^ *--> /.test(line)) + 1
  if (place === undefined || frame === 0) return lines
  const at = `${place.file_name}:${place.line_start}:${place.column_start}`
  // Others than errors have the names of lints, which the notes repeat.
  const number = code !== null && /^E\d+$/.test(code.code) ? `[${code.code}]` : ''
  const what = `${level}${number}: ${message}`
  return [`${at}: ${what}`, ...lines.slice(frame).filter((line) => !/^ *\|$/.test(line))]
}
