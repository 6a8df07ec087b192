import { pixelFormats } from '../../abi/enums.ts'
import { jpegSamples } from './jpeg-samples.ts'
import type { ExpectedPixels } from './png-model.ts'

const internalError = -1
const start = Buffer.from([0xff, 0xd8])

/**
 * What a JPEG must become, where that is known: a whole one of the samples its pixels, one that is cut short or none at all
 * a code. What becomes of others is the business of other tests.
 */
export function jpegPixels(file: Buffer): ExpectedPixels | 'unknown' {
  if (file.length < 4 || !file.subarray(0, start.length).equals(start))
    return { code: internalError }
  const sample = jpegSamples.find((known) => known.file.subarray(0, file.length).equals(file))
  if (sample === undefined) return 'unknown'
  const { width, height, pixels: data } = sample
  if (file.length < sample.file.length) return { code: internalError }
  return { format: pixelFormats.RGB24, width, height, pitch: width * 3, data }
}
