import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { pngSignature, writePng, type PngParts } from '../../test/support/png-writer.ts'
import { pngPixels } from './png-model.ts'

const gray: PngParts = { width: 2, height: 2, depth: 8, colourType: 0 }

describe('pngPixels', () => {
  it.each([
    ['nothing', [0, 7, 9, 0, 3, 4], [7, 9, 3, 4]],
    ['the left', [1, 7, 9, 1, 3, 255], [7, 16, 3, 2]],
    ['what is above', [0, 7, 9, 2, 1, 1], [7, 9, 8, 10]],
    ['their mean', [0, 7, 9, 3, 1, 1], [7, 9, 4, 7]],
    ['the nearest of three', [0, 7, 9, 4, 1, 1], [7, 9, 8, 10]],
  ])('undoes the filter that adds %s', (_, rows, data) => {
    const pixels = { format: 1, width: 2, height: 2, pitch: 2, data: Buffer.from(data) }
    expect(pngPixels(writePng({ ...gray, rows: Uint8Array.from(rows) }))).toEqual(pixels)
  })

  it('puts the pixels of seven passes where they belong', () => {
    // The passes of two times two: its first pixel, the one beside it, the row below.
    const rows = Uint8Array.from([0, 1, 0, 2, 0, 3, 4])
    expect(pngPixels(writePng({ ...gray, interlace: 1, rows }))).toMatchObject({
      data: Buffer.from([1, 2, 3, 4]),
    })
  })

  it('gives samples of 16 bits in the order of memory', () => {
    const file = writePng({ ...gray, width: 1, height: 1, depth: 16, rows: Uint8Array.of(0, 1, 2) })
    expect(pngPixels(file)).toMatchObject({ format: 2, pitch: 2, data: Buffer.from([2, 1]) })
  })

  it.each([
    ['is none', 15, Buffer.from('GIF89a')],
    ['has no pixels', 15, pngSignature],
    ['has too few rows', 15, writePng({ ...gray, rows: Uint8Array.of(0, 1, 2) })],
    ['has a filter that there is not', 15, writePng({ ...gray, rows: new Uint8Array(6).fill(5) })],
    ['has no columns', 15, writePng({ ...gray, width: 0 })],
    ['has a palette', 2, writePng({ ...gray, colourType: 3 })],
    ['is too large', 4, writePng({ ...gray, width: 1_000_000, height: 1000 })],
    [
      'inflates to much more than its rows',
      15,
      writePng({ ...gray, compressed: deflateSync(new Uint8Array(70_000)) }),
    ],
  ])('a file that %s has code %i', (_, code, file) => {
    expect(pngPixels(file)).toEqual({ code })
  })
})
