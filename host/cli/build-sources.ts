import { extname } from 'node:path'

/** The options of `build`. */
export interface BuildCommandOptions {
  readonly output?: string
  readonly debug?: boolean
  readonly sdkInclude?: string
  readonly clang?: string
  readonly toolchain?: 'emscripten'
  readonly component?: boolean
  readonly verbose?: boolean
}

/** `module` is a plugin that is compiled already. */
type Language = 'AssemblyScript' | 'C' | 'C++' | 'Rust' | 'module'

const languages: Readonly<Record<string, Language>> = {
  '.ts': 'AssemblyScript',
  '.c': 'C',
  '.cc': 'C++',
  '.cpp': 'C++',
  '.cxx': 'C++',
  '.rs': 'Rust',
  '.wasm': 'module',
}

/** What a source is written in, by the end of its name. */
export function languageOf(source: string): Language | undefined {
  return languages[extname(source)]
}

const expected =
  'expected a plugin in AssemblyScript, a file NAME.ts, in C or C++, files NAME.c or NAME.cpp, or in Rust, a file NAME.rs'

/** Why these sources cannot be built with these options, if so. */
export function refuseSources(
  sources: readonly string[],
  options: BuildCommandOptions,
): string | undefined {
  const mayBeModule = options.component === true && sources.length === 1
  const other = sources.find((source) => {
    const language = languageOf(source)
    return language === undefined || (language === 'module' && !mayBeModule)
  })
  if (other !== undefined) return `${other}: ${expected}`
  const families = new Set(sources.map(familyOf))
  if (families.size > 1) return `${sources.join(' ')}: a plugin is in one language`
  return families.has('C') ? refuseC(sources, options) : refuseOther(sources, options)
}

/** C and C++ go together. */
function familyOf(source: string): Language | undefined {
  const language = languageOf(source)
  return language === 'C++' ? 'C' : language
}

function refuseC(
  sources: readonly string[],
  { clang, toolchain, component }: BuildCommandOptions,
): string | undefined {
  const cpp = sources.find((source) => languageOf(source) === 'C++')
  if (cpp !== undefined && toolchain === undefined)
    return `${cpp}: plugins in C++ need --toolchain emscripten`
  if (toolchain === undefined) return undefined
  if (clang !== undefined) return '--clang and --toolchain: only one of them can compile'
  if (component === true) return '--component: components cannot have the exceptions of C++'
  return undefined
}

function refuseOther(sources: readonly string[], options: BuildCommandOptions): string | undefined {
  const option = optionForC(options)
  if (option !== undefined) return `--${option} is for plugins in C and C++`
  if (sources.length === 1) return undefined
  return `${sources.length} sources: name the main file of the plugin alone, it names the others`
}

function optionForC({ clang, sdkInclude, toolchain }: BuildCommandOptions): string | undefined {
  if (clang !== undefined) return 'clang'
  if (sdkInclude !== undefined) return 'sdk-include'
  return toolchain === undefined ? undefined : 'toolchain'
}
