import { Image, PixelFormat } from 'orthanc-wasm/assembly'
import { ByteView } from './byte-view'
import { ElementReader, tagName } from './dicom-elements'
import { DicomFile } from './dicom-file'
import { EncapsulatedPixels } from './encapsulated-pixels'
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
  /** The address of the frame that `openFrame` accepted. */
  frameAt: usize = 0
  /** Null if the pixels are not compressed. */
  private encapsulated: EncapsulatedPixels | null = null
  /** Keeps the pixels of a decoded frame. */
  private decoded: Uint8Array = new Uint8Array(0)

  /** Reads a DICOM file, in place. Returns the problem, or null. */
  read(bytes: ByteView): string | null {
    const file = new DicomFile(bytes)
    let problem = file.open()
    if (problem === null) problem = file.checkPixels()
    return problem === null ? this.readDataset(file.dataset(), file.isJpeg) : problem
  }

  /** Finds, and decodes if necessary, a frame. Returns why it is not available, or null. */
  openFrame(frame: u32): string | null {
    const frames = this.attributes.frames
    if (frame >= frames)
      return `frame ${frame} does not exist: the file has ${frames}, counted from 0`
    const encapsulated = this.encapsulated
    return encapsulated === null
      ? this.locateFrame(frame)
      : this.decodeFrame(encapsulated.frame(frame, frames), frame)
  }

  private locateFrame(frame: u32): string | null {
    const length = this.attributes.frameLength()
    // A division, because a product of hostile numbers can exceed 64 bits.
    if (length > <u64>this.pixelsLength / (<u64>frame + 1))
      return `pixel data of ${this.pixelsLength} bytes is too short: frame ${frame} of ${length} bytes each is not in it`
    this.frameAt = this.pixelsAt + <usize>(length * frame)
    return null
  }

  private decodeFrame(file: Uint8Array | null, frame: u32): string | null {
    if (file === null) return `the fragments of the pixel data do not show where frame ${frame} is`
    const image = Image.decode<Uint8Array>(file)
    if (image === null) return `frame ${frame} is not a valid JPEG file`
    const attributes = this.attributes
    const expected = attributes.isGrey() ? PixelFormat.Grayscale8 : PixelFormat.RGB24
    const isSame =
      image.format == expected &&
      <u32>image.width == attributes.columns &&
      <u32>image.height == attributes.rows
    if (!isSame)
      return `the JPEG file of frame ${frame} has ${image.width} × ${image.height} pixels of another shape than the attributes say`
    this.decoded = image.pixels
    this.frameAt = this.decoded.dataStart
    return null
  }

  private readDataset(elements: ElementReader, isJpeg: bool): string | null {
    const attributes = this.attributes
    let lookupItem: ElementReader | null = null
    // Elements are sorted by tag (PS3.5, 7.1): the elements after the pixels are not needed.
    while (elements.tag != PIXEL_DATA && elements.next()) {
      if (elements.tag == MODALITY_LUT) lookupItem = elements.firstItem()
      attributes.take(elements)
    }
    if (elements.problem !== null) return elements.problem
    if (elements.tag != PIXEL_DATA) return `no pixel data ${tagName(PIXEL_DATA)}`
    let problem = isJpeg ? this.readEncapsulated(elements) : this.readNative(elements)
    if (problem === null) problem = attributes.check()
    return problem === null ? this.readModality(lookupItem) : problem
  }

  private readNative(elements: ElementReader): string | null {
    if (elements.isUndefinedLength)
      return 'compressed pixel data in spite of an uncompressed transfer syntax'
    this.pixelsAt = elements.bytes.at + elements.valueAt
    this.pixelsLength = elements.valueLength
    return null
  }

  private readEncapsulated(elements: ElementReader): string | null {
    if (!elements.isUndefinedLength)
      return 'uncompressed pixel data in spite of a compressed transfer syntax'
    // A decoder converts all colour to RGB by pixel (PS3.5, 8.2.1).
    if (this.attributes.samplesPerPixel == 3) this.attributes.photometric = 'RGB'
    this.attributes.planarConfiguration = 0
    const pixels = new EncapsulatedPixels()
    this.encapsulated = pixels
    return this.attributes.bitsAllocated == 8
      ? pixels.read(elements)
      : `${this.attributes.bitsAllocated} bits allocated (0028,0100), JPEG baseline has 8`
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
