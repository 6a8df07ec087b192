type LengthKind = 'defined' | 'undefined'

/** A DICOM file to be built. The comment of each field has its default. */
export interface DicomOptions {
  /** Without it there are no UIDs of study and series either, and Orthanc does not store the file. */
  readonly patientId?: string
  /** `explicit`, `implicit`, or a UID: then the data set is explicit little endian all the same. Explicit. */
  readonly transferSyntax?: string
  readonly rows: number
  readonly columns: number
  /** JPEG files of the frames, in place of stored values: the fragments of each, and whether an offset table names them. */
  readonly compressed?: {
    readonly frames: readonly (readonly Uint8Array[])[]
    readonly hasOffsets: boolean
  }
  /** Other elements in the order of their tags, before those of the image: tag, representation, text. */
  readonly texts?: readonly (readonly [tag: number, representation: string, text: string])[]
  /** Stored values, frame after frame; of colour three a pixel, in the order of the planar configuration. */
  readonly pixels: readonly number[]
  /** 16; 8 for RGB. */
  readonly bitsAllocated?: 8 | 16
  /** As many as are allocated. */
  readonly bitsStored?: number
  /** The uppermost that leaves all bits stored at the lower end. */
  readonly highBit?: number
  /** `unsigned`. */
  readonly representation?: 'signed' | 'unsigned'
  /** `MONOCHROME2`; `RGB` has three samples a pixel. */
  readonly photometric?: string
  /** `pixel`, which is planar configuration 0. */
  readonly colourBy?: 'pixel' | 'plane'
  readonly frames?: number
  /** Decimal strings: `40`, or `40\\80` for several. */
  readonly window?: { readonly center: string; readonly width: string; readonly shape?: string }
  readonly rescale?: { readonly slope: string; readonly intercept: string }
  /** A Modality LUT: its entries of 16 bit, from a first stored value on, in a sequence of this kind of length. */
  readonly lookup?: {
    readonly first: number
    readonly entries: readonly number[]
    readonly kind: LengthKind
  }
  /**
   * An icon image sequence before the pixels, of this kind of length, with a sequence inside. It holds rows, columns
   * and pixels of its own, so a reader that does not skip it shows the wrong image.
   */
  readonly icon?: LengthKind
  /** Sequences before the pixels: `count` nested ones of one item each, or one of `count` empty items. */
  readonly sequences?: {
    readonly count: number
    /** `unknown`: of undefined length in an element of unknown representation, and implicit inside. */
    readonly kind: LengthKind | 'unknown' | 'flat'
  }
}

const transferSyntaxes = new Map([
  ['implicit', '1.2.840.10008.1.2'],
  ['explicit', '1.2.840.10008.1.2.1'],
])

/** Representations with a length of 32 bits after two reserved bytes (PS3.5, 7.1.2). */
const longRepresentations = new Set(['OB', 'OW', 'SQ', 'UN'])

const undefinedLength = 0xffffffff

/** Builds a DICOM file (PS3.10, 7.1), padding and order of elements as the standard has them. */
export function buildDicom(options: DicomOptions): Uint8Array<ArrayBuffer> {
  const name = options.transferSyntax ?? 'explicit'
  const meta = new ElementWriter('explicit')
  meta.text(0x00020010, 'UI', transferSyntaxes.get(name) ?? name)
  const head = new ElementWriter('explicit')
  head.add(0x00020000, 'UL', u32(meta.toBytes().length))
  const dataset = new ElementWriter(name === 'implicit' ? 'implicit' : 'explicit')
  writeDataset(dataset, options)
  return concat([
    new Uint8Array(128),
    ascii('DICM'),
    head.toBytes(),
    meta.toBytes(),
    dataset.toBytes(),
  ])
}

function writeDataset(dataset: ElementWriter, options: DicomOptions): void {
  const photometric = options.photometric ?? 'MONOCHROME2'
  const isColour = photometric === 'RGB' || photometric.startsWith('YBR')
  const bitsAllocated = options.bitsAllocated ?? (isColour ? 8 : 16)
  const bitsStored = options.bitsStored ?? bitsAllocated
  const highBit = options.highBit ?? bitsStored - 1
  // Secondary Capture Image Storage, which asks for the least.
  dataset.text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7')
  dataset.text(0x00080018, 'UI', '1.2.3')
  if (options.patientId !== undefined) {
    dataset.text(0x00100020, 'LO', options.patientId)
    dataset.text(0x0020000d, 'UI', '1.2.4')
    dataset.text(0x0020000e, 'UI', '1.2.5')
  }
  for (const [tag, representation, text] of options.texts ?? [])
    dataset.text(tag, representation, text)
  dataset.u16(0x00280002, isColour ? 3 : 1)
  dataset.text(0x00280004, 'CS', photometric)
  if (isColour) dataset.u16(0x00280006, options.colourBy === 'plane' ? 1 : 0)
  if (options.frames !== undefined) dataset.text(0x00280008, 'IS', String(options.frames))
  dataset.u16(0x00280010, options.rows)
  dataset.u16(0x00280011, options.columns)
  dataset.u16(0x00280100, bitsAllocated)
  dataset.u16(0x00280101, bitsStored)
  dataset.u16(0x00280102, highBit)
  dataset.u16(0x00280103, options.representation === 'signed' ? 1 : 0)
  writeGreyScale(dataset, options)
  if (options.sequences !== undefined) writeSequences(dataset, options.sequences)
  if (options.icon !== undefined) writeIcon(dataset, options.icon)
  if (options.compressed !== undefined) return writeCompressed(dataset, options.compressed)
  const mask = 2 ** bitsStored - 1
  const samples = options.pixels.map((value) => (value & mask) << (highBit + 1 - bitsStored))
  dataset.add(
    0x7fe00010,
    bitsAllocated === 8 ? 'OB' : 'OW',
    bitsAllocated === 8 ? Uint8Array.from(samples) : words(samples),
  )
}

/** Encapsulated pixel data (PS3.5, A.4). */
function writeCompressed(
  dataset: ElementWriter,
  { frames, hasOffsets }: NonNullable<DicomOptions['compressed']>,
): void {
  const starts: number[] = []
  let at = 0
  for (const fragments of frames) {
    starts.push(at)
    for (const fragment of fragments) at += 8 + fragment.length
  }
  const table = concat(hasOffsets ? starts.map(u32) : [])
  const items = [table, ...frames.flat()].flatMap((item) => [
    bareHeader(0xfffee000, item.length),
    item,
  ])
  dataset.compressed(0x7fe00010, concat([...items, bareHeader(0xfffee0dd, 0)]))
}

function writeGreyScale(dataset: ElementWriter, options: DicomOptions): void {
  const { window, rescale, lookup } = options
  if (window !== undefined) {
    dataset.text(0x00281050, 'DS', window.center)
    dataset.text(0x00281051, 'DS', window.width)
  }
  if (rescale !== undefined) {
    dataset.text(0x00281052, 'DS', rescale.intercept)
    dataset.text(0x00281053, 'DS', rescale.slope)
  }
  if (window?.shape !== undefined) dataset.text(0x00281056, 'CS', window.shape)
  if (lookup === undefined) return
  const item = new ElementWriter(dataset.syntax)
  item.add(0x00283002, 'US', words([lookup.entries.length, lookup.first, 16]))
  item.add(0x00283006, 'OW', words(lookup.entries))
  dataset.sequence(0x00283000, item, lookup.kind)
}

function writeSequences(
  dataset: ElementWriter,
  { count, kind }: NonNullable<DicomOptions['sequences']>,
): void {
  const tag = 0x0040a730
  const length = (levels: number): number => (kind === 'defined' ? levels : undefinedLength)
  if (kind === 'flat') {
    dataset.header(tag, 'SQ', count * 8)
    for (let i = 0; i < count; i++) dataset.bare(0xfffee000, 0)
    return
  }
  const levelBytes = dataset.syntax === 'implicit' ? 16 : 20
  for (let left = count - 1; left >= 0; left--) {
    if (kind === 'unknown' && left < count - 1) dataset.bare(tag, undefinedLength)
    else dataset.header(tag, kind === 'unknown' ? 'UN' : 'SQ', length(8 + left * levelBytes))
    dataset.bare(0xfffee000, length(left * levelBytes))
  }
  if (kind === 'defined') return
  for (let i = 0; i < count; i++) {
    dataset.bare(0xfffee00d, 0)
    dataset.bare(0xfffee0dd, 0)
  }
}

function writeIcon(dataset: ElementWriter, kind: LengthKind): void {
  const inner = new ElementWriter(dataset.syntax)
  inner.text(0x00080100, 'SH', 'CODE')
  const item = new ElementWriter(dataset.syntax)
  item.sequence(0x00082218, inner, kind)
  item.u16(0x00280010, 1)
  item.u16(0x00280011, 1)
  item.add(0x7fe00010, 'OW', words([0x1234]))
  dataset.sequence(0x00880200, item, kind)
}

/** Data elements one after another, in one of the two little endian syntaxes. */
class ElementWriter {
  readonly syntax: 'explicit' | 'implicit'
  readonly #parts: Uint8Array[] = []

  constructor(syntax: 'explicit' | 'implicit') {
    this.syntax = syntax
  }

  add(tag: number, representation: string, value: Uint8Array): void {
    const padding = new Uint8Array(value.length % 2)
    this.header(tag, representation, value.length + padding.length)
    this.#parts.push(value, padding)
  }

  /** Padded with NUL if it is a UID, else with a space (PS3.5, 6.2). */
  text(tag: number, representation: string, text: string): void {
    const padding = representation === 'UI' ? '\0' : ' '
    this.add(tag, representation, ascii(text.length % 2 === 0 ? text : text + padding))
  }

  u16(tag: number, value: number): void {
    this.add(tag, 'US', words([value]))
  }

  /** A value of undefined length. */
  compressed(tag: number, items: Uint8Array): void {
    this.header(tag, 'OB', undefinedLength)
    this.#parts.push(items)
  }

  /** A sequence of one item (PS3.5, 7.5). */
  sequence(tag: number, item: ElementWriter, kind: LengthKind): void {
    const bytes = item.toBytes()
    if (kind === 'defined') {
      this.header(tag, 'SQ', bytes.length + 8)
      this.#parts.push(bareHeader(0xfffee000, bytes.length), bytes)
      return
    }
    this.header(tag, 'SQ', undefinedLength)
    this.#parts.push(bareHeader(0xfffee000, undefinedLength), bytes)
    this.#parts.push(bareHeader(0xfffee00d, 0), bareHeader(0xfffee0dd, 0))
  }

  /** The head of an item, or a delimiter. */
  bare(tag: number, length: number): void {
    this.#parts.push(bareHeader(tag, length))
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    return concat(this.#parts)
  }

  /** The head of an element, without its value. */
  header(tag: number, representation: string, length: number): void {
    if (this.syntax === 'implicit') {
      this.#parts.push(bareHeader(tag, length))
      return
    }
    const start = [words([tag >>> 16, tag & 0xffff]), ascii(representation)]
    const isLong = longRepresentations.has(representation)
    this.#parts.push(...start, ...(isLong ? [words([0]), u32(length)] : [words([length])]))
  }
}

/** Tag and length without a representation: implicit elements, items and delimiters. */
function bareHeader(tag: number, length: number): Uint8Array {
  return concat([words([tag >>> 16, tag & 0xffff]), u32(length)])
}

/** ASCII, or ISO 8859-1. */
function ascii(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

function words(values: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * 2))
  for (const [index, value] of values.entries()) bytes.setUint16(index * 2, value, true)
  return new Uint8Array(bytes.buffer)
}

function u32(value: number): Uint8Array {
  return words([value & 0xffff, value >>> 16])
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
