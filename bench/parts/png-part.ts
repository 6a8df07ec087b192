import { benchEncoder } from './encoder-part.ts'
import { pngContenders } from '../images/encoders.ts'
import type { Findings } from '../findings.ts'
import { imageSet } from '../images/image-set.ts'
import type { BenchContext, Part } from './part.ts'
import { channelsOf } from '../images/samples.ts'

/** PNG files, compared with other encoders. */
export const pngPart: Part = {
  name: 'png',
  title: 'PNG compared with other encoders',
  about:
    'libpng is called as Orthanc calls it (zlib level 6, all filters), from a program in C that is compiled at the start; ' +
    'sharp has the same settings and one thread; fast-png and upng-js have their defaults. Ours is the effort ' +
    '`balanced`, which is the default, where no other is named.',
  run: benchPng,
}

function benchPng(context: BenchContext): Promise<Findings> {
  const images = imageSet(context.isQuick)
  const imagesOf = (channels: number) =>
    images.filter(({ pixels }) => channelsOf(pixels) === channels)
  return benchEncoder(
    { format: 'png', title: 'PNG', peer: 'libpng', contendersOf: pngContenders },
    [
      { name: 'grey', images: imagesOf(1), speed: 30, size: 1 },
      { name: 'colour', images: imagesOf(3), speed: 5, size: 1 },
    ],
    context,
  )
}
