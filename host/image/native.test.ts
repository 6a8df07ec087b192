import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pixelFormats } from '../../abi/enums.ts'
import {
  jpegFormats,
  makeImage,
  newEncoder,
  recipes,
  runs,
  tightRows,
} from '../../test/support/images.ts'
import { missingPackage } from '../../test/support/requirements.ts'
import { encodeJpeg } from './jpeg/jpeg.ts'
import type { Pixels } from './pixels.ts'
import { encodePng } from './png/png.ts'

const { Grayscale8, Grayscale16, RGB24, RGBA32 } = pixelFormats

const storage: ReadonlyMap<number, readonly string[]> = new Map([
  [Grayscale8, ['1', '8']],
  [Grayscale16, ['1', '16']],
  [RGB24, ['3', '8']],
  [RGBA32, ['4', '8']],
])

const fullTiles = {
  format: Grayscale8,
  width: 298,
  height: 16,
  padding: 1,
  content: 'tiles',
  seed: 1,
} as const

const encoder = newEncoder()
const source = fileURLToPath(new URL('../../bench/native/encode.c', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'orthanc-wasm-native-'))
const program = join(folder, 'encode')

/** The file that the native library makes of an image. */
function byNative(format: 'png' | 'jpeg', pixels: Pixels, quality: readonly string[]): Buffer {
  const pixelFile = join(folder, 'pixels')
  const answer = join(folder, 'answer')
  writeFileSync(pixelFile, tightRows(pixels))
  const size = [`${pixels.width}`, `${pixels.height}`, ...(storage.get(pixels.format) ?? [])]
  execFileSync(program, [format, pixelFile, ...size, '1', ...quality, answer])
  return readFileSync(answer)
}

function sizesOf(pixels: Pixels): { readonly ours: number; readonly native: number } {
  return {
    ours: encodePng(encoder, pixels, 1).length,
    native: byNative('png', pixels, []).length,
  }
}

const isMissing =
  missingPackage('gcc', 'gcc') ||
  missingPackage('/usr/include/png.h', 'libpng-dev') ||
  missingPackage('/usr/include/jpeglib.h', 'libjpeg-dev')

describe.skipIf(isMissing)('the encoders, compared with the native libraries', () => {
  beforeAll(() => {
    execFileSync('gcc', ['-O2', '-o', program, source, '-lpng', '-ljpeg'])
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('write the same JPEG, byte for byte', () => {
    const qualities = fc.integer({ min: 1, max: 100 })
    fc.assert(
      fc.property(recipes(jpegFormats, 400), qualities, (recipe, quality) => {
        const pixels = makeImage(recipe)
        const native = byNative('jpeg', pixels, [`${quality}`])
        expect(Buffer.compare(encodeJpeg(encoder, pixels, quality), native)).toBe(0)
      }),
      // A batch of blocks without a zero coefficient.
      { ...runs(300), examples: [[fullTiles, 99]] },
    )
  })

  it.each([
    ['smooth gray', Grayscale8, 'smooth', 1],
    ['smooth gray of 16 bits', Grayscale16, 'smooth', 1],
    ['smooth RGB', RGB24, 'smooth', 1],
    ['smooth RGBA', RGBA32, 'smooth', 1],
    ['noise', Grayscale8, 'noise', 1],
    ['an empty gray image', Grayscale8, 'zero', 1.1],
    ['an empty RGB image', RGB24, 'zero', 1.1],
    ['a gradient', Grayscale8, 'gradient', 1.1],
    ['tiles', Grayscale8, 'tiles', 1.1],
    ['RGB tiles', RGB24, 'tiles', 1.1],
    ['runs', RGB24, 'runs', 1.05],
    ['specks', Grayscale16, 'sparse', 1],
  ] as const)('write a PNG about as small as libpng of %s', (_, format, content, allowed) => {
    const recipe = { format, width: 900, height: 700, padding: 0, content, seed: 1 }
    const { ours, native } = sizesOf(makeImage(recipe))
    expect(ours / native).toBeLessThanOrEqual(allowed)
  })
})
