import { invokeService } from '../../abi/functions.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { ByteReader } from '../wasm/byte-reader.ts'
import { readImports } from '../wasm/module-interface.ts'
import { moduleKind, readSections, sectionIds } from '../wasm/module-reader.ts'

/** What compilers write into the producers section (Tool Conventions, ProducersSection.md), by field. */
type Producers = ReadonlyMap<string, readonly string[]>

/**
 * The language that a module or a component was written in: what its own producers section says, or what tells its compiler.
 * `undefined` where nothing does; broken sections say nothing.
 */
export function readLanguage(bytes: Uint8Array): string | undefined {
  const producers = producersOf(bytes)
  const named = producers.get('language')?.map(spelled) ?? []
  if (named.length > 0) return named.join(', ')
  const clang = producers.get('processed-by')?.find((tool) => tool.startsWith('clang'))
  if (clang !== undefined) return `C or C++ (${clang.split(' ').slice(0, 2).join(' ')})`
  return moduleKind(bytes) === 'core' ? languageOfImports(bytes) : undefined
}

function producersOf(bytes: Uint8Array): Producers {
  for (const { id, start, end } of readSections(bytes)) {
    const fields = id === sectionIds.custom ? readProducers(new ByteReader(bytes, start, end)) : []
    if (fields.length > 0) return new Map(fields)
  }
  return new Map()
}

function readProducers(reader: ByteReader): readonly (readonly [string, readonly string[]])[] {
  try {
    if (reader.name() !== 'producers') return []
    return reader.vector(() => [
      reader.name(),
      reader.vector(() => `${reader.name()} ${reader.name()}`.trimEnd()),
    ])
  } catch (error) {
    if (error instanceof PluginLoadError) return []
    throw error
  }
}

/** `C_plus_plus_17` as people write it. */
function spelled(language: string): string {
  return language.replace(/^C_plus_plus_?/, 'C++')
}

/** Only AssemblyScript imports `env.abort`, and only what has the inline functions of the C header `InvokeService`. */
function languageOfImports(bytes: Uint8Array): string | undefined {
  const imports = readImports(bytes)
  if (imports.some(({ module, name }) => module === 'env' && name === 'abort'))
    return 'AssemblyScript'
  const invokes = imports.some(({ module, name }) => module === 'orthanc' && name === invokeService)
  return invokes ? 'C or C++' : undefined
}
