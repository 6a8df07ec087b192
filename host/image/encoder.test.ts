import { describe, expect, it } from 'vitest'
import { pixelFormats } from '../../abi/enums.ts'
import { compileEncoders, makeImage, newEncoder } from '../../test/support/images.ts'
import { encodeJpeg } from './jpeg/jpeg.ts'
import { encodePng } from './png/png.ts'

const { Grayscale8, RGB24, RGBA32 } = pixelFormats

const recipe = { format: Grayscale8, padding: 0, content: 'smooth', seed: 1 } as const
const smallImage = makeImage({ ...recipe, width: 64, height: 64 })

/** Memory after `Begin`, which takes what the whole image needs. */
function memoryBytesAfter(begin: string, ...layout: number[]): number {
  const { exports } = new WebAssembly.Instance(compileEncoders())
  const { memory } = exports
  const call = exports[begin]
  if (typeof call !== 'function' || !(memory instanceof WebAssembly.Memory)) {
    throw new Error(`no ${begin}`)
  }
  expect(call(...layout)).not.toBe(0)
  return memory.buffer.byteLength
}

describe('ImageEncoder', () => {
  it('needs the same memory for a PNG of any height', () => {
    const memoryBytes = memoryBytesAfter('pngBegin', 512, 5000, 1024, 1, 2, 1)
    expect(memoryBytesAfter('pngBegin', 512, 1_000_000, 1024, 1, 2, 1)).toBe(memoryBytes)
    expect(memoryBytes).toBeLessThan(5 * 2 ** 20)
  })

  it('needs the same memory for a JPEG of any height', () => {
    const memoryBytes = memoryBytesAfter('jpegBegin', 512, 5000, 1536, 3, 90)
    expect(memoryBytesAfter('jpegBegin', 512, 65_500, 1536, 3, 90)).toBe(memoryBytes)
    expect(memoryBytes).toBeLessThan(5 * 2 ** 20)
  })

  it('needs no more than 64 MiB for the widest images', () => {
    const limit = 64 * 2 ** 20
    expect(memoryBytesAfter('pngBegin', 1_000_000, 1_000_000, 4_000_064, 4, 1, 2)).toBeLessThan(
      limit,
    )
    expect(memoryBytesAfter('jpegBegin', 65_500, 65_500, 196_564, 3, 100)).toBeLessThan(limit)
  })

  it('takes no memory before the first image', () => {
    expect(newEncoder().memoryBytes).toBe(0)
  })

  it('keeps its memory for the next image', () => {
    const encoder = newEncoder()
    encodePng(encoder, makeImage({ ...recipe, width: 1000, height: 100 }), 1)
    const { memoryBytes } = encoder
    encodeJpeg(encoder, smallImage, 90)
    expect(encoder.memoryBytes).toBe(memoryBytes)
  })

  it('frees its memory after an image that needed very much', () => {
    const encoder = newEncoder()
    const wideImage = makeImage({ ...recipe, format: RGBA32, width: 1_000_000, height: 1 })
    const file = encodePng(encoder, wideImage, 0)
    expect(encoder.memoryBytes).toBe(0)
    expect(Buffer.compare(encodePng(encoder, wideImage, 0), file)).toBe(0)
  })

  it('reads rows that are far apart', () => {
    const tight = makeImage({ ...recipe, format: RGB24, width: 50, height: 40 })
    const pitch = 10_000
    const data = new Uint8Array(pitch * 39 + 150).fill(0xaa)
    for (let y = 0; y < 40; y++) data.set(tight.data.subarray(y * 150, (y + 1) * 150), y * pitch)
    const encoder = newEncoder()
    expect(encodePng(encoder, { ...tight, pitch, data }, 1)).toEqual(encodePng(encoder, tight, 1))
    expect(encodeJpeg(encoder, { ...tight, pitch, data }, 90)).toEqual(
      encodeJpeg(encoder, tight, 90),
    )
  })

  it('reads pixels out of another wasm memory', () => {
    const memory = new WebAssembly.Memory({ initial: 1 })
    const data = new Uint8Array(memory.buffer, 1001, smallImage.data.length)
    data.set(smallImage.data)
    const encoder = newEncoder()
    expect(encodePng(encoder, { ...smallImage, data }, 1)).toEqual(
      encodePng(encoder, smallImage, 1),
    )
  })

  it('refuses pixels that end before the image', () => {
    const data = smallImage.data.subarray(0, 64 * 64 - 1)
    expect(() => encodePng(newEncoder(), { ...smallImage, data }, 1)).toThrow(
      '4095 bytes of pixels, 4096 needed',
    )
  })
})
