import { expect, it } from 'vitest'
import { ByteReader } from './byte-reader.ts'
import { encodeU32 } from './byte-writer.ts'

/** A reader of a list of `count` zeros. */
function list(count: number): ByteReader {
  const bytes = Uint8Array.from([...encodeU32(count), ...new Uint8Array(count)])
  return new ByteReader(bytes, 0, bytes.length)
}

it('refuses a list of more entries than a module may have', () => {
  expect(list(1_000_000).vector(() => 7)).toHaveLength(1_000_000)
  expect(() => list(1_000_001).each(() => undefined)).toThrow(
    'a list of 1000001 entries, at most 1000000 allowed',
  )
})

it('keeps U+FEFF at the start of a name', () => {
  const reader = new ByteReader(Uint8Array.of(4, 0xef, 0xbb, 0xbf, 0x61), 0, 5)
  expect(reader.name()).toBe('\ufeffa')
})
