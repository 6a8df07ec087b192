import { benchEncoder } from './encoder-part.ts'
import { jpegContenders, quality } from '../images/encoders.ts'
import type { Findings } from '../findings.ts'
import { imageSet, inEightBits } from '../images/image-set.ts'
import type { BenchContext, Part } from './part.ts'
import { channelsOf } from '../images/samples.ts'

/** JPEG files, compared with other encoders. */
export const jpegPart: Part = {
  name: 'jpeg',
  title: 'JPEG compared with other encoders',
  about:
    `Quality ${quality}. libjpeg-turbo is called as Orthanc calls it, from a program in C that is compiled at the start, ` +
    'and uses the SIMD of the machine. Ours writes the same files.',
  run: benchJpeg,
}

function benchJpeg(context: BenchContext): Promise<Findings> {
  const images = imageSet(context.isQuick).map(inEightBits)
  const imagesOf = (channels: number) =>
    images.filter(({ pixels }) => channelsOf(pixels) === channels)
  return benchEncoder(
    { format: 'jpeg', title: 'JPEG', peer: 'libjpeg-turbo', contendersOf: jpegContenders },
    [
      { name: 'grey', images: imagesOf(1), speed: 1 },
      { name: 'RGB', images: imagesOf(3), speed: 0.9 },
    ],
    context,
  )
}
