import { PluginLoadError } from '../../exchange/errors.ts'
import type { ByteReader } from '../../wasm/byte-reader.ts'

/** What an index of types stands for: a type as text, or the contents of an instance. */
export type Type = string | ReadonlyMap<string, string>

/** Numbers of what a place may be for. */
export const sorts = { core: 0, function: 1, type: 3, instance: 5 } as const

/** Of the places of core WebAssembly. */
const coreModule = 0x11

/** Instance types within each other: interfaces have one. The readers recurse. */
const deepestScope = 100

/** The index spaces of a component, or of the type of an instance, which sees those around it. */
export class Scope {
  readonly outer: Scope | undefined
  readonly #depth: number
  readonly types: Type[] = []
  readonly functions: string[] = []
  readonly instances: ReadonlyMap<string, string>[] = []
  readonly imports = new Map<string, ReadonlyMap<string, string>>()
  readonly exports = new Map<string, string>()
  /** Core modules of which there is an instance. */
  readonly started = new Set<number>()

  /** Throws `PluginLoadError` for types that are nested too deeply. */
  constructor(outer?: Scope) {
    this.outer = outer
    this.#depth = outer === undefined ? 0 : outer.#depth + 1
    if (this.#depth > deepestScope) throw unknownPart(`types nested deeper than ${deepestScope}`)
  }

  text(index: number): string {
    const type = this.types[index]
    if (typeof type !== 'string') throw unknownPart(`a type ${index}`)
    return type
  }

  above(count: number): Scope {
    if (count === 0) return this
    if (this.outer === undefined) throw unknownPart('a type of what is around it')
    return this.outer.above(count - 1)
  }
}

/** Gives a place to what stands elsewhere. */
export function readAlias(reader: ByteReader, scope: Scope): void {
  const sort = reader.byte()
  // One module by two numbers: nobody could tell how often it runs.
  if (sort === sorts.core && reader.byte() === coreModule) throw unknownPart('aliases of modules')
  const target = reader.byte()
  const index = reader.u32()
  const found = target === 2 ? scope.above(index).types[reader.u32()] : ofInstance(reader.name())
  if (sort === sorts.type) scope.types.push(found ?? 'unknown')
  if (sort === sorts.function) scope.functions.push(describe(found))
  if (sort === sorts.instance) scope.instances.push(new Map())

  function ofInstance(name: string): string | undefined {
    return target === 0 ? scope.instances[index]?.get(name) : undefined
  }
}

/** What an import or export is said to be; it gets a place in `scope`. Indices are those of `seen`. */
export function readDescribed(reader: ByteReader, scope: Scope, name: string, seen = scope): Type {
  const sort = reader.byte()
  if (sort === sorts.type) {
    // A type that equals another one, or a resource by its name.
    const type = reader.byte() === 0 ? (seen.types[reader.u32()] ?? 'unknown') : name
    scope.types.push(type)
    return type
  }
  if (sort !== sorts.function && sort !== sorts.instance) throw unknownPart('other parts')
  const type = seen.types[reader.u32()] ?? 'unknown'
  if (sort === sorts.function) scope.functions.push(describe(type))
  else scope.instances.push(typeof type === 'string' ? new Map() : type)
  return type
}

export function describe(type: Type | undefined): string {
  return typeof type === 'string' ? type : 'an instance'
}

export function unknownPart(what: string): PluginLoadError {
  return new PluginLoadError([`a component with ${what}, which this host does not take`])
}
