// The script language is about bytes: a text here has one character for each byte, and is never decoded as UTF-8.

/** The text at an address, up to the NUL. */
export function readText(at: usize): string {
  let end = at
  while (load<u8>(end) != 0) end++
  const codes = new Array<i32>(<i32>(end - at))
  for (let i = 0; i < codes.length; i++) codes[i] = load<u8>(at + <usize>i)
  return String.fromCharCodes(codes)
}

/** The bytes of a text and a final NUL. */
export function writeText(text: string): StaticArray<u8> {
  const bytes = new StaticArray<u8>(text.length + 1)
  for (let i = 0; i < text.length; i++) bytes[i] = <u8>text.charCodeAt(i)
  return bytes
}

/** A text with each `%zz` replaced by the byte that it stands for. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  const codes = new Array<i32>()
  for (let i = 0; i < text.length; i++) {
    const high = text.charAt(i) == '%' ? hexDigit(text, i + 1) : -1
    const low = high < 0 ? -1 : hexDigit(text, i + 2)
    if (low >= 0) {
      codes.push(high * 16 + low)
      i += 2
    } else {
      codes.push(text.charCodeAt(i))
    }
  }
  return String.fromCharCodes(codes)
}

function hexDigit(text: string, index: i32): i32 {
  const code = index < text.length ? text.charCodeAt(index) : 0
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1
}

/** In hexadecimal, with at least this many digits. */
export function hex(value: u32, digits: i32): string {
  return value.toString(16).padStart(digits, '0')
}

/** In quotes, with `%zz` for what is not printable ASCII and for `"` and `%`; `null` for NULL. */
export function quote(at: usize): string {
  if (at == 0) return 'null'
  const text = readText(at)
  let quoted = '"'
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const isPlain = code >= 0x20 && code <= 0x7e && code != 0x22 && code != 0x25
    quoted += isPlain ? text.charAt(i) : '%' + hex(code, 2)
  }
  return quoted + '"'
}

/** The number at the start of a text; 0 if there is none. */
export function parseNumber(text: string): i64 {
  let at = text.startsWith('-') ? 1 : 0
  let value: i64 = 0
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  return text.startsWith('-') ? -value : value
}
