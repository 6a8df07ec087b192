import { BufferShelf } from '../exchange/buffer-shelf.ts'
import { concatenate } from '../exchange/concatenate.ts'
import { byteLength, rowBytes, type Pixels } from './pixels.ts'

// After an image that needed more, the memory is given back.
const keptMemoryBytes = 32 * 1024 * 1024

// Rows with padding up to here are handed over as they lie; others row by row, which bounds the copy.
const copiedPaddingBytes = 64

/** Which of the module's encoders. */
type FileFormat = 'png' | 'jpeg'

type WasmFunction = (...values: number[]) => unknown

/** An image on its way through an encoder. */
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
 * The encoders of `assembly/`, compiled to one module. The instance is made with the first image; its memory grows
 * with the width of images, not with their height, and serves one after the other.
 */
export class ImageEncoder {
  private module: WebAssembly.Module | Uint8Array<ArrayBuffer>
  private readonly shelf: BufferShelf
  private instance: WebAssembly.Instance | undefined

  /** Bytes are compiled with the first image. Files get their buffers from `shelf`. */
  constructor(module: WebAssembly.Module | Uint8Array<ArrayBuffer>, shelf = new BufferShelf()) {
    this.module = module
    this.shelf = shelf
  }

  /** Bytes that the encoder holds: none before the first image, nor after a very wide one. */
  get memoryBytes(): number {
    return this.instance === undefined ? 0 : memoryOf(this.instance.exports).buffer.byteLength
  }

  /**
   * Encodes a checked image. `settings` are the encoder's own arguments, as its `Begin` function takes them. Gives
   * the file in a buffer of its own.
   */
  encode(format: FileFormat, pixels: Pixels, settings: readonly number[]): Uint8Array<ArrayBuffer> {
    // A copy that ends early would encode what an earlier image left in the memory.
    const needed = byteLength(pixels)
    if (pixels.data.length < needed) {
      throw new RangeError(`${pixels.data.length} bytes of pixels, ${needed} needed`)
    }
    if (this.module instanceof Uint8Array) this.module = new WebAssembly.Module(this.module)
    this.instance ??= new WebAssembly.Instance(this.module)
    const { exports } = this.instance
    const encoder = exportsOf(exports, format)
    const parts = encodeSlices(encoder, memoryOf(exports), { pixels, settings, shelf: this.shelf })
    const file = join(parts, this.shelf)
    if (this.memoryBytes > keptMemoryBytes) this.instance = undefined
    return file
  }
}

function encodeSlices(
  { begin, input, output, rows, isFull, clear }: EncoderExports,
  memory: WebAssembly.Memory,
  { pixels, settings, shelf }: Encoding,
): Uint8Array<ArrayBuffer>[] {
  const { width, height } = pixels
  const pitch = pitchInside(pixels)
  const sliceRows = numberFrom(begin(width, height, pitch, ...settings))
  if (sliceRows === 0) {
    throw new Error(`no memory to encode an image of ${width} × ${height} px`)
  }
  // Only `begin` grows the memory.
  const bytes = new Uint8Array(memory.buffer)
  const inputAt = numberFrom(input())
  const outputAt = numberFrom(output())
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let y = 0; y < height; y += sliceRows) {
    const count = Math.min(sliceRows, height - y)
    copyRows(bytes.subarray(inputAt), pitch, pixels, { y, count })
    const written = numberFrom(rows(count))
    if (y + count < height && numberFrom(isFull()) === 0) continue
    const part = bytes.subarray(outputAt, outputAt + written)
    parts.push(shelf.copy(part))
    clear()
  }
  return parts
}

function pitchInside(pixels: Pixels): number {
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

function join(
  parts: readonly Uint8Array<ArrayBuffer>[],
  shelf: BufferShelf,
): Uint8Array<ArrayBuffer> {
  const [first] = parts
  if (first !== undefined && parts.length === 1) return first
  const file = concatenate(parts)
  for (const { buffer } of parts) shelf.put(buffer)
  return file
}

function exportsOf(exports: WebAssembly.Instance['exports'], format: FileFormat): EncoderExports {
  return {
    begin: functionOf(exports, `${format}Begin`),
    input: functionOf(exports, `${format}Input`),
    output: functionOf(exports, `${format}Output`),
    rows: functionOf(exports, `${format}Rows`),
    isFull: functionOf(exports, `${format}IsFull`),
    clear: functionOf(exports, `${format}Clear`),
  }
}

function functionOf(exports: WebAssembly.Instance['exports'], name: string): WasmFunction {
  const value = exports[name]
  if (typeof value === 'function') return value
  throw new Error(`the encoders' module has no function ${name}`)
}

function memoryOf(exports: WebAssembly.Instance['exports']): WebAssembly.Memory {
  const { memory } = exports
  if (memory instanceof WebAssembly.Memory) return memory
  throw new Error("the encoders' module has no memory")
}

/** A u32 comes out of wasm as a signed number. */
function numberFrom(value: unknown): number {
  return Number(value) >>> 0
}
