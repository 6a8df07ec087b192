import type { ByteString } from './byte-string.ts'

type Member = readonly [key: ByteString, value: ByteString | number]

/**
 * A JSON object in the styled form of jsoncpp, Orthanc's library: a tab before each member, ` : ` between key and value, a line
 * feed at the end.
 */
export function styledJson(members: readonly Member[]): string {
  if (members.length === 0) return '{}\n'
  const lines = members.map(
    ([key, value]) =>
      `\t${jsonString(key)} : ${typeof value === 'number' ? value : jsonString(value)}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** The bytes of an UTF-8 text as a JSON string in ASCII; `/` is not escaped. */
export function jsonString(bytes: ByteString): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters that JSON escapes
  const escaped = /[\x00-\x1f"\\]|[\x80-\xff][^]{0,3}/g
  let json = ''
  let done = 0
  for (let found = escaped.exec(bytes); found !== null; found = escaped.exec(bytes)) {
    json += bytes.slice(done, found.index)
    const [code, length] = codePointAt(bytes, found.index)
    json += code < 0x80 ? escapeAscii(bytes.charAt(found.index)) : escapeUnicode(code)
    done = found.index + length
    escaped.lastIndex = done
  }
  return `"${json}${bytes.slice(done)}"`
}

function escapeAscii(character: string): string {
  return shortEscapes[character] ?? escapeUnit(character.charCodeAt(0))
}

function escapeUnicode(code: number): string {
  if (code < 0x10000) return escapeUnit(code)
  const above = code - 0x10000
  return escapeUnit(0xd800 + ((above >> 10) & 0x3ff)) + escapeUnit(0xdc00 + (above & 0x3ff))
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}

const replacement = 0xfffd

/**
 * Code point and length of the sequence at `at`, as jsoncpp reads it: the first byte alone says the length, the others
 * only give their six low bits; what is cut short, too long or a surrogate is U+FFFD.
 */
function codePointAt(bytes: ByteString, at: number): readonly [code: number, length: number] {
  const first = bytes.charCodeAt(at)
  if (first < 0x80) return [first, 1]
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : 1
  if (length === 1 || bytes.length - at < length) return [replacement, 1]
  let code = first & (0x7f >> length)
  for (let i = 1; i < length; i++) code = (code << 6) | (bytes.charCodeAt(at + i) & 0x3f)
  const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000
  const surrogate = code >= 0xd800 && code <= 0xdfff
  return [code < least || surrogate ? replacement : code, length]
}
