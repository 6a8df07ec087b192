import { ByteView } from './byte-view'
import { ElementReader } from './dicom-elements'
import { describeTransferSyntax } from './transfer-syntax'

const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2'
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1'
const DEFLATED_LITTLE_ENDIAN = '1.2.840.10008.1.2.1.99'
const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2'
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50'

const PREAMBLE_LENGTH: u32 = 128
const TRANSFER_SYNTAX: u32 = 0x00020010

/** A DICOM file (PS3.10, 7.1): preamble, "DICM", the file meta information, the data set. */
export class DicomFile {
  transferSyntax: string = ''
  private datasetAt: u32 = 0

  constructor(private bytes: ByteView) {}

  /** Reads the part before the data set. Returns the problem, or null. */
  open(): string | null {
    const bytes = this.bytes
    if (bytes.length == 0) return 'not a DICOM file: it is empty'
    if (!bytes.has(PREAMBLE_LENGTH, 4))
      return `not a DICOM file: ${bytes.length} bytes, preamble and prefix alone have 132`
    if (bytes.text(PREAMBLE_LENGTH, 4) != 'DICM')
      return 'not a DICOM file: no "DICM" after a preamble of 128 bytes'

    // The file meta information is always explicit little endian, and is all of group 0002 (PS3.10, 7.1).
    const meta = new ElementReader(bytes, PREAMBLE_LENGTH + 4, bytes.length, true)
    while (meta.nextGroup() == 0x0002 && meta.next()) {
      if (meta.tag == TRANSFER_SYNTAX) this.transferSyntax = meta.text()
    }
    if (meta.problem !== null) return meta.problem
    if (this.transferSyntax == '')
      return 'no transfer syntax (0002,0010) in the file meta information'
    this.datasetAt = meta.position
    return this.isReadable ? null : this.refuse()
  }

  /** True if the pixels are frames in JPEG files of 8 bits. */
  get isJpeg(): bool {
    return this.transferSyntax == JPEG_BASELINE
  }

  /** Why the pixels cannot be decoded here, or null. */
  checkPixels(): string | null {
    const isNative =
      this.transferSyntax == IMPLICIT_LITTLE_ENDIAN || this.transferSyntax == EXPLICIT_LITTLE_ENDIAN
    return isNative || this.isJpeg ? null : this.refuse()
  }

  dataset(): ElementReader {
    const isExplicit = this.transferSyntax != IMPLICIT_LITTLE_ENDIAN
    return new ElementReader(this.bytes, this.datasetAt, this.bytes.length, isExplicit)
  }

  /** All syntaxes with compressed pixels are explicit little endian (PS3.5, A.4). */
  private get isReadable(): bool {
    return (
      this.transferSyntax != EXPLICIT_BIG_ENDIAN && this.transferSyntax != DEFLATED_LITTLE_ENDIAN
    )
  }

  private refuse(): string {
    return (
      `transfer syntax ${describeTransferSyntax(this.transferSyntax)} is not decoded here: only uncompressed ` +
      'little endian and JPEG baseline are; Orthanc decodes the others, so open the image from there'
    )
  }
}
