import { errorCodes, pixelFormats } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'

/** Layout of an image in memory. `format` is a pixel format of the SDK, `pitch` the bytes from row to row. */
export interface ImageLayout {
  readonly format: number
  readonly width: number
  readonly height: number
  readonly pitch: number
}

/** An image; `data` may be a view of any memory, and holds at least `byteLength` bytes. */
export interface Pixels extends ImageLayout {
  readonly data: Uint8Array
}

interface PixelFormat {
  readonly name: string
  readonly bytes: number
}

const formatByNumber: ReadonlyMap<number, PixelFormat> = new Map([
  [pixelFormats.Grayscale8, { name: 'Grayscale8', bytes: 1 }],
  [pixelFormats.Grayscale16, { name: 'Grayscale16', bytes: 2 }],
  [pixelFormats.SignedGrayscale16, { name: 'SignedGrayscale16', bytes: 2 }],
  [pixelFormats.RGB24, { name: 'RGB24', bytes: 3 }],
  [pixelFormats.RGBA32, { name: 'RGBA32', bytes: 4 }],
  [pixelFormats.RGB48, { name: 'RGB48', bytes: 6 }],
  [pixelFormats.Grayscale32, { name: 'Grayscale32', bytes: 4 }],
  [pixelFormats.Float32, { name: 'Float32', bytes: 4 }],
  [pixelFormats.BGRA32, { name: 'BGRA32', bytes: 4 }],
  [pixelFormats.Grayscale64, { name: 'Grayscale64', bytes: 8 }],
])

/** Bytes of a row without its padding; exact for all 32-bit widths. Throws `CallError` 3 for an unknown format. */
export function rowBytes({ format, width }: ImageLayout): number {
  return width * knownFormat(format).bytes
}

/** Bytes from the first row to the end of the last, which need not be padded; exact for all 32-bit sizes. */
export function byteLength(layout: ImageLayout): number {
  return layout.height === 0 ? 0 : layout.pitch * (layout.height - 1) + rowBytes(layout)
}

/** The SDK's name of a pixel format, with its number. */
export function describeFormat(format: number): string {
  return `${knownFormat(format).name} (${format})`
}

/** Throws `CallError` 3 for an unknown pixel format, and for rows that overlap. */
export function checkLayout(layout: ImageLayout): void {
  const { name } = knownFormat(layout.format)
  const needed = rowBytes(layout)
  if (layout.pitch >= needed) return
  throw new CallError(
    errorCodes.ParameterOutOfRange,
    `image pitch ${layout.pitch} bytes, at least ${needed} needed (${layout.width} px × ${name})`,
  )
}

function knownFormat(format: number): PixelFormat {
  const known = formatByNumber.get(format)
  if (known !== undefined) return known
  throw new CallError(
    errorCodes.ParameterOutOfRange,
    `pixel format ${format}, one of ${[...formatByNumber.keys()].join(', ')} needed`,
  )
}
