import { ByteView } from './byte-view'
import { formatDecimal, parseDecimal } from './decimal'
import { ElementReader } from './dicom-elements'
import { DicomFile } from './dicom-file'
import { ImageAttributes } from './image-attributes'
import { jsonString } from './json'
import { describeTransferSyntax } from './transfer-syntax'

const CHARACTER_SET: u32 = 0x00080005
const MODALITY: u32 = 0x00080060
const WINDOW_CENTER: u32 = 0x00281050
const WINDOW_WIDTH: u32 = 0x00281051
const WINDOW_NAME: u32 = 0x00281055
const PIXEL_DATA: u32 = 0x7fe00010

/** Bytes of a value that are shown. */
const LONGEST_TEXT: u32 = 256

/** The elements that are shown, in this order. */
const TAGS: StaticArray<u32> = [
  0x00100010, 0x00100020, 0x00100030, 0x00100040, 0x00080020, 0x00081030, 0x0008103e, 0x00080060,
  0x00180015, 0x00200011, 0x00200013, 0x00201041, 0x00180050, 0x00280030, 0x00080070, 0x00081090,
]
const NAMES: StaticArray<string> = [
  'Patient',
  'Patient ID',
  'Birth date',
  'Sex',
  'Study date',
  'Study',
  'Series',
  'Modality',
  'Body part',
  'Series number',
  'Image number',
  'Slice location',
  'Slice thickness',
  'Pixel spacing',
  'Manufacturer',
  'Model',
]

/** What a viewer shows next to an image: JSON with transfer syntax, number of frames, windows, and texts. */
export class Details {
  transferSyntax: string = ''
  isDecoded: bool = true
  modality: string = ''
  private attributes: ImageAttributes = new ImageAttributes()
  private texts: string[] = new Array<string>(TAGS.length).fill('')
  private centers: string[] = []
  private widths: string[] = []
  private names: string[] = []

  /** Reads a DICOM file. Returns the problem, or null; pixels that cannot be decoded are not a problem. */
  read(bytes: ByteView): string | null {
    const file = new DicomFile(bytes)
    const problem = file.open()
    if (problem !== null) return problem
    this.transferSyntax = describeTransferSyntax(file.transferSyntax)
    this.isDecoded = file.checkPixels() === null
    const elements = file.dataset()
    let characterSet = ''
    while (elements.tag < PIXEL_DATA && elements.next()) {
      if (elements.tag == CHARACTER_SET) characterSet = elements.text()
      this.attributes.take(elements)
      this.take(elements.tag, elements, characterSet)
    }
    return elements.problem
  }

  toJson(): string {
    let tags = ''
    for (let i = 0; i < TAGS.length; i++) {
      const text = this.texts[i]
      if (text == '') continue
      tags += `${tags == '' ? '' : ','}[${jsonString(NAMES[i])},${jsonString(text)}]`
    }
    return (
      `{"transferSyntax":${jsonString(this.transferSyntax)},"isDecoded":${this.isDecoded},` +
      `"modality":${jsonString(this.modality)},"frames":${this.attributes.frames},` +
      `"windows":[${this.windows()}],"tags":[${tags}]}\n`
    )
  }

  private take(tag: u32, elements: ElementReader, characterSet: string): void {
    if (tag == WINDOW_CENTER) this.centers = elements.text(LONGEST_TEXT).split('\\')
    if (tag == WINDOW_WIDTH) this.widths = elements.text(LONGEST_TEXT).split('\\')
    if (tag == WINDOW_NAME) this.names = readText(elements, characterSet).split('\\')
    if (tag == MODALITY) this.modality = elements.text()
    for (let i = 0; i < TAGS.length; i++)
      if (TAGS[i] == tag) this.texts[i] = readText(elements, characterSet)
  }

  /** The windows of the file that can be used. */
  private windows(): string {
    let json = ''
    for (let i = 0; i < min(this.centers.length, this.widths.length); i++) {
      const center = parseDecimal(this.centers[i].trim())
      const width = parseDecimal(this.widths[i].trim())
      if (isNaN(center) || !(width >= 1)) continue
      const name = i < this.names.length && this.names[i] != '' ? this.names[i] : `Window ${i + 1}`
      json +=
        `${json == '' ? '' : ','}{"name":${jsonString(name.trim())},` +
        `"center":${formatDecimal(center)},"width":${formatDecimal(width)}}`
    }
    return json
  }
}

/** Text in UTF-8 or ISO 8859-1 if the file says so; in other character sets only ASCII is shown (PS3.3, C.12.1.1.2). */
function readText(elements: ElementReader, characterSet: string): string {
  const length = min<u32>(elements.valueLength, LONGEST_TEXT)
  const at = elements.bytes.at + elements.valueAt
  if (characterSet == 'ISO_IR 192') return trimPadding(String.UTF8.decodeUnsafe(at, length))
  if (characterSet != 'ISO_IR 100') return elements.text(LONGEST_TEXT)
  let text = ''
  for (let i: u32 = 0; i < length; i++) text += String.fromCharCode(load<u8>(at + i))
  return trimPadding(text)
}

function trimPadding(text: string): string {
  let end = text.length
  while (end > 0 && (text.charCodeAt(end - 1) == 0 || text.charCodeAt(end - 1) == 0x20)) end--
  return text.substring(0, end)
}
