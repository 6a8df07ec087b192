import { ByteView } from './byte-view'
import { ElementReader, tagName } from './dicom-elements'
import { DicomFile } from './dicom-file'
import { ImageAttributes } from './image-attributes'
import { Modality, ModalityLookup } from './modality'

const PIXEL_DATA: u32 = 0x7fe00010
const MODALITY_LUT: u32 = 0x00283000

/** An image ready to be rendered: its attributes, and where its pixels lie. */
export class DicomImage {
  attributes: ImageAttributes = new ImageAttributes()
  modality: Modality = new Modality()
  pixelsAt: usize = 0
  pixelsLength: u32 = 0

  /** Reads a DICOM file, in place. Returns what is wrong, or null. */
  read(bytes: ByteView): string | null {
    const file = new DicomFile(bytes)
    const problem = file.open()
    return problem === null ? this.readDataset(file.dataset()) : problem
  }

  /** Where a frame begins, once `checkFrame` has no objection. */
  frameAt(frame: u32): usize {
    return this.pixelsAt + <usize>(this.attributes.frameLength() * frame)
  }

  /** Why a frame cannot be had, or null. */
  checkFrame(frame: u32): string | null {
    const frames = this.attributes.frames
    if (frame >= frames)
      return `frame ${frame} does not exist: the file has ${frames}, counted from 0`
    const length = this.attributes.frameLength()
    // Divided, because the product of hostile numbers has more than 64 bits.
    return length <= <u64>this.pixelsLength / (<u64>frame + 1)
      ? null
      : `pixel data of ${this.pixelsLength} bytes is too short: frame ${frame} of ${length} bytes each is not in it`
  }

  private readDataset(elements: ElementReader): string | null {
    const attributes = this.attributes
    let lookupItem: ElementReader | null = null
    // Elements are sorted by tag (PS3.5, 7.1): nothing after the pixels is of interest.
    while (elements.tag != PIXEL_DATA && elements.next()) {
      if (elements.tag == MODALITY_LUT) lookupItem = elements.firstItem()
      attributes.take(elements)
    }
    if (elements.problem !== null) return elements.problem
    if (elements.tag != PIXEL_DATA) return `no pixel data ${tagName(PIXEL_DATA)}`
    if (elements.isUndefinedLength)
      return 'compressed pixel data in spite of an uncompressed transfer syntax'
    this.pixelsAt = elements.bytes.at + elements.valueAt
    this.pixelsLength = elements.valueLength
    const problem = attributes.check()
    return problem === null ? this.readModality(lookupItem) : problem
  }

  private readModality(item: ElementReader | null): string | null {
    let lookup: ModalityLookup | null = null
    if (item !== null) {
      const found = new ModalityLookup()
      const problem = found.read(item, this.attributes.isSigned)
      if (problem !== null) return problem
      lookup = found
    }
    this.modality = Modality.of(this.attributes, lookup)
    // Linear, so that the ends of all stored values are enough.
    const isFiniteAll =
      isFinite(this.modality.apply(i16.MIN_VALUE)) && isFinite(this.modality.apply(u16.MAX_VALUE))
    return isFiniteAll
      ? null
      : 'rescale slope and intercept (0028,1053), (0028,1052) lead out of all numbers'
  }
}
