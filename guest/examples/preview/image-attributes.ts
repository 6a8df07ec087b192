import { parseDecimal } from './decimal'
import { ElementReader, tagName } from './dicom-elements'

const ROWS: u32 = 0x00280010
const COLUMNS: u32 = 0x00280011

/** Above the size of any detector; file and picture then fit in a plugin's default 256 MiB, also with 16 bits. */
const MAXIMUM_PIXELS: u64 = 32 * 1024 * 1024

/** The attributes of a data set's pixels (Image Pixel Module, PS3.3, C.7.6.3). */
export class ImageAttributes {
  rows: u32 = 0
  columns: u32 = 0
  samplesPerPixel: u32 = 1
  planarConfiguration: u32 = 0
  bitsAllocated: u32 = 0
  bitsStored: u32 = 0
  highBit: i32 = -1
  isSigned: bool = false
  frames: u32 = 1
  photometric: string = ''

  rescaleSlope: f64 = NaN
  rescaleIntercept: f64 = NaN
  windowCenter: f64 = NaN
  windowWidth: f64 = NaN
  windowFunction: string = ''

  /** Stores the value of the reader's current element if it is one of these attributes. */
  take(reader: ElementReader): void {
    switch (reader.tag) {
      case ROWS:
        this.rows = readU16(reader, this.rows)
        break
      case COLUMNS:
        this.columns = readU16(reader, this.columns)
        break
      case 0x00280002:
        this.samplesPerPixel = readU16(reader, this.samplesPerPixel)
        break
      case 0x00280004:
        this.photometric = readText(reader)
        break
      case 0x00280006:
        this.planarConfiguration = readU16(reader, this.planarConfiguration)
        break
      case 0x00280008:
        this.frames = readFrames(reader)
        break
      case 0x00280100:
        this.bitsAllocated = readU16(reader, this.bitsAllocated)
        break
      case 0x00280101:
        this.bitsStored = readU16(reader, this.bitsStored)
        break
      case 0x00280102:
        this.highBit = readU16(reader, this.highBit)
        break
      case 0x00280103:
        this.isSigned = readU16(reader, 0) == 1
        break
      case 0x00281050:
        this.windowCenter = parseDecimal(readText(reader))
        break
      case 0x00281051:
        this.windowWidth = parseDecimal(readText(reader))
        break
      case 0x00281052:
        this.rescaleIntercept = parseDecimal(readText(reader))
        break
      case 0x00281053:
        this.rescaleSlope = parseDecimal(readText(reader))
        break
      case 0x00281056:
        this.windowFunction = readText(reader)
        break
      default:
        break
    }
  }

  /** Sets the defaults of absent attributes. Returns the attribute that cannot be rendered, or null. */
  check(): string | null {
    if (this.rows == 0) return `no rows ${tagName(ROWS)}`
    if (this.columns == 0) return `no columns ${tagName(COLUMNS)}`
    if (<u64>this.rows * this.columns > MAXIMUM_PIXELS) {
      return `${this.columns} × ${this.rows} pixels: at most ${MAXIMUM_PIXELS} are rendered`
    }
    return this.isGrey() ? this.checkGrey() : this.checkColour()
  }

  isGrey(): bool {
    return this.photometric == 'MONOCHROME1' || this.photometric == 'MONOCHROME2'
  }

  bytesPerSample(): u32 {
    return this.bitsAllocated >>> 3
  }

  frameLength(): u64 {
    return <u64>this.rows * this.columns * this.samplesPerPixel * this.bytesPerSample()
  }

  private checkGrey(): string | null {
    if (this.samplesPerPixel != 1)
      return `${this.photometric} with ${this.samplesPerPixel} samples per pixel, 1 expected`
    if (this.bitsAllocated != 8 && this.bitsAllocated != 16) {
      return `${this.bitsAllocated} bits allocated (0028,0100): only 8 and 16 are supported`
    }
    if (this.bitsStored == 0) this.bitsStored = this.bitsAllocated
    if (this.highBit < 0) this.highBit = this.bitsStored - 1
    const bits = `${this.bitsStored} bits stored, high bit ${this.highBit}, ${this.bitsAllocated} bits allocated`
    const isPossible =
      this.highBit < <i32>this.bitsAllocated && this.highBit + 1 >= <i32>this.bitsStored
    return isPossible ? null : `impossible pixel format: ${bits}`
  }

  private checkColour(): string | null {
    if (this.photometric != 'RGB') {
      const found = this.photometric == '' ? 'none' : this.photometric
      return `photometric interpretation ${found} is not supported: only MONOCHROME1, MONOCHROME2 and RGB`
    }
    if (this.samplesPerPixel != 3)
      return `RGB with ${this.samplesPerPixel} samples per pixel, 3 expected`
    if (this.bitsAllocated != 8)
      return `RGB with ${this.bitsAllocated} bits allocated (0028,0100): only 8 are supported`
    return this.planarConfiguration <= 1
      ? null
      : `planar configuration ${this.planarConfiguration}: only 0 and 1 exist`
  }
}

function readU16(reader: ElementReader, absent: u32): u32 {
  return reader.valueLength >= 2 ? reader.bytes.u16(reader.valueAt) : absent
}

/** The first of several values, without the spaces around it (PS3.5, 6.4). */
function readText(reader: ElementReader): string {
  const text = reader.text()
  const end = text.indexOf('\\')
  return (end < 0 ? text : text.substring(0, end)).trim()
}

function readFrames(reader: ElementReader): u32 {
  const frames = parseDecimal(readText(reader))
  return frames >= 1 && frames <= <f64>i32.MAX_VALUE ? <u32>frames : 1
}
