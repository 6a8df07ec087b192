import type { CSources } from './c-sources.ts'

/** What a compiler has to do. */
export interface CompileJob {
  readonly sources: CSources
  /** The text of `orthanc/OrthancCPlugin.h`. */
  readonly header: Uint8Array
  /** What is linked to every plugin, in C. */
  readonly shim: Uint8Array
  /** The options that go to every clang. */
  readonly flags: readonly string[]
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
  const options = [...job.flags, '-isystem', places.include, '-o', places.output]
  return [...options, '--', ...job.sources.names, places.shim]
}
