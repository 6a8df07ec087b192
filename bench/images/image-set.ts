import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pixelFormats } from '../../abi/enums.ts'
import { readDicom } from './dicom-file.ts'
import type { NamedImage } from './encoder-contest.ts'
import {
  colourPhantom,
  ctPhantom,
  grayPhantom,
  radiographPhantom,
  ultrasoundPhantom,
} from './images.ts'
import { channelsOf, isWide } from './samples.ts'

/** Images to encode; small ones in a smoke run. */
export function imageSet(isQuick: boolean): NamedImage[] {
  const [small, large] = isQuick ? [64, 96] : [512, 1024]
  const madeUp = [
    { what: 'CT, made up', pixels: ctPhantom(small) },
    { what: 'radiograph, made up', pixels: radiographPhantom(large) },
    { what: 'CT in a window, made up', pixels: grayPhantom(large) },
    { what: 'ultrasound, made up', pixels: ultrasoundPhantom(small) },
    { what: 'picture, made up', pixels: colourPhantom(large) },
  ]
  return [...madeUp, ...(isQuick ? [] : filesOf('ORTHANC_WASM_DICOM'))].map(({ what, pixels }) => {
    const kind = channelsOf(pixels) === 3 ? 'RGB' : isWide(pixels) ? '16 bit' : '8 bit'
    return { name: `${what}, ${pixels.width} × ${pixels.height}, ${kind}`, pixels }
  })
}

/** The images of a folder that a variable of the environment names; files that cannot be read here are left out. */
function filesOf(variable: string): { what: string; pixels: NamedImage['pixels'] }[] {
  const folder = process.env[variable]
  if (folder === undefined) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.dcm'))
  return names.flatMap((name) => {
    const pixels = readDicom(readFileSync(join(folder, name)))
    return pixels === undefined ? [] : [{ what: name, pixels }]
  })
}

/** Grey as a viewer shows it: of 16 bits the part that most values lie in, in 8 bits. */
export function inEightBits({ name, pixels }: NamedImage): NamedImage {
  if (!isWide(pixels)) return { name, pixels }
  const { width, height, data } = pixels
  const values = new Int16Array(data.buffer, data.byteOffset, width * height)
  const sorted = values.toSorted()
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  const [lower, upper] = [at(0.02), at(0.98)]
  const levels = Uint8ClampedArray.from(
    values,
    (value) => ((value - lower) * 255) / (upper - lower),
  )
  return {
    name: name.replace('16 bit', 'in 8 bit'),
    pixels: {
      format: pixelFormats.Grayscale8,
      width,
      height,
      pitch: width,
      data: new Uint8Array(levels.buffer),
    },
  }
}
