import { parseDecimal } from './decimal'
import { ElementReader } from './dicom-elements'
import { ImageAttributes } from './image-attributes'

/** Maps stored values to values with a unit, for instance Hounsfield units (PS3.3, C.11.1). */
export class Modality {
  private slope: f64 = 1
  private intercept: f64 = 0

  constructor(private lookup: ModalityLookup | null = null) {}

  static of(attributes: ImageAttributes, lookup: ModalityLookup | null): Modality {
    const modality = new Modality(lookup)
    if (!isNaN(attributes.rescaleSlope)) modality.slope = attributes.rescaleSlope
    if (!isNaN(attributes.rescaleIntercept)) modality.intercept = attributes.rescaleIntercept
    return modality
  }

  apply(stored: i32): f64 {
    const lookup = this.lookup
    return lookup === null ? <f64>stored * this.slope + this.intercept : lookup.at(stored)
  }
}

/** A Modality LUT (PS3.3, C.11.1.1): one value for each stored value from `first` on. */
export class ModalityLookup {
  private count: u32 = 0
  private first: i32 = 0
  private dataAt: usize = 0
  private dataLength: u32 = 0

  /** Reads the first item of a Modality LUT Sequence. Returns the problem, or null. */
  read(item: ElementReader, isSigned: bool): string | null {
    while (item.next()) {
      const valueAt = item.bytes.at + item.valueAt
      if (item.tag == 0x00283002 && item.valueLength >= 6) {
        // 65536 entries are written as 0.
        const count = load<u16>(valueAt)
        this.count = count == 0 ? 65536 : count
        this.first = isSigned ? <i32>load<i16>(valueAt + 2) : <i32>load<u16>(valueAt + 2)
      }
      if (item.tag == 0x00283006) {
        this.dataAt = valueAt
        this.dataLength = item.valueLength
      }
    }
    if (item.problem !== null) return item.problem
    if (this.count == 0) return 'Modality LUT without a descriptor (0028,3002)'
    return this.dataLength >= this.count
      ? null
      : `Modality LUT of ${this.dataLength} bytes, ${this.count} entries announced`
  }

  /** A stored value outside the table has its first or last value. */
  at(stored: i32): f64 {
    const index = <usize>max<i32>(0, min<i32>(stored - this.first, this.count - 1))
    // Entries of 8 bits may be packed.
    const isWide = this.dataLength >= this.count * 2
    return isWide ? <f64>load<u16>(this.dataAt + (index << 1)) : <f64>load<u8>(this.dataAt + index)
  }
}
