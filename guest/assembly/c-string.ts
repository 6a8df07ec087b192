/**
 * A C string of the host: UTF-8 bytes up to a NUL. A reference is its address, so passing it copies nothing. Valid
 * until the callback returns; `toString()` returns a copy that stays valid.
 */
@unmanaged
export class CString {
  private constructor() {}

  /** The length in bytes, without the NUL. */
  get byteLength(): i32 {
    return <i32>lengthAt(changetype<usize>(this))
  }

  /** The text; `""` for NULL. A template literal calls it. */
  toString(): string {
    return decode(changetype<usize>(this))
  }

  /** True if the texts are equal; makes no copy. */
  equals(text: string): bool {
    return isEqual(changetype<usize>(this), encode(text))
  }
}

/**
 * A text as UTF-8 with a NUL at its end. Keep the result in a variable until the host's function has returned:
 * the garbage collector frees a buffer that only an address points to.
 */
export function encode(text: string): ArrayBuffer {
  return String.UTF8.encode(text, true)
}

/** Encodes texts. On wasm32 the array of references is an array of their addresses. */
export function encodeAll(texts: string[]): ArrayBuffer[] {
  return texts.map<ArrayBuffer>((text) => encode(text))
}

/** The text at an address; `""` for NULL. */
export function decode(at: usize): string {
  return at == 0 ? '' : String.UTF8.decodeUnsafe(at, lengthAt(at))
}

/** The texts of an array of C. */
export function decodeAll(at: usize, count: u32): string[] {
  const texts = new Array<string>()
  for (let i: u32 = 0; i < count; i++)
    texts.push(decode(load<usize>(at + <usize>i * sizeof<usize>())))
  return texts
}

/** True if the bytes at an address, including the NUL, equal those of an encoded text. */
export function isEqual(at: usize, encoded: ArrayBuffer): bool {
  const other = changetype<usize>(encoded)
  if (at == 0) return false
  let offset: usize = 0
  while (load<u8>(at + offset) == load<u8>(other + offset)) {
    if (load<u8>(at + offset) == 0) return true
    offset++
  }
  return false
}

function lengthAt(at: usize): usize {
  let end = at
  while (load<u8>(end) != 0) end++
  return end - at
}
