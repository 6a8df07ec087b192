import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { CSources } from './c-sources.ts'
import { clangPackageName, importClang, runClangPackage } from './clang-package.ts'
import { runClangProgram } from './clang-program.ts'
import type { CompileJob, CompileOutcome } from './clang.ts'
import { findPackageRoot } from './package-root.ts'

/** What to compile, and how. */
export interface CBuildOptions {
  /** The plugin's `.c` files. */
  readonly sources: readonly string[]
  /** Compiles without optimization and with what a debugger needs. */
  readonly debug?: boolean
  /** A folder with Orthanc's own `orthanc/OrthancCPlugin.h`, to use it instead of ours. */
  readonly sdkInclude?: string
  /** The clang to run instead of npm's: a path, or a name to look up. */
  readonly clang?: string
}

/** A module, or what is wrong, one line each. */
export type CBuildResult =
  | {
      readonly kind: 'built'
      readonly wasm: Uint8Array<ArrayBuffer>
      readonly warnings: readonly string[]
    }
  | { readonly kind: 'failed'; readonly messages: readonly string[] }

/** What a plugin defines for the host. */
const required = [
  'OrthancPluginInitialize',
  'OrthancPluginFinalize',
  'OrthancPluginGetName',
  'OrthancPluginGetVersion',
]

const headerName = 'orthanc/OrthancCPlugin.h'

/**
 * Compiles a plugin in C, unchanged, as Orthanc would load it. Paths in messages count from the current folder. Without
 * `clang` it keeps its thread busy for some seconds.
 */
export async function buildC(options: CBuildOptions): Promise<CBuildResult> {
  const other = options.sources.find((source) => extname(source) !== '.c')
  if (other !== undefined) return failed([`${other}: is no .c file`])
  const sources = new CSources(options.sources)
  if (sources.missing.length > 0)
    return failed(sources.missing.map((source) => `${source}: cannot be read`))
  const root = findPackageRoot()
  const ours = readFileSync(join(root, 'guest/include', headerName))
  const header = options.sdkInclude === undefined ? ours : readHeader(options.sdkInclude)
  if (header === undefined)
    return failed([`${options.sdkInclude}: there is no ${headerName} in it`])
  const shim = readFileSync(join(root, 'guest/c/shim.c'))
  const job = { sources, header, shim, flags: flags(options.debug ?? false) }
  const compiled = await compile(options.clang, job, root)
  if (compiled.wasm === undefined) return failed(compiled.messages)
  const wasm = Uint8Array.from(compiled.wasm)
  const missing = missingFunctions(wasm)
  if (missing.length > 0)
    return failed([
      ...compiled.messages,
      `${options.sources.join(', ')}: a plugin has to define ${missing.join(', ')}`,
    ])
  return { kind: 'built', wasm, warnings: [...compiled.messages, ...olderHost(ours, header)] }
}

async function compile(
  clang: string | undefined,
  job: CompileJob,
  root: string,
): Promise<CompileOutcome> {
  if (clang !== undefined) return runClangProgram(clang, job)
  const installed = await importClang()
  if (installed !== undefined) return runClangPackage(installed, job)
  const install = `npm install ${clangPackageName}@${wantedVersion(root)}`
  const message = `Clang is not installed: ${install}, or name another one with --clang PATH`
  return { wasm: undefined, messages: [message] }
}

function wantedVersion(root: string): string {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8')
  return /"@yowasp\/clang": "([^"]+)"/.exec(manifest)?.[1] ?? 'latest'
}

function flags(debug: boolean): readonly string[] {
  return [
    // Told of it itself, clang would run a wasm-opt that it finds in the path, which removes the names of functions;
    // its flag against that, --no-wasm-opt, leaves out the linker as well (19.1).
    ...(debug ? ['-g'] : ['-Xclang', '-O2', '-Wl,--strip-debug']),
    '-mexec-model=reactor',
    // Address 0 can be read: what follows a NULL pointer goes on from there and is not left out as impossible.
    '-fno-delete-null-pointer-checks',
    '-fvisibility=hidden',
    '-fno-caret-diagnostics',
    '-fno-color-diagnostics',
    ...required.map((name) => `-Wl,--export-if-defined=${name}`),
    '-Wl,--export=malloc,--export=free,--export-table',
    // The stack below everything else: one that overflows traps instead of overwriting data.
    '-Wl,-z,stack-size=1048576,--stack-first',
  ]
}

function readHeader(folder: string): Uint8Array | undefined {
  try {
    return readFileSync(join(folder, headerName))
  } catch {
    // Absent or not readable: both mean that the folder is the wrong one.
    return undefined
  }
}

function missingFunctions(wasm: Uint8Array<ArrayBuffer>): readonly string[] {
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(wasm))
  return required.filter((name) => !exports.some((entry) => entry.name === name))
}

/** Says what to do where the header is newer than the version that the host follows by itself. */
function olderHost(ours: Uint8Array, header: Uint8Array): readonly string[] {
  const [host, wanted] = [versionOf(ours), versionOf(header)]
  const numeric = { numeric: true }
  if (wanted === undefined || wanted.localeCompare(host ?? '', 'en', numeric) <= 0) return []
  return [`the header is that of Orthanc ${wanted}: serve the plugin with --sdk ${wanted}`]
}

function versionOf(header: Uint8Array): string | undefined {
  const text = Buffer.from(header).toString('latin1')
  const numbers = ['MAJOR', 'MINOR', 'REVISION'].map(
    (part) => new RegExp(`MINIMAL_${part}_NUMBER\\s+(\\d+)`).exec(text)?.[1],
  )
  return numbers.includes(undefined) ? undefined : numbers.join('.')
}

function failed(messages: readonly string[]): CBuildResult {
  return { kind: 'failed', messages }
}
