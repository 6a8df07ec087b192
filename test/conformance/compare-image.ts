import sharp from 'sharp'
import { readPng } from '../support/png-reader.ts'
import type { ImageRecord } from './case-file.ts'
import { hashOf } from './hash.ts'
import { makeRecipeImage } from './recipe.ts'

type PngRecord = Extract<ImageRecord, { kind: 'png' }>
type JpegRecord = Extract<ImageRecord, { kind: 'jpeg' }>

/**
 * What differs between an image and the recorded one: of a PNG the pixels, of a JPEG its shape, and how far it is from
 * what it was made of.
 */
export async function compareImage(
  expected: ImageRecord,
  file: Buffer,
): Promise<readonly string[]> {
  const texts =
    expected.kind === 'png' ? comparePng(expected, file) : await compareJpeg(expected, file)
  return file.length > expected.max_bytes
    ? [...texts, `the image has ${file.length} bytes, at most ${expected.max_bytes} are right`]
    : texts
}

function comparePng(expected: PngRecord, file: Buffer): readonly string[] {
  const { width, height, depth, colourType, rows } = readPng(file)
  const found = `${width} × ${height}, ${depth} bits, colour type ${colourType}`
  const wanted = `${expected.w} × ${expected.h}, ${expected.depth} bits, colour type ${expected.type}`
  if (found !== wanted) return [`the PNG is ${found}; expected ${wanted}`]
  return hashOf(rows) === expected.sha256 ? [] : ['the pixels of the PNG differ']
}

async function compareJpeg(expected: JpegRecord, file: Buffer): Promise<readonly string[]> {
  const { channels } = await sharp(file).metadata()
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
  const found = `${info.width} × ${info.height}, ${channels} channels`
  const wanted = `${expected.w} × ${expected.h}, ${expected.channels} channels`
  if (found !== wanted) return [`the JPEG is ${found}; expected ${wanted}`]
  const error = meanError(expected, { data, channels: info.channels })
  if (error <= expected.mae_bound) return []
  return [`the JPEG is ${error.toFixed(3)} off on average, at most ${expected.mae_bound} is right`]
}

/** The mean absolute difference of the samples from those of the recipe; gray may come decoded to three channels. */
function meanError(
  { w, h, channels, recipe }: JpegRecord,
  decoded: { readonly data: Buffer; readonly channels: number },
): number {
  const source = makeRecipeImage(recipe)
  let sum = 0
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const sample = decoded.data[(y * w + x) * decoded.channels + channel] ?? 0
        sum += Math.abs(sample - (source.data[y * source.pitch + x * channels + channel] ?? 0))
      }
    }
  }
  return sum / (w * h * channels)
}
