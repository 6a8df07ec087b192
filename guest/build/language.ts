import { extname } from 'node:path'

/** `module` is a plugin that is compiled already. */
export type Language = 'AssemblyScript' | 'C' | 'C++' | 'Rust' | 'JavaScript' | 'Python' | 'module'

const languages: Readonly<Record<string, Language>> = {
  '.ts': 'AssemblyScript',
  '.c': 'C',
  '.cc': 'C++',
  '.cpp': 'C++',
  '.cxx': 'C++',
  '.rs': 'Rust',
  '.js': 'JavaScript',
  '.mjs': 'JavaScript',
  // TypeScript; `.ts` is AssemblyScript.
  '.mts': 'JavaScript',
  '.py': 'Python',
  '.wasm': 'module',
}

/** The language of a source, by the extension of its name. */
export function languageOf(source: string): Language | undefined {
  return languages[extname(source)]
}
