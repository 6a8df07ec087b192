import { ByteView } from './byte-view'

const ITEM: u32 = 0xfffee000
const ITEM_END: u32 = 0xfffee00d
const SEQUENCE_END: u32 = 0xfffee0dd

/** The length field of a value that ends at a delimiter (PS3.5, 7.1.3). */
const UNDEFINED: u32 = 0xffffffff

/** Real files have a few levels. The limit prevents a stack overflow for an invented file. */
const MAXIMUM_DEPTH = 64

/** The representations whose length has 16 bits; all others, future ones too, have 32 (PS3.5, 7.1.2). */
const SHORT_REPRESENTATIONS = tableOf(
  'AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US',
)
const UNKNOWN = indexOf(0x55, 0x4e)

/** "(7fe0,0010)". */
export function tagName(tag: u32): string {
  const hex = tag.toString(16).padStart(8, '0')
  return `(${hex.substring(0, 4)},${hex.substring(4)})`
}

/**
 * Reads the data elements between two offsets, little endian, one for each call of `next()`. It skips sequences, so
 * elements of their items are never mistaken for the data set's own.
 */
export class ElementReader {
  /** The element that `next()` found; a value of undefined length ends after its delimiter. */
  tag: u32 = 0
  valueAt: u32 = 0
  valueLength: u32 = 0
  isUndefinedLength: bool = false

  /** Why the elements cannot be read, or null. */
  problem: string | null = null

  private length: u32 = 0
  private isUnknown: bool = false

  constructor(
    public bytes: ByteView,
    public position: u32,
    public end: u32,
    public isExplicit: bool,
  ) {}

  /** False at the end, and if there is a `problem`. */
  next(): bool {
    if (this.position == this.end || !this.readHeader(this.isExplicit)) return false
    const tag = this.tag
    const valueAt = this.position
    const isUndefinedLength = this.length == UNDEFINED
    if (!this.skipValue(this.isExplicit, 0)) return false
    this.tag = tag
    this.valueAt = valueAt
    this.valueLength = this.position - valueAt
    this.isUndefinedLength = isUndefinedLength
    return true
  }

  /**
   * The value as text without its padding: a space, or NUL for a UID (PS3.5, 6.2); some writers take NUL for all.
   * Cut after `most` characters, by default one more than the longest value of an attribute that is rendered.
   */
  text(most: u32 = 65): string {
    let end = min<u32>(this.valueLength, most)
    while (end > 0 && isPadding(this.bytes.u8(this.valueAt + end - 1))) end--
    return this.bytes.text(this.valueAt, end)
  }

  /** The group of the element that `next()` would read; 0 at the end. */
  nextGroup(): u16 {
    return this.end - this.position >= 2 ? this.bytes.u16(this.position) : 0
  }

  /** The elements of the first item of a sequence that `next()` found; null if it has none. */
  firstItem(): ElementReader | null {
    const items = this.between(this.valueAt, this.valueAt + this.valueLength)
    if (this.valueLength == 0 || !items.readHeader(this.isExplicit) || items.tag != ITEM)
      return null
    const start = items.position
    const isUndefinedLength = items.length == UNDEFINED
    const isWhole = isUndefinedLength
      ? items.skipItem(this.isExplicit, 1)
      : items.skipBytes(items.length)
    // The delimiter, 8 bytes, is not an element of the item.
    const end = isUndefinedLength ? items.position - 8 : items.position
    const item = this.between(start, isWhole ? end : start)
    item.problem = items.problem
    return item
  }

  private between(start: u32, end: u32): ElementReader {
    return new ElementReader(this.bytes, start, end, this.isExplicit)
  }

  /** Reads tag and length and moves to the value. Only this function checks headers against the end. */
  private readHeader(isExplicit: bool): bool {
    const at = this.position
    if (this.end - at < 8)
      return this.fail(
        `truncated: ${this.end - at} bytes at offset ${at}, a data element has at least 8`,
      )
    this.tag = ((<u32>this.bytes.u16(at)) << 16) | this.bytes.u16(at + 2)
    this.isUnknown = false
    // Items and delimiters have no representation (PS3.5, 7.5).
    if (!isExplicit || this.tag >>> 16 == 0xfffe)
      return this.setLength(this.bytes.u32(at + 4), at + 8)
    const representation = indexOf(this.bytes.u8(at + 4), this.bytes.u8(at + 5))
    if (representation < 0)
      return this.fail(`${tagName(this.tag)} at offset ${at} has no value representation`)
    if (SHORT_REPRESENTATIONS[representation]) return this.setLength(this.bytes.u16(at + 6), at + 8)
    if (this.end - at < 12)
      return this.fail(`truncated: ${tagName(this.tag)} at offset ${at} ends in its header`)
    this.isUnknown = representation == UNKNOWN
    return this.setLength(this.bytes.u32(at + 8), at + 12)
  }

  private setLength(length: u32, valueAt: u32): bool {
    this.length = length
    this.position = valueAt
    return true
  }

  private skipValue(isExplicit: bool, depth: i32): bool {
    if (this.tag >>> 16 == 0xfffe)
      return this.fail(`delimiter ${tagName(this.tag)} out of place at offset ${this.position - 8}`)
    if (this.length != UNDEFINED) return this.skipBytes(this.length)
    // Of an unknown representation and undefined length: implicit inside (PS3.5, 6.2.2).
    return this.skipItems(isExplicit && !this.isUnknown, depth + 1)
  }

  /** Skips the items of a sequence up to its delimiter (PS3.5, 7.5.2). */
  private skipItems(isExplicit: bool, depth: i32): bool {
    if (depth > MAXIMUM_DEPTH)
      return this.fail(`sequences are nested more than ${MAXIMUM_DEPTH} levels deep`)
    while (this.readHeader(isExplicit)) {
      if (this.tag == SEQUENCE_END) return true
      if (this.tag != ITEM)
        return this.fail(
          `${tagName(this.tag)} at offset ${this.position - 8}, where an item of a sequence is expected`,
        )
      const isSkipped =
        this.length == UNDEFINED ? this.skipItem(isExplicit, depth) : this.skipBytes(this.length)
      if (!isSkipped) return false
    }
    return false
  }

  private skipItem(isExplicit: bool, depth: i32): bool {
    while (this.readHeader(isExplicit)) {
      if (this.tag == ITEM_END) return true
      if (!this.skipValue(isExplicit, depth)) return false
    }
    return false
  }

  private skipBytes(length: u32): bool {
    const left = this.end - this.position
    if (length > left)
      return this.fail(
        `truncated: ${tagName(this.tag)} has ${length} bytes at offset ${this.position}, ${left} are left`,
      )
    this.position += length
    return true
  }

  private fail(problem: string): bool {
    this.problem = problem
    return false
  }
}

function isPadding(byte: u8): bool {
  return byte == 0 || byte == 0x20
}

/** The index of a representation, two capital letters, in a table of 26 × 26; -1 for other bytes. */
function indexOf(first: u8, second: u8): i32 {
  const row = <i32>first - 0x41
  const column = <i32>second - 0x41
  return row >= 0 && row < 26 && column >= 0 && column < 26 ? row * 26 + column : -1
}

function tableOf(names: string): StaticArray<bool> {
  const table = new StaticArray<bool>(26 * 26)
  for (let at = 0; at < names.length; at += 3) {
    table[indexOf(<u8>names.charCodeAt(at), <u8>names.charCodeAt(at + 1))] = true
  }
  return table
}
