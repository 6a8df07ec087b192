import { ByteView } from './byte-view'
import { ElementReader, tagName } from './dicom-elements'
import { DicomFile } from './dicom-file'
import { ImageAttributes } from './image-attributes'
import { Modality, ModalityLookup } from './modality'

const PIXEL_DATA: u32 = 0x7fe00010
const MODALITY_LUT: u32 = 0x00283000

/** An image to render: its attributes and the location of its pixels. */
export class DicomImage {
  attributes: ImageAttributes = new ImageAttributes()
  modality: Modality = new Modality()
  pixelsAt: usize = 0
  pixelsLength: u32 = 0

  /** Reads a DICOM file, in place. Returns the problem, or null. */
  read(bytes: ByteView): string | null {
    const file = new DicomFile(bytes)
    const problem = file.open()
    return problem === null ? this.readDataset(file.dataset()) : problem
  }

  /** The address of a frame that `checkFrame` accepted. */
  frameAt(frame: u32): usize {
    return this.pixelsAt + <usize>(this.attributes.frameLength() * frame)
  }

  /** Returns why a frame is not available, or null. */
  checkFrame(frame: u32): string | null {
    const frames = this.attributes.frames
    if (frame >= frames)
      return `frame ${frame} does not exist: the file has ${frames}, counted from 0`
    const length = this.attributes.frameLength()
    // A division, because a product of hostile numbers can exceed 64 bits.
    return length <= <u64>this.pixelsLength / (<u64>frame + 1)
      ? null
      : `pixel data of ${this.pixelsLength} bytes is too short: frame ${frame} of ${length} bytes each is not in it`
  }

  private readDataset(elements: ElementReader): string | null {
    const attributes = this.attributes
    let lookupItem: ElementReader | null = null
    // Elements are sorted by tag (PS3.5, 7.1): the elements after the pixels are not needed.
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
    // The mapping is linear, so the ends of all stored values are enough.
    const isFiniteAll =
      isFinite(this.modality.apply(i16.MIN_VALUE)) && isFinite(this.modality.apply(u16.MAX_VALUE))
    return isFiniteAll
      ? null
      : 'rescale slope and intercept (0028,1053), (0028,1052) lead out of all numbers'
  }
}
