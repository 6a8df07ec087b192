import { findFormat, makeImage, type RecipeImage } from './image-recipe.ts'
import { seeded } from './seeded.ts'

const letters = 'etaoin shrdlu'

/** The bytes of a recipe, `@name:…`, or of a literal with `%zz`; none for NULL. As the script plugins make them. */
export function makeData(text: string): Buffer {
  if (text === '~') return Buffer.alloc(0)
  if (!text.startsWith('@')) return Buffer.from(decodePercent(text), 'latin1')
  const { name, parts, seed } = readRecipe(text)
  if (findFormat(name) !== undefined) return makeRecipeImage(text).data
  const bytes = Buffer.alloc(Number(parts[0] ?? 0))
  for (let i = 0; i < bytes.length; i++) bytes[i] = byteAt(i, { name, parts, seed })
  return bytes
}

/** The image of a recipe. */
export function makeRecipeImage(text: string): RecipeImage {
  const { name, parts, seed } = readRecipe(text)
  const format = findFormat(name)
  if (format === undefined) throw new Error(`${text} is not an image`)
  const [width = 0, height = 0] = (parts[0] ?? '').split('x').map(Number)
  const words = parts.slice(1).filter((part) => !part.includes('='))
  const pitch = keyOf(parts, 'pitch') || width * format.channels * format.sampleBytes
  return makeImage({ format, width, height, pitch, pattern: words.at(-1) ?? 'gradient', seed })
}

function readRecipe(text: string): Recipe {
  const [name = '', ...parts] = text.slice(1).split(':')
  return { name, parts, seed: keyOf(parts, 'seed') }
}

interface Recipe {
  readonly name: string
  readonly parts: readonly string[]
  readonly seed: number
}

function keyOf(parts: readonly string[], key: string): number {
  const part = parts.find((candidate) => candidate.startsWith(`${key}=`))
  return Number(part?.slice(key.length + 1) ?? 0)
}

function byteAt(i: number, { name, parts, seed }: Recipe): number {
  if (name === 'bytes') return seeded(i, seed)
  if (name === 'fill') return Number(parts[1] ?? 0x41)
  if (name !== 'text') return i
  return i % 61 === 60 ? 0x0a : letters.charCodeAt(seeded(i, seed) % letters.length)
}

function decodePercent(text: string): string {
  return text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
