import { ByteView } from './byte-view'
import { ElementReader } from './dicom-elements'

const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2'
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1'

const PREAMBLE_LENGTH: u32 = 128
const TRANSFER_SYNTAX: u32 = 0x00020010

/** A DICOM file (PS3.10, 7.1): preamble, "DICM", the file meta information, the data set. */
export class DicomFile {
  private datasetAt: u32 = 0
  private isExplicit: bool = true

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
    let transferSyntax = ''
    while (meta.nextGroup() == 0x0002 && meta.next()) {
      if (meta.tag != TRANSFER_SYNTAX) continue
      transferSyntax = meta.text()
      if (!isSupported(transferSyntax)) return refuseTransferSyntax(transferSyntax)
    }
    if (meta.problem !== null) return meta.problem
    if (transferSyntax == '') return 'no transfer syntax (0002,0010) in the file meta information'
    this.isExplicit = transferSyntax == EXPLICIT_LITTLE_ENDIAN
    this.datasetAt = meta.position
    return null
  }

  dataset(): ElementReader {
    return new ElementReader(this.bytes, this.datasetAt, this.bytes.length, this.isExplicit)
  }
}

function isSupported(transferSyntax: string): bool {
  return transferSyntax == IMPLICIT_LITTLE_ENDIAN || transferSyntax == EXPLICIT_LITTLE_ENDIAN
}

function refuseTransferSyntax(uid: string): string {
  return (
    `transfer syntax ${uid} is not supported: ` +
    `only implicit (${IMPLICIT_LITTLE_ENDIAN}) and explicit (${EXPLICIT_LITTLE_ENDIAN}) VR little endian`
  )
}
