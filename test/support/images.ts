import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { pixelFormats } from '../../abi/enums.ts'
import { ImageEncoder } from '../../host/image/encoder.ts'
import { byteLength, rowBytes, type Pixels } from '../../host/image/pixels.ts'

interface Place {
  readonly data: Uint8Array
  readonly at: number
  /** Byte in the row. */
  readonly i: number
  readonly x: number
  readonly y: number
  /** Bytes of a pixel. */
  readonly step: number
  readonly random: () => number
}

/** What fills an image, byte by byte. */
const fillers = {
  noise: ({ random }: Place) => random(),
  zero: () => 0,
  gradient: ({ x, y }: Place) => x + y,
  runs: ({ data, at, i, step, random }: Place) =>
    i >= step && random() > 8 ? (data[at - step] ?? 0) : random() & 3,
  tiles: ({ data, at, i, step, random }: Place) =>
    i >= 48 * step ? (data[at - 48 * step] ?? 0) : random(),
  smooth,
  // dots: filters give them smaller numbers but more different ones, so that none is best; not so for the rest
  dotted: (place: Place) => (place.y % 300 < 150 ? 100 + (place.random() & 1) : smooth(place)),
  sparse: ({ random }: Place) => (random() < 5 ? random() : 0),
}

function smooth({ i, x, y, step, random }: Place): number {
  return 128 + 100 * Math.sin(x / 9 + (i % step)) * Math.cos(y / 7) + (random() & 3)
}

type Content = keyof typeof fillers

export const contents = [
  'noise',
  'zero',
  'gradient',
  'runs',
  'tiles',
  'smooth',
  'dotted',
  'sparse',
] as const satisfies readonly Content[]

/** An image by its recipe, so that a failing one is printed short and can be made again. */
interface ImageRecipe {
  readonly format: number
  readonly width: number
  readonly height: number
  /** Bytes between rows, filled with noise. */
  readonly padding: number
  readonly content: Content
  readonly seed: number
}

const bytesPerPixel = (format: number): number =>
  rowBytes({ format, width: 1, height: 1, pitch: 0 })

/** Recipes of images up to about `maxSide` each way; small ones are frequent. */
export function recipes(formats: readonly number[], maxSide: number): fc.Arbitrary<ImageRecipe> {
  const side = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 40 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: maxSide }) },
  )
  return fc.record({
    format: fc.constantFrom(...formats),
    width: side,
    height: side,
    padding: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 })),
    content: fc.constantFrom(...contents),
    seed: fc.integer({ min: 1, max: 2 ** 31 }),
  })
}

/** The image of a recipe. Its data starts at an odd place of a larger buffer, as a view of a plugin's memory may. */
export function makeImage(recipe: ImageRecipe): Pixels {
  const { format, width, height, padding, content, seed } = recipe
  const layout = { format, width, height, pitch: rowBytes({ ...recipe, pitch: 0 }) + padding }
  const data = new Uint8Array(byteLength(layout) + 3).subarray(3)
  const random = randomBytes(seed)
  const step = bytesPerPixel(format)
  const fill = fillers[content]
  for (let i = 0; i < data.length; i++) data[i] = random()
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < width * step; i++) {
      const at = y * layout.pitch + i
      data[at] = fill({ data, at, i, x: Math.floor(i / step), y, step, random })
    }
  }
  return { ...layout, data }
}

/** Without padding. */
export function tightRows(pixels: Pixels): Uint8Array<ArrayBuffer> {
  const row = rowBytes(pixels)
  const rows = new Uint8Array(row * pixels.height)
  for (let y = 0; y < pixels.height; y++) {
    const start = y * pixels.pitch
    rows.set(pixels.data.subarray(start, start + row), y * row)
  }
  return rows
}

/** Each call returns the next byte of a sequence that the seed determines. */
export function randomBytes(seed: number): () => number {
  let state = seed
  return () => {
    // Numerical Recipes' linear congruential generator; its upper bits are good enough.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  }
}

/** An encoder with the module as it was built. */
export function newEncoder(): ImageEncoder {
  return new ImageEncoder(compileEncoders())
}

export function compileEncoders(): WebAssembly.Module {
  const file = new URL('../../dist/host/image/codecs.wasm', import.meta.url)
  return new WebAssembly.Module(readFileSync(file))
}

/**
 * How often a property is tried: `ORTHANC_WASM_RUNS` multiplies that number (then give vitest a longer
 * `--testTimeout`).
 */
export function runs(count: number): { readonly numRuns: number } {
  return { numRuns: count * Number(process.env['ORTHANC_WASM_RUNS'] ?? 1) }
}

/** All formats that a PNG can hold. */
export const pngFormats = [
  pixelFormats.Grayscale8,
  pixelFormats.Grayscale16,
  pixelFormats.SignedGrayscale16,
  pixelFormats.RGB24,
  pixelFormats.RGBA32,
] as const

/** All that a JPEG can hold. */
export const jpegFormats = [pixelFormats.Grayscale8, pixelFormats.RGB24] as const
