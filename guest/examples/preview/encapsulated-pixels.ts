import { ByteView } from './byte-view'
import { ElementReader } from './dicom-elements'

/** An item begins with its tag and its length. */
const HEADER_LENGTH: u32 = 8
const UNDEFINED_LENGTH: u32 = 0xffffffff

/** The compressed frames of pixel data that is divided into fragments (PS3.5, A.4). */
export class EncapsulatedPixels {
  private bytes: ByteView = new ByteView(0, 0)
  /** The places of the items: that of the offset table, then those of the fragments. */
  private items: u32[] = []

  /** Reads the items of an element that `next()` found. Returns the problem, or null. */
  read(element: ElementReader): string | null {
    this.bytes = element.bytes
    // `next()` has checked that all items are in the file; the last one is the delimiter.
    const end = element.valueAt + element.valueLength - HEADER_LENGTH
    let at = element.valueAt
    while (at < end) {
      this.items.push(at)
      const length = this.lengthOf(at)
      if (length == UNDEFINED_LENGTH) return `a fragment of undefined length at offset ${at}`
      at += HEADER_LENGTH + length
    }
    return this.items.length > 1 ? null : 'pixel data without a fragment'
  }

  /** The bytes of one of `frames` frames, put together; null if the fragments do not say where it is. */
  frame(frame: u32, frames: u32): Uint8Array | null {
    const fragments = <u32>this.items.length - 1
    if (frames == 1) return this.join(1, fragments + 1)
    if (fragments == frames) return this.join(frame + 1, frame + 2)
    const first = this.fragmentOf(frame)
    const end = frame + 1 == frames ? fragments + 1 : this.fragmentOf(frame + 1)
    return first > 0 && end > first ? this.join(first, end) : null
  }

  /** The item at which the offset table lets a frame begin, 0 if there is none. */
  private fragmentOf(frame: u32): u32 {
    const table = this.items[0]
    if (this.lengthOf(table) < (frame + 1) * 4) return 0
    const offset = this.bytes.u32(table + HEADER_LENGTH + frame * 4)
    const at = <u64>this.items[1] + offset
    for (let item = 1; item < this.items.length; item++)
      if (<u64>this.items[item] == at) return item
    return 0
  }

  /** The contents of the items from one up to, not including, another. */
  private join(first: u32, end: u32): Uint8Array {
    let length = 0
    for (let item = first; item < end; item++) length += this.lengthOf(this.items[item])
    const joined = new Uint8Array(length)
    let to = joined.dataStart
    for (let item = first; item < end; item++) {
      const part = this.lengthOf(this.items[item])
      memory.copy(to, this.bytes.at + this.items[item] + HEADER_LENGTH, part)
      to += part
    }
    return joined
  }

  private lengthOf(item: u32): u32 {
    return this.bytes.u32(item + 4)
  }
}
