import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode as encodeFastPng } from 'fast-png'
import { encode as encodeJpegJs } from 'jpeg-js'
import sharp from 'sharp'
import UPNG from 'upng-js'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { ImageEncoder } from '../../host/image/encoder.ts'
import { encodeJpeg } from '../../host/image/jpeg/jpeg.ts'
import type { Pixels } from '../../host/image/pixels.ts'
import { encodePng } from '../../host/image/png/png.ts'
import { inProcess, type EncoderContender } from './encoder-contest.ts'
import { again } from './encoder-findings.ts'
import { colourPhantom, ctPhantom, grayPhantom } from './images.ts'
import type { NativeEncoder } from './native-encoder.ts'
import { channelsOf, isWide, samplesOf, toRgba } from './samples.ts'

/** Of all JPEGs that are compared. */
export const quality = 90

/** The values of `PngEffort`, the default first. */
const efforts = [
  ['balanced', 1],
  ['fast', 0],
  ['small', 2],
] as const

/** Until the compiler has made the hot functions fast, as in a server that runs. */
const warmUpMs = 400

/** Our encoders, as they are after some images. */
export function newEncoder(): ImageEncoder {
  const file = join(findPackageRoot(), 'dist/host/image/codecs.wasm')
  const encoder = new ImageEncoder(new WebAssembly.Module(readFileSync(file)))
  const [grey, colour, window] = [ctPhantom(128), colourPhantom(128), grayPhantom(128)]
  const start = performance.now()
  while (performance.now() - start < warmUpMs) {
    for (const pixels of [grey, colour, window])
      for (const [, effort] of efforts) encodePng(encoder, pixels, effort)
    for (const pixels of [colour, window]) encodeJpeg(encoder, pixels, quality)
  }
  return encoder
}

/** Ours with each effort, then libpng if it is there, then the libraries of npm. */
export function pngContenders(
  encoder: ImageEncoder,
  native: NativeEncoder | undefined,
  pixels: Pixels,
): EncoderContender[] {
  const ours = efforts.map(([name, effort]) =>
    inProcess(`ours, ${name}`, () => encodePng(encoder, pixels, effort).length),
  )
  return [
    ...ours,
    inProcess(again, () => encodePng(encoder, pixels, 1).length),
    ...(native === undefined
      ? []
      : [{ name: 'libpng', run: () => native.encode(pixels, ['png'], 1) }]),
    inProcess('sharp', () => sharpBytes(pixels, 'png')),
    inProcess('fast-png', () => fastPngBytes(pixels)),
    // upng-js takes 8 bits only, and makes colours of grey.
    ...(channelsOf(pixels) === 3 ? [upngContender(pixels)] : []),
  ]
}

/** Ours, then libjpeg-turbo if it is there, then the libraries of npm. */
export function jpegContenders(
  encoder: ImageEncoder,
  native: NativeEncoder | undefined,
  pixels: Pixels,
): EncoderContender[] {
  const { width, height } = pixels
  const data = toRgba(pixels)
  return [
    inProcess('ours', () => encodeJpeg(encoder, pixels, quality).length),
    inProcess(again, () => encodeJpeg(encoder, pixels, quality).length),
    ...(native === undefined
      ? []
      : [{ name: 'libjpeg-turbo', run: () => native.encode(pixels, ['jpeg', quality], 3) }]),
    inProcess('sharp', () => sharpBytes(pixels, 'jpeg')),
    inProcess('jpeg-js', () => encodeJpegJs({ width, height, data }, quality).data.length),
  ]
}

function upngContender(pixels: Pixels): EncoderContender {
  const { buffer } = toRgba(pixels)
  const { width, height } = pixels
  return inProcess('upng-js', () => UPNG.encode([buffer], width, height, 0).byteLength)
}

function fastPngBytes(pixels: Pixels): number {
  const { width, height } = pixels
  const depth = isWide(pixels) ? 16 : 8
  const channels = channelsOf(pixels)
  return encodeFastPng({ width, height, depth, channels, data: samplesOf(pixels) }).length
}

/** One thread and no cache, as ours; of PNG the effort that libpng takes: level 6 and all filters. */
async function sharpBytes(pixels: Pixels, format: 'png' | 'jpeg'): Promise<number> {
  sharp.concurrency(1)
  sharp.cache(false)
  const { width, height } = pixels
  const channels = channelsOf(pixels)
  const raw = sharp(samplesOf(pixels), { raw: { width, height, channels } })
  const image = raw.toColourspace({ 1: isWide(pixels) ? 'grey16' : 'b-w', 3: 'srgb' }[channels])
  const png = { compressionLevel: 6, adaptiveFiltering: true }
  const file = format === 'png' ? image.png(png) : image.jpeg({ quality })
  return (await file.toBuffer()).length
}
