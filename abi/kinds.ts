/**
 * The kinds of value that plugin and host exchange, as C has them on wasm32.
 *
 * A kind determines the width of a value in a parameter struct, its form as a WebAssembly argument, and how the host
 * decodes it (host/imports/decode.ts).
 */
export const kinds = {
  u8: { size: 1, wasm: 'i32' },
  u16: { size: 2, wasm: 'i32' },
  u32: { size: 4, wasm: 'i32' },
  i32: { size: 4, wasm: 'i32' },
  u64: { size: 8, wasm: 'i64' },
  i64: { size: 8, wasm: 'i64' },
  f32: { size: 4, wasm: 'f32' },
  f64: { size: 8, wasm: 'f64' },
  /** An address that the handler checks itself, because its extent depends on other fields. */
  pointer: { size: 4, wasm: 'i32' },
  /** `const char*`: bytes up to a NUL; NULL is a bad pointer. */
  string: { size: 4, wasm: 'i32' },
  /** `const char*` that may be NULL. */
  optionalString: { size: 4, wasm: 'i32' },
  /** `const void*` whose length stands in the field `sizedBy`; NULL is allowed where that is 0. */
  bytes: { size: 4, wasm: 'i32' },
  /** As `bytes`, but NULL means empty, whatever the length is. */
  optionalBytes: { size: 4, wasm: 'i32' },
  /** `const void*` whose length follows from several fields: the handler computes it, then the host checks it. */
  extent: { size: 4, wasm: 'i32' },
  /** `const char* const*` whose count stands in the field `sizedBy`. */
  strings: { size: 4, wasm: 'i32' },
  /** `OrthancPluginRestOutput*`: the handle of the answer in progress. */
  output: { size: 4, wasm: 'i32' },
  /** A function of the plugin: an index into its table. */
  callback: { size: 4, wasm: 'i32' },
  /** The address of a result; the host checks it before the service runs. */
  result: { size: 4, wasm: 'i32' },
} as const

export type Kind = keyof typeof kinds

/** A member of a struct: its name in the SDK, its kind, its C type where the kind does not say it. */
export interface Field {
  readonly name: string
  readonly kind: Kind
  /** The C type, e.g. the name of an enumeration; for documentation and the C header. */
  readonly type?: string
  /** For `bytes`, `optionalBytes` and `strings`: the field that holds their length. */
  readonly sizedBy?: string
  /** Its path in the C struct where that is not its name: a member of a struct inside the struct. */
  readonly member?: string
}

/** Size and offsets of a struct in bytes, as a C compiler lays it out for wasm32. */
export interface Layout {
  readonly size: number
  readonly alignment: number
  readonly offsets: readonly number[]
}

/** Lays fields out as C does: each aligned to its own size, the whole padded to the largest alignment. */
export function layOut(fields: readonly Pick<Field, 'kind'>[]): Layout {
  const offsets: number[] = []
  let end = 0
  let alignment = 1
  for (const { kind } of fields) {
    const { size } = kinds[kind]
    const offset = Math.ceil(end / size) * size
    offsets.push(offset)
    end = offset + size
    alignment = Math.max(alignment, size)
  }
  return { size: Math.ceil(end / alignment) * alignment, alignment, offsets }
}
