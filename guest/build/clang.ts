import type { CSources } from './c-sources.ts'
import { pluginFunctions } from './plugin-exports.ts'
import { sourceArgument } from './source-argument.ts'

/** What a compiler has to do. */
export interface CompileJob {
  readonly sources: CSources
  /** The text of `orthanc/OrthancCPlugin.h`. */
  readonly header: Uint8Array
  /** What is linked to every plugin, in C. */
  readonly shim: Uint8Array
  /** Without optimization and with what a debugger needs. */
  readonly debug: boolean
}

/** A module, if there is one, and what the compiler said, one line each. */
export interface CompileOutcome {
  readonly wasm: Uint8Array | undefined
  readonly messages: readonly string[]
}

/** Where the header lies, and the file of the shim, for a compiler. */
export interface CompilePlaces {
  readonly include: string
  readonly shim: string
  readonly output: string
}

/** The arguments of clang: options, then the sources by their names. */
export function clangArguments(job: CompileJob, places: CompilePlaces): string[] {
  const options = [...flags(job.debug), '-isystem', places.include, '-o', places.output]
  return [...options, '--', ...job.sources.names.map(sourceArgument), places.shim]
}

/** The options that go to every clang. */
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
    ...pluginFunctions.map((name) => `-Wl,--export-if-defined=${name}`),
    '-Wl,--export=malloc,--export=free,--export-table',
    // The stack below everything else: one that overflows traps instead of overwriting data.
    '-Wl,-z,stack-size=1048576,--stack-first',
  ]
}
