import { decodePercent, parseNumber, writeText } from './byte-text'
import { fillImage, findFormat, ImageShape } from './image-recipe'
import { Recipe, seeded } from './recipe'

/** What a command is to send: bytes, and the shape of the image that they are, if they are one. */
export class Data {
  constructor(
    private readonly bytes: StaticArray<u8> | null,
    readonly length: u32,
    readonly shape: ImageShape,
  ) {}

  /** The address of the bytes; 0 for NULL. */
  get pointer(): usize {
    return changetype<usize>(this.bytes)
  }
}

/** The data that an argument describes: a literal, a recipe, or NULL. */
export function makeData(text: string | null): Data {
  if (text === null || text == '~') return new Data(null, 0, new ImageShape())
  if (text.startsWith('@')) return makeRecipe(new Recipe(text.substring(1)))
  const literal = decodePercent(text)
  return new Data(writeText(literal), literal.length, new ImageShape())
}

function makeRecipe(recipe: Recipe): Data {
  if (recipe.parts.length == 0) return new Data(null, 0, new ImageShape())
  const format = findFormat(recipe.name)
  if (format !== null) {
    const shape = ImageShape.of(format, recipe)
    const bytes = new StaticArray<u8>(<i32>(shape.pitch * shape.height) + 1)
    fillImage(bytes, shape, format, recipe)
    return new Data(bytes, shape.pitch * shape.height, shape)
  }
  const length = <u32>parseNumber(recipe.parts[0])
  const bytes = new StaticArray<u8>(length + 1)
  fillBytes(bytes, length, recipe)
  return new Data(bytes, length, new ImageShape())
}

const letters = 'etaoin shrdlu'

function fillBytes(bytes: StaticArray<u8>, length: u32, recipe: Recipe): void {
  const seed = <u32>recipe.number('seed')
  if (recipe.name == 'bytes') {
    for (let i: u32 = 0; i < length; i++) bytes[i] = <u8>seeded(i, seed)
  } else if (recipe.name == 'text') {
    for (let i: u32 = 0; i < length; i++) {
      bytes[i] = i % 61 == 60 ? 0x0a : <u8>letters.charCodeAt(seeded(i, seed) % letters.length)
    }
  } else if (recipe.name == 'fill') {
    const value = recipe.parts.length > 1 ? <u8>parseNumber(recipe.parts[1]) : 0x41
    for (let i: u32 = 0; i < length; i++) bytes[i] = value
  } else {
    for (let i: u32 = 0; i < length; i++) bytes[i] = <u8>i
  }
}
