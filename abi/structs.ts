import { layOut, type Field, type Layout } from './kinds.ts'

/** A struct that host and plugin both read, with its layout on wasm32. */
export interface Struct<Name extends string = string> extends Layout {
  readonly fields: readonly Field[]
  /** The offset of each field in bytes. */
  readonly at: Readonly<Record<Name, number>>
}

function struct<const F extends readonly Field[]>(fields: F): Struct<F[number]['name']> {
  const layout = layOut(fields)
  const at = Object.fromEntries(fields.map(({ name }, i) => [name, layout.offsets[i]]))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.fromEntries forgets the names
  return { fields, ...layout, at: at as Record<F[number]['name'], number> }
}

/** The structs that host and plugin exchange. */
export const structs = {
  /** The request that a REST callback receives. 44 bytes. */
  OrthancPluginHttpRequest: struct([
    { name: 'method', kind: 'i32', type: 'OrthancPluginHttpMethod' },
    { name: 'groupsCount', kind: 'u32' },
    { name: 'groups', kind: 'strings', sizedBy: 'groupsCount' },
    { name: 'getCount', kind: 'u32' },
    { name: 'getKeys', kind: 'strings', sizedBy: 'getCount' },
    { name: 'getValues', kind: 'strings', sizedBy: 'getCount' },
    { name: 'body', kind: 'bytes', sizedBy: 'bodySize' },
    { name: 'bodySize', kind: 'u32' },
    { name: 'headersCount', kind: 'u32' },
    { name: 'headersKeys', kind: 'strings', sizedBy: 'headersCount' },
    { name: 'headersValues', kind: 'strings', sizedBy: 'headersCount' },
  ]),
  /** Bytes that a plugin frees with `OrthancPluginFreeMemoryBuffer`. 8 bytes. */
  OrthancPluginMemoryBuffer: struct([
    { name: 'data', kind: 'pointer', type: 'void*' },
    { name: 'size', kind: 'u32' },
  ]),
  /** As `OrthancPluginMemoryBuffer`, with a size of 64 bits. 16 bytes. */
  OrthancPluginMemoryBuffer64: struct([
    { name: 'data', kind: 'pointer', type: 'void*' },
    { name: 'size', kind: 'u64' },
  ]),
  /** The dictionary's entry for a DICOM tag. 16 bytes. */
  OrthancPluginDictionaryEntry: struct([
    { name: 'group', kind: 'u16' },
    { name: 'element', kind: 'u16' },
    { name: 'vr', kind: 'i32', type: 'OrthancPluginValueRepresentation' },
    { name: 'minMultiplicity', kind: 'u32' },
    { name: 'maxMultiplicity', kind: 'u32' },
  ]),
} as const
