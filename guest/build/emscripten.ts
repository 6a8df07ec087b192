import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, extname, join } from 'node:path'
import {
  clangMessages,
  sourceFlags,
  writePlaces,
  type CompileJob,
  type CompileOutcome,
  type CompilePlaces,
} from './clang.ts'
import { findPackageRoot } from './package-root.ts'
import { inTemporaryFolder, runCompiler, sourceArgument, type CompilerRun } from './toolchain.ts'

const missing =
  'em++ is not installed: apt-get install emscripten, or put the em++ of the Emscripten SDK into the path'

/** One source and its object file. */
interface Unit {
  readonly source: string
  readonly object: string
}

/** Compiles C and C++ with Emscripten's compilers, each source in a process of its own, and links them. */
export function runEmscripten(job: CompileJob): Promise<CompileOutcome> {
  return inTemporaryFolder((folder) => compileIn(folder, job))
}

async function compileIn(folder: string, job: CompileJob): Promise<CompileOutcome> {
  const places = writePlaces(folder, job)
  const units = unitsOf(job, places, folder)
  const where = { temporary: folder }
  // First, so that our headers of Boost.Thread come before Boost's.
  const headers = ['-I', cppFile(''), '-isystem', places.include]
  const ours = [...compileFlags(job.debug), ...headers]
  const flags = [...ours, ...sourceFlags(job, places), ...job.flags]
  const runs = await inTurns(units, ({ source, object }) => {
    const line = [...(source === places.shim ? ours : flags), '-c', sourceArgument(source)]
    return runCompiler(compilerOf(source), [...line, '-o', object], where)
  })
  const compiled = runs.every(({ kind }) => kind === 'done')
  if (compiled) {
    const objects = units.map(({ object }) => object)
    const link = [...linkFlags(job.debug), ...job.flags, ...objects, '-o', places.output]
    runs.push(await runCompiler('em++', link, where))
  }
  return outcomeOf(runs, job, places)
}

function outcomeOf(
  runs: readonly CompilerRun[],
  { sources }: CompileJob,
  places: CompilePlaces,
): CompileOutcome {
  if (runs.some(({ kind }) => kind === 'absent')) return { wasm: undefined, messages: [missing] }
  const said = runs.map((run) => (run.kind === 'absent' ? '' : run.err)).join('\n')
  const messages = clangMessages(said, sources, places)
  if (runs.some(({ kind }) => kind === 'failed')) return { wasm: undefined, messages }
  return { wasm: readFileSync(places.output), messages }
}

function unitsOf(
  { sources }: CompileJob,
  { shim }: CompilePlaces,
  folder: string,
): readonly Unit[] {
  return [...sources.names, shim].map((source, i) => ({
    source,
    // As clang names its own: the messages of the linker have this name.
    object: join(folder, `${basename(source, extname(source))}-${String(i).padStart(6, '0')}.o`),
  }))
}

/** `em++` would take a `.c` for C++. */
function compilerOf(source: string): string {
  return extname(source) === '.c' ? 'emcc' : 'em++'
}

/** As many at a time as the machine has processors. */
async function inTurns<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const width = availableParallelism()
  for (let at = 0; at < items.length; at += width)
    results.push(...(await Promise.all(items.slice(at, at + width).map(run))))
  return results
}

function compileFlags(debug: boolean): readonly string[] {
  return [
    ...(debug ? ['-g'] : ['-O2']),
    // Shared with guest/cmake. Code after a NULL access is kept, as for C.
    `@${cppFile('compile.flags')}`,
    '-fno-color-diagnostics',
    // The author's flags are for the compiler and the linker.
    '-Wno-unused-command-line-argument',
  ]
}

function linkFlags(debug: boolean): readonly string[] {
  // With assertions, exceptions import functions of Emscripten's JavaScript.
  return [...(debug ? ['-g', '-sASSERTIONS=0'] : ['-O2']), `@${cppFile('link.flags')}`]
}

function cppFile(name: string): string {
  return join(findPackageRoot(), 'guest/cpp', name)
}
