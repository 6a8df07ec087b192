import { ImageAttributes } from './image-attributes'

/** Extracts the stored value from the bits of a grey sample (PS3.5, 8.1.1). */
export class StoredValues {
  shift: u32
  mask: u32
  /** The sign bit, 0 for unsigned values: `(bits ^ sign) - sign` extends it. */
  sign: u32

  constructor(attributes: ImageAttributes) {
    this.shift = attributes.highBit + 1 - attributes.bitsStored
    // Other bits may contain anything, for instance overlays.
    this.mask = (1 << attributes.bitsStored) - 1
    this.sign = attributes.isSigned ? 1 << (attributes.bitsStored - 1) : 0
  }
}

/** The least and the greatest stored value of a frame. */
export class StoredRange {
  low: i32 = i32.MAX_VALUE
  high: i32 = i32.MIN_VALUE
}

/** T is the sample as allocated, u8 or u16. */
export function findRange<T>(from: usize, count: usize, values: StoredValues): StoredRange {
  const range = new StoredRange()
  let low = i32.MAX_VALUE
  let high = i32.MIN_VALUE
  const shift = values.shift
  const mask = values.mask
  const sign = values.sign
  const end = from + count * sizeof<T>()
  // Addresses and plain numbers only: a managed object in the loop costs more than the loop.
  for (let at = from; at < end; at += sizeof<T>()) {
    const stored = <i32>((((<u32>load<T>(at) >>> shift) & mask) ^ sign) - sign)
    low = min<i32>(low, stored)
    high = max<i32>(high, stored)
  }
  range.low = low
  range.high = high
  return range
}

/** Writes the stored values as 16 bit, which a signed one fills with its sign. */
export function copyStored<T>(from: usize, to: usize, count: usize, values: StoredValues): void {
  const shift = values.shift
  const mask = values.mask
  const sign = values.sign
  for (let i: usize = 0; i < count; i++) {
    const bits = (<u32>load<T>(from + i * sizeof<T>()) >>> shift) & mask
    store<u16>(to + (i << 1), <u16>((bits ^ sign) - sign))
  }
}

/** Writes one byte for each sample: the entry of the table at its bits. */
export function copyThroughTable<T>(
  from: usize,
  to: usize,
  count: usize,
  values: StoredValues,
  table: usize,
): void {
  const shift = values.shift
  const mask = values.mask
  for (let i: usize = 0; i < count; i++) {
    const bits = (<u32>load<T>(from + i * sizeof<T>()) >>> shift) & mask
    store<u8>(to + i, load<u8>(table + bits))
  }
}
