import { importOptional } from './optional-package.ts'

/** The part of the AssemblyScript compiler (`assemblyscript/asc`) that the build uses. */
export interface Compiler {
  readonly main: (
    commandLine: string[],
    options: {
      readonly readFile: (name: string, folder: string) => string | null
      readonly writeFile: (name: string, contents: Uint8Array | string, folder: string) => void
      readonly listFiles: (folder: string) => string[]
      readonly reportDiagnostic: (diagnostic: Diagnostic) => void
    },
  ) => Promise<{ readonly error: Error | null }>
}

/** One message of the compiler. */
export interface Diagnostic {
  readonly code: number
  readonly category: number
  readonly message: string
  readonly range: {
    /** Index of the first character in the text of the source. */
    readonly start: number
    readonly source: { readonly normalizedPath: string }
  } | null
}

/** The compiler's number for an error among its categories of messages. */
export const errorCategory = 3

/** The compiler, or `undefined` if the optional dependency is not installed. */
export async function importCompiler(): Promise<Compiler | undefined> {
  return importOptional('assemblyscript/asc')
}
