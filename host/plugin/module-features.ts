import { PluginLoadError } from '../exchange/errors.ts'
import { ByteReader, hex } from './byte-reader.ts'
import { readSections, sectionIds } from './module-reader.ts'
import { readLimits } from './type-reader.ts'

const functionForm = 0x60

/** Forms of types that are no functions, by the proposals that have them. */
const otherForms: ReadonlyMap<number, string> = new Map([
  [0x4e, 'groups of types (GC)'],
  [0x4f, 'subtypes (GC)'],
  [0x50, 'subtypes (GC)'],
  [0x5d, 'continuations (stack switching)'],
  [0x5e, 'arrays (GC)'],
  [0x5f, 'structs (GC)'],
])

/** `i32`, `i64`, `f32`, `f64`, `v128`, `funcref`, `externref`. */
const valueTypes: ReadonlySet<number> = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f])
const referenceTypes: ReadonlySet<number> = new Set([0x70, 0x6f])

/**
 * Refuses what the oldest Node does not have, with the same words on each: types that are no functions, values and tables of
 * their references, 64-bit and several memories. Structs and arrays would lie in the JavaScript memory of the thread, where
 * V8 ends the whole process if there is no room for a large one. Instructions that need none of these types (relaxed SIMD,
 * constant expressions, `try_table`) run where V8 has them.
 *
 * Throws `PluginLoadError`.
 */
export function requireFeatures(bytes: Uint8Array): void {
  for (const { id, start, end } of readSections(bytes)) {
    const reader = new ByteReader(bytes, start, end)
    if (id === sectionIds.type) reader.each(() => requireFunctionType(reader))
    if (id === sectionIds.memory) requireOneMemory(reader)
    if (id === sectionIds.table) reader.each(() => requireTable(reader))
  }
}

function requireFunctionType(reader: ByteReader): void {
  const form = reader.byte()
  if (form !== functionForm) throw unsupported(otherForms.get(form) ?? `types of form ${hex(form)}`)
  for (let side = 0; side < 2; side++)
    reader.each(() => {
      const type = reader.byte()
      if (!valueTypes.has(type)) throw unsupported(otherValue(type))
    })
}

function otherValue(type: number): string {
  if (type === 0x69 || type === 0x74) return 'exceptions as values (exnref)'
  const isReference = type >= 0x63 && type < 0x74
  return isReference ? `references of type ${hex(type)} (GC)` : `values of type ${hex(type)}`
}

function requireOneMemory(reader: ByteReader): void {
  const count = reader.each(() => {
    if (readLimits(reader).is64) throw new PluginLoadError(['64-bit memory is not supported'])
  })
  if (count > 1) throw new PluginLoadError(['several memories are not supported'])
}

function requireTable(reader: ByteReader): void {
  if (!referenceTypes.has(reader.byte()))
    throw unsupported('tables of other references than functions and externals (GC)')
  if (readLimits(reader).is64) throw unsupported('64-bit tables')
}

function unsupported(what: string): PluginLoadError {
  return new PluginLoadError([`${what} are not supported`])
}
