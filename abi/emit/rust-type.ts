import { enums } from '../enums.ts'

/** What C's own names of types are in Rust. */
const typesOfC: Readonly<Record<string, string>> = {
  void: 'c_void',
  char: 'c_char',
  int32_t: 'i32',
  int64_t: 'i64',
  uint8_t: 'u8',
  uint16_t: 'u16',
  uint32_t: 'u32',
  uint64_t: 'u64',
  float: 'f32',
  double: 'f64',
}

/** The Rust type of a C type: `const char* const*` is `*const *const c_char`. */
export function rustType(type: string): string {
  const pointer = /^(.*?)(?: const)?\*$/.exec(type)
  if (pointer !== null) {
    const [, pointed = ''] = pointer
    const isConst = type.endsWith('const*') || /^const [^*]*$/.test(pointed)
    return `*${isConst ? 'const' : 'mut'} ${rustType(pointed)}`
  }
  const name = type.replace(/^const /, '')
  if (name in enums) return rustEnumName(name)
  const own = typesOfC[name]
  if (own === undefined && !/^_?OrthancPlugin\w+$/.test(name))
    throw new Error(`there is no type ${type} in Rust`)
  return own ?? name
}

/** The name of an enumeration without its prefix: `OrthancPluginErrorCode` is `ErrorCode`. */
export function rustEnumName(name: string): string {
  return name.replace(/^_?OrthancPlugin/, '')
}
