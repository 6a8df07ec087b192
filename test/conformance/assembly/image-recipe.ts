import { parseNumber } from './byte-text'
import { Recipe, seeded } from './recipe'

/** A pixel format as recipes name it. */
class Format {
  constructor(
    readonly name: string,
    readonly number: i32,
    readonly channels: u32,
    readonly sampleBytes: u32,
  ) {}
}

const formats: Format[] = [
  new Format('gray8', 1, 1, 1),
  new Format('gray16', 2, 1, 2),
  new Format('sgray16', 3, 1, 2),
  new Format('rgb24', 4, 3, 1),
  new Format('rgba32', 5, 4, 1),
  new Format('rgb48', 7, 3, 2),
  new Format('gray32', 8, 1, 4),
  new Format('float32', 9, 1, 4),
  new Format('bgra32', 10, 4, 1),
  new Format('gray64', 11, 1, 8),
]

/** The format of a name, if there is one. */
export function findFormat(name: string): Format | null {
  for (let i = 0; i < formats.length; i++) if (formats[i].name == name) return formats[i]
  return null
}

/** All 0 unless the text is an image. */
export class ImageShape {
  format: i32 = 0
  width: u32 = 0
  height: u32 = 0
  pitch: u32 = 0

  /** The shape that a recipe says; without a pitch the rows follow each other without a gap. */
  static of(format: Format, recipe: Recipe): ImageShape {
    const shape = new ImageShape()
    const size = recipe.parts[0]
    const cross = size.indexOf('x')
    shape.format = format.number
    shape.width = <u32>parseNumber(size)
    shape.height = cross < 0 ? 0 : <u32>parseNumber(size.substring(cross + 1))
    shape.pitch = <u32>recipe.number('pitch')
    if (shape.pitch == 0) shape.pitch = shape.width * format.channels * format.sampleBytes
    return shape
  }
}

/** Draws the pattern of a recipe; the bytes between the rows are 0xee. */
export function fillImage(
  bytes: StaticArray<u8>,
  shape: ImageShape,
  format: Format,
  recipe: Recipe,
): void {
  const length = shape.pitch * shape.height
  const step = format.channels * format.sampleBytes
  const pattern = new Pattern(recipe, shape, format.sampleBytes > 1)
  memory.fill(changetype<usize>(bytes), 0xee, length)
  for (let y: u32 = 0; y < shape.height; y++) {
    for (let x: u32 = 0; x < shape.width; x++) {
      for (let channel: u32 = 0; channel < format.channels; channel++) {
        const at = y * shape.pitch + x * step + channel * format.sampleBytes
        const value = pattern.sample(x, y, channel)
        for (let i: u32 = 0; i < format.sampleBytes && at + i < length; i++) {
          bytes[at + i] = i < 4 ? <u8>(value >> (8 * i)) : 0
        }
      }
    }
  }
}

class Pattern {
  private readonly name: string
  private readonly seed: u32

  constructor(
    recipe: Recipe,
    private readonly shape: ImageShape,
    private readonly isWide: bool,
  ) {
    this.name = recipe.word('gradient')
    this.seed = <u32>recipe.number('seed')
  }

  sample(x: u32, y: u32, channel: u32): u32 {
    if (this.name == 'zero') return 0
    if (this.name == 'max') return u32.MAX_VALUE
    if (this.name == 'checker') return ((x >> 3) + (y >> 3) + channel) & 1 ? u32.MAX_VALUE : 0
    if (this.name == 'noise') return seeded(x + 8191 * y + 524287 * channel, this.seed)
    if (this.name == 'smooth') return this.ramps(x, y, channel)
    return this.isWide ? x * 257 + y * 3 + channel * 21845 : x + y + 85 * channel
  }

  /** Two slow ramps from 0 to full scale. */
  private ramps(x: u32, y: u32, channel: u32): u32 {
    const across = this.shape.width > 1 ? (x * 255) / (this.shape.width - 1) : 0
    const down = this.shape.height > 1 ? (y * 255) / (this.shape.height - 1) : 0
    const level = channel & 1 ? 255 - (across + down) / 2 : (across + down) / 2
    return this.isWide ? level * 257 : level
  }
}
