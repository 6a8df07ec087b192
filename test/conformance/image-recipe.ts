import { seeded } from './seeded.ts'

interface Format {
  readonly channels: number
  readonly sampleBytes: number
}

const formats: Readonly<Record<string, Format>> = {
  gray8: { channels: 1, sampleBytes: 1 },
  gray16: { channels: 1, sampleBytes: 2 },
  sgray16: { channels: 1, sampleBytes: 2 },
  rgb24: { channels: 3, sampleBytes: 1 },
  rgba32: { channels: 4, sampleBytes: 1 },
  rgb48: { channels: 3, sampleBytes: 2 },
  gray32: { channels: 1, sampleBytes: 4 },
  float32: { channels: 1, sampleBytes: 4 },
  bgra32: { channels: 4, sampleBytes: 1 },
  gray64: { channels: 1, sampleBytes: 8 },
}

/** The format of that name in a recipe. */
export function findFormat(name: string): Format | undefined {
  return formats[name]
}

interface ImageRecipe {
  readonly format: Format
  readonly width: number
  readonly height: number
  readonly pitch: number
  readonly pattern: string
  readonly seed: number
}

/** An image as a recipe makes it: samples little-endian, 0xee between the rows. */
export interface RecipeImage extends ImageRecipe {
  readonly data: Buffer
}

export function makeImage(recipe: ImageRecipe): RecipeImage {
  const { format, width, height, pitch } = recipe
  const { channels, sampleBytes } = format
  const data = Buffer.alloc(pitch * height, 0xee)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const at = y * pitch + (x * channels + channel) * sampleBytes
        writeSample(data, { at, length: sampleBytes, value: sample(recipe, x, y, channel) })
      }
    }
  }
  return { ...recipe, data }
}

function writeSample(
  data: Buffer,
  { at, length, value }: { at: number; length: number; value: number },
): void {
  for (let i = 0; i < length && at + i < data.length; i++) {
    data[at + i] = i < 4 ? value >>> (8 * i) : 0
  }
}

function sample(recipe: ImageRecipe, x: number, y: number, channel: number): number {
  const isWide = recipe.format.sampleBytes > 1
  if (recipe.pattern === 'zero') return 0
  if (recipe.pattern === 'max') return 0xffffffff
  if (recipe.pattern === 'checker') return ((x >>> 3) + (y >>> 3) + channel) & 1 ? 0xffffffff : 0
  if (recipe.pattern === 'noise') {
    return seeded((x + Math.imul(8191, y) + Math.imul(524287, channel)) >>> 0, recipe.seed)
  }
  if (recipe.pattern === 'smooth') {
    const level = Math.floor((ramp(x, recipe.width) + ramp(y, recipe.height)) / 2)
    return (channel & 1 ? 255 - level : level) * (isWide ? 257 : 1)
  }
  return isWide ? x * 257 + y * 3 + channel * 21845 : x + y + 85 * channel
}

/** From 0 to 255 over a side. */
function ramp(at: number, length: number): number {
  return length > 1 ? Math.floor((at * 255) / (length - 1)) : 0
}
