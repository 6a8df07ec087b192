import type { Field } from '../kinds.ts'

/** The C type of a member or an argument whose field does not name one. */
const typesOfKinds: Readonly<Record<string, string>> = {
  u8: 'uint8_t',
  u16: 'uint16_t',
  u32: 'uint32_t',
  i32: 'int32_t',
  u64: 'uint64_t',
  i64: 'int64_t',
  f32: 'float',
  f64: 'double',
  string: 'const char*',
  optionalString: 'const char*',
  bytes: 'const void*',
  optionalBytes: 'const void*',
  extent: 'const void*',
  strings: 'const char* const*',
  output: 'OrthancPluginRestOutput*',
}

/** The C type of a field; other kinds than those above name it. */
export function cType(field: Pick<Field, 'name' | 'kind' | 'type'>): string {
  const type = field.type ?? typesOfKinds[field.kind]
  if (type === undefined) throw new Error(`${field.name} (${field.kind}) names no C type`)
  return type
}

/** Where a field stands in its C struct. */
export function memberOf(field: Field): string {
  return field.member ?? field.name
}

/** What a pointer of the C type `type` points to. */
export function pointee(type: string): string {
  if (!type.endsWith('*')) throw new Error(`${type} is not a pointer`)
  return type.slice(0, -1).trimEnd()
}

/** The value of a C type that says "nothing": `NULL` or 0. */
export function nothingOf(type: string): string {
  if (type.endsWith('*')) return 'NULL'
  return /^_?OrthancPlugin/.test(type) ? `(${type}) 0` : '0'
}

/** The SDK's names of types in C code; the tags of its structs end in `_t`. */
export function namesIn(code: string): readonly string[] {
  const names = [...code.matchAll(/\b_?OrthancPlugin\w+/g)].map(([name]) => name)
  return names.filter((name) => !name.endsWith('_t'))
}
