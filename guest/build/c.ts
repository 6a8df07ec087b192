import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { CSources } from './c-sources.ts'
import { clangPackageName, importClang, runClangPackage } from './clang-package.ts'
import { runClangProgram } from './clang-program.ts'
import type { CompileJob, CompileOutcome } from './clang.ts'
import { runEmscripten } from './emscripten.ts'
import { findPackageRoot } from './package-root.ts'
import { fail, findMissingFunctions, installCommand, type BuildResult } from './toolchain.ts'

/** What to compile, and how. */
export interface CBuildOptions {
  /** The plugin's files in C and C++. */
  readonly sources: readonly string[]
  /** Emscripten instead of a clang; sources in C++ always use it, as no other compiler has C++ with exceptions. */
  readonly toolchain?: 'emscripten'
  /** Folders for `#include`, in the order in which they are searched. */
  readonly includeFolders?: readonly string[]
  /** Macros: `NAME` or `NAME=VALUE`. */
  readonly defines?: readonly string[]
  /** Files that every source includes first. */
  readonly forcedIncludes?: readonly string[]
  /** Other options of the compiler and the linker, passed on as they are. */
  readonly flags?: readonly string[]
  /** Compiles without optimization and with what a debugger needs. */
  readonly debug?: boolean
  /** A folder with Orthanc's own `orthanc/OrthancCPlugin.h`, to use it instead of ours. */
  readonly sdkInclude?: string
  /** The clang to run instead of npm's: a path, or a name to look up. */
  readonly clang?: string
}

const cppExtensions = ['.cc', '.cpp', '.cxx']

const headerName = 'orthanc/OrthancCPlugin.h'

/**
 * Compiles a plugin in C, unchanged, as Orthanc would load it. Paths in messages count from the current folder. Without
 * `clang` it keeps its thread busy for some seconds.
 */
export async function buildC(options: CBuildOptions): Promise<BuildResult> {
  const wanted = ['.c', ...cppExtensions]
  const other = options.sources.find((source) => !wanted.includes(extname(source)))
  if (other !== undefined) return fail(`${other}: not a ${wanted.join(', ')} file`)
  const { includeFolders: folders = [], forcedIncludes: forced = [] } = options
  const sources = new CSources(options.sources, { folders, forced })
  if (sources.missing.length > 0)
    return fail(...sources.missing.map((source) => `${source}: cannot be read`))
  const root = findPackageRoot()
  const ours = readFileSync(join(root, 'guest/include', headerName))
  const header = options.sdkInclude === undefined ? ours : readHeader(options.sdkInclude)
  if (header === undefined) return fail(`${options.sdkInclude}: has no ${headerName}`)
  const shim = readFileSync(join(root, 'guest/c/shim.c'))
  const { debug = false, defines = [], flags = [] } = options
  const job = { sources, header, shim, debug, defines, flags }
  const isCpp = options.sources.some((source) => cppExtensions.includes(extname(source)))
  const compiled = await compile({ ...options, ...(isCpp && { toolchain: 'emscripten' }) }, job)
  const { inputs } = sources
  if (compiled.wasm === undefined) {
    const advice = await adviseHeader(compiled.messages, Buffer.from(header).toString('latin1'))
    return { kind: 'failed', messages: [...compiled.messages, ...advice], inputs }
  }
  const wasm = Uint8Array.from(compiled.wasm)
  const missing = findMissingFunctions(wasm)
  if (missing.length > 0) {
    const how = isCpp ? ', as extern "C"' : ''
    const what = `a plugin has to define ${missing.join(', ')}${how}`
    const messages = [...compiled.messages, `${options.sources.join(', ')}: ${what}`]
    return { kind: 'failed', messages, inputs }
  }
  const warnings = [...compiled.messages, ...olderHost(ours, header)]
  return { kind: 'built', wasm, warnings, inputs }
}

async function compile(
  { toolchain, clang }: CBuildOptions,
  job: CompileJob,
): Promise<CompileOutcome> {
  if (toolchain === 'emscripten') return runEmscripten(job)
  if (clang !== undefined) return runClangProgram(clang, job)
  const installed = await importClang()
  if (installed !== undefined) return runClangPackage(installed, job)
  const message = `Clang is not installed: ${installCommand(clangPackageName)}, or name another one with --clang PATH`
  return { wasm: undefined, messages: [message] }
}

function readHeader(folder: string): Uint8Array | undefined {
  try {
    return readFileSync(join(folder, headerName))
  } catch {
    // Absent or not readable: both mean that the folder is the wrong one.
    return undefined
  }
}

/** Says what to do where the header is newer than the version that the host follows by itself. */
function olderHost(ours: Uint8Array, header: Uint8Array): readonly string[] {
  const [host, wanted] = [versionOf(ours), versionOf(header)]
  const numeric = { numeric: true }
  if (wanted === undefined || wanted.localeCompare(host ?? '', 'en', numeric) <= 0) return []
  return [`the header is that of Orthanc ${wanted}: serve the plugin with --sdk ${wanted}`]
}

/** Says what to do about names that the header lacks. */
async function adviseHeader(
  messages: readonly string[],
  header: string,
): Promise<readonly string[]> {
  const undeclared =
    /(?:undeclared (?:function|identifier)|unknown type name) '(OrthancPlugin\w+)'/g
  const names = [...messages.join('\n').matchAll(undeclared)].map(([, name = '']) => name)
  const missing = [...new Set(names)].filter((name) => !new RegExp(`\\b${name}\\b`).test(header))
  if (missing.length === 0) return []
  const { functions } = await import('../../abi/functions.ts')
  const version = versionOf(Buffer.from(header)) ?? 'an unknown version'
  return missing.map((name) => {
    const since = new Map(Object.entries(functions)).get(name)?.since ?? undefined
    const news = since === undefined ? '' : `, it is new in ${since}`
    return `${name} is not in the header of Orthanc ${version}${news}: compile with --sdk-include DIR, where DIR/orthanc/OrthancCPlugin.h is that of a newer Orthanc`
  })
}

function versionOf(header: Uint8Array): string | undefined {
  const text = Buffer.from(header).toString('latin1')
  const numbers = ['MAJOR', 'MINOR', 'REVISION'].map(
    (part) => new RegExp(`MINIMAL_${part}_NUMBER\\s+(\\d+)`).exec(text)?.[1],
  )
  return numbers.includes(undefined) ? undefined : numbers.join('.')
}
