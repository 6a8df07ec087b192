import { describe, expect, it } from 'vitest'
import { pixelFormats } from '../../abi/enums.ts'
import { codeOf } from '../../test/support/error-code.ts'
import { makeImage, newEncoder } from '../../test/support/images.ts'
import { requireCodec } from './codecs.ts'
import { encodeJpeg } from './jpeg/jpeg.ts'
import { encodePng } from './png/png.ts'

const options = { quality: 90, effort: 1 }

function grayImage(): ReturnType<typeof makeImage> {
  const { Grayscale8 } = pixelFormats
  return makeImage({
    format: Grayscale8,
    width: 30,
    height: 20,
    padding: 2,
    content: 'smooth',
    seed: 1,
  })
}

describe('requireCodec', () => {
  it('returns PNG for 0', () => {
    const encoder = newEncoder()
    const codec = requireCodec(0)
    expect(codec.mimeType).toBe('image/png')
    expect(codec.encode(encoder, grayImage(), options)).toEqual(encodePng(encoder, grayImage(), 1))
  })

  it('returns JPEG for 1', () => {
    const encoder = newEncoder()
    const codec = requireCodec(1)
    expect(codec.mimeType).toBe('image/jpeg')
    expect(codec.encode(encoder, grayImage(), options)).toEqual(
      encodeJpeg(encoder, grayImage(), 90),
    )
  })

  it.each([2, 3, -1, 255])('refuses %i', (imageFormat) => {
    expect(codeOf(() => requireCodec(imageFormat))).toBe(3)
  })

  it('checks the quality of a JPEG but not of a PNG', () => {
    expect(codeOf(() => requireCodec(0).check(grayImage(), { ...options, quality: 0 }))).toBeNull()
    expect(codeOf(() => requireCodec(1).check(grayImage(), { ...options, quality: 0 }))).toBe(3)
  })
})
