import { BufferShelf, concatenate } from '../exchange/bytes.ts'
import { byteLength, rowBytes, type Pixels } from './pixels.ts'

/** An instance whose memory has grown beyond this is dropped after the image. */
const keptMemoryBytes = 32 * 1024 * 1024

/** Up to this padding rows are copied together with it; beyond it row by row, which limits what is copied. */
const copiedPaddingBytes = 64

/** Prefix of the exports of one of the encoders. */
type FileFormat = 'png' | 'jpeg'

type WasmFunction = (...values: number[]) => unknown

/** An image that is being encoded. */
interface Encoding {
  readonly pixels: Pixels
  readonly settings: readonly number[]
  readonly shelf: BufferShelf
}

interface EncoderExports {
  readonly begin: WasmFunction
  readonly input: WasmFunction
  readonly output: WasmFunction
  readonly rows: WasmFunction
  readonly isFull: WasmFunction
  readonly clear: WasmFunction
}

/**
 * The encoders of `assembly/`, compiled to one module. One instance, created with the first image, encodes all images. Its
 * memory grows with the width of images, not with their height.
 */
export class ImageEncoder {
  #module: WebAssembly.Module | Uint8Array<ArrayBuffer>
  readonly #shelf: BufferShelf
  #instance: WebAssembly.Instance | undefined

  /** A module passed as bytes is compiled with the first image. Buffers of files come from `shelf`. */
  constructor(module: WebAssembly.Module | Uint8Array<ArrayBuffer>, shelf = new BufferShelf()) {
    this.#module = module
    this.#shelf = shelf
  }

  /** Size of the memory; 0 before the first image and after a very wide one. */
  get memoryBytes(): number {
    return this.#instance === undefined
      ? 0
      : requireMemory(this.#instance.exports).buffer.byteLength
  }

  /**
   * Encodes a checked image into a file in a buffer of its own. `settings` are the last arguments of the encoder's `Begin`
   * function.
   */
  encode(format: FileFormat, pixels: Pixels, settings: readonly number[]): Uint8Array<ArrayBuffer> {
    // With fewer bytes it would encode what an earlier image left in the memory
    const needed = byteLength(pixels)
    if (pixels.data.length < needed) {
      throw new RangeError(`${pixels.data.length} bytes of pixels, ${needed} needed`)
    }
    if (this.#module instanceof Uint8Array) this.#module = new WebAssembly.Module(this.#module)
    this.#instance ??= new WebAssembly.Instance(this.#module)
    const { exports } = this.#instance
    const encoder = encoderExports(exports, format)
    const parts = encodeSlices(encoder, requireMemory(exports), {
      pixels,
      settings,
      shelf: this.#shelf,
    })
    const file = joinParts(parts, this.#shelf)
    if (this.memoryBytes > keptMemoryBytes) this.#instance = undefined
    return file
  }
}

function encodeSlices(
  { begin, input, output, rows, isFull, clear }: EncoderExports,
  memory: WebAssembly.Memory,
  { pixels, settings, shelf }: Encoding,
): Uint8Array<ArrayBuffer>[] {
  const { width, height } = pixels
  const pitch = encodedPitch(pixels)
  const sliceRows = toUnsigned(begin(width, height, pitch, ...settings))
  if (sliceRows === 0) {
    throw new Error(`no memory to encode an image of ${width} × ${height} px`)
  }
  // Only `begin` grows the memory, so the view stays valid
  const bytes = new Uint8Array(memory.buffer)
  const inputAt = toUnsigned(input())
  const outputAt = toUnsigned(output())
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let y = 0; y < height; y += sliceRows) {
    const count = Math.min(sliceRows, height - y)
    copyRows(bytes.subarray(inputAt), pitch, pixels, { y, count })
    const written = toUnsigned(rows(count))
    if (y + count < height && toUnsigned(isFull()) === 0) continue
    const part = bytes.subarray(outputAt, outputAt + written)
    parts.push(shelf.copy(part))
    clear()
  }
  return parts
}

function encodedPitch(pixels: Pixels): number {
  const row = rowBytes(pixels)
  return pixels.pitch - row <= copiedPaddingBytes ? pixels.pitch : row
}

function copyRows(
  to: Uint8Array,
  toPitch: number,
  pixels: Pixels,
  { y, count }: { readonly y: number; readonly count: number },
): void {
  const { data, pitch } = pixels
  const row = rowBytes(pixels)
  const start = y * pitch
  if (pitch === toPitch) {
    to.set(data.subarray(start, start + (count - 1) * pitch + row))
    return
  }
  for (let i = 0; i < count; i++) {
    const at = start + i * pitch
    to.set(data.subarray(at, at + row), i * toPitch)
  }
}

function joinParts(
  parts: readonly Uint8Array<ArrayBuffer>[],
  shelf: BufferShelf,
): Uint8Array<ArrayBuffer> {
  const [first] = parts
  if (first !== undefined && parts.length === 1) return first
  const file = concatenate(parts)
  for (const { buffer } of parts) shelf.put(buffer)
  return file
}

function encoderExports(
  exports: WebAssembly.Instance['exports'],
  format: FileFormat,
): EncoderExports {
  return {
    begin: requireFunction(exports, `${format}Begin`),
    input: requireFunction(exports, `${format}Input`),
    output: requireFunction(exports, `${format}Output`),
    rows: requireFunction(exports, `${format}Rows`),
    isFull: requireFunction(exports, `${format}IsFull`),
    clear: requireFunction(exports, `${format}Clear`),
  }
}

function requireFunction(exports: WebAssembly.Instance['exports'], name: string): WasmFunction {
  const value = exports[name]
  if (typeof value === 'function') return value
  throw new Error(`the encoders' module has no function ${name}`)
}

function requireMemory(exports: WebAssembly.Instance['exports']): WebAssembly.Memory {
  const { memory } = exports
  if (memory instanceof WebAssembly.Memory) return memory
  throw new Error("the encoders' module has no memory")
}

/** WebAssembly returns a u32 as a signed number. */
function toUnsigned(value: unknown): number {
  return Number(value) >>> 0
}
