import * as fc from 'fast-check'

const formats = ['gray8', 'gray16', 'sgray16', 'rgb24', 'rgba32', 'rgb48', 'gray32', 'float32']
formats.push('bgra32', 'gray64')
const patterns = fc.constantFrom('gradient', 'noise', 'checker', 'smooth', 'zero', 'max')
const quality = fc.oneof(
  fc.integer({ min: 1, max: 100 }),
  fc.constantFrom(0, 101, 255, 256, 346, -1),
)

interface Image {
  readonly words: readonly string[]
  readonly quality: string
}

/** An image as its recipe says. */
const honest: fc.Arbitrary<Image> = fc
  .record({
    format: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('gray8', 'gray16', 'rgb24', 'rgba32') },
      { weight: 1, arbitrary: fc.constantFrom(...formats) },
    ),
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    padding: fc.option(fc.integer({ min: 1, max: 9 })),
    pattern: patterns,
    quality,
  })
  .map(({ format, width, height, padding, pattern, quality: q }) => {
    // 8 bytes are what the widest pixel has.
    const pitch = padding === null ? '' : `:pitch=${width * 8 + padding}`
    const recipe = `@${format}:${width}x${height}${pitch}:${pattern}`
    return { words: ['*', '*', '*', '*', recipe], quality: String(q) }
  })

/** A shape that need not fit the data, but stays inside it: what the real server reads is never foreign. */
const wrong: fc.Arbitrary<Image> = fc
  .record({
    format: fc.integer({ min: -1, max: 13 }),
    width: fc.integer({ min: 0, max: 16 }),
    height: fc.integer({ min: 0, max: 16 }),
    pitch: fc.integer({ min: 0, max: 128 }),
    quality,
  })
  .map(({ format, width, height, pitch, quality: q }) => ({
    words: [...[format, width, height, pitch].map(String), '@gray64:16x17:noise'],
    quality: String(q),
  }))

const image = fc.oneof({ weight: 3, arbitrary: honest }, { weight: 1, arbitrary: wrong })

/** Commands that answer with an image. */
export const imageCommand: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    image,
    fc.constantFrom('png', 'png', 'jpeg', 'jpeg', 'image'),
    fc.constantFrom('0', '1', '2', '3', '-1'),
  )
  .map(([{ words, quality: q }, name, kind]) => {
    if (name === 'png') return ['png', ...words]
    return name === 'jpeg' ? ['jpeg', ...words, q] : ['image', kind, ...words, q]
  })
