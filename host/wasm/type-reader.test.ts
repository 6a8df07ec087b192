import { expect, it } from 'vitest'
import { PluginLoadError } from '../exchange/errors.ts'
import { ByteReader } from './byte-reader.ts'
import { readKind, readLimits, readValueType, skipImportType } from './type-reader.ts'

/** The value that `read` returns, which must consume all bytes. */
function whole<T>(bytes: readonly number[], read: (reader: ByteReader) => T): T {
  const reader = new ByteReader(Uint8Array.from(bytes), 0, bytes.length)
  const found = read(reader)
  expect(reader.atEnd).toBe(true)
  return found
}

const readImport = (reader: ByteReader): string => {
  const kind = readKind(reader)
  skipImportType(reader, kind)
  return kind
}

it.each([
  ['a function', [0, 0x81, 1], 'function'],
  ['a table', [1, 0x70, 1, 1, 9], 'table'],
  ['a table of typed references', [1, 0x63, 0x81, 1, 0, 1], 'table'],
  ['a memory', [2, 0, 0x81, 1], 'memory'],
  ['a 64-bit memory', [2, 5, 1, ...Array<number>(6).fill(0x80), 1], 'memory'],
  ['a global', [3, 0x7e, 1], 'global'],
  ['a global of a typed reference', [3, 0x64, 0x70, 0], 'global'],
  ['a tag', [4, 0, 0x81, 1], 'tag'],
])('reads all of an import of %s', (_, bytes, kind) => {
  expect(whole(bytes, readImport)).toBe(kind)
})

it('reads limits', () => {
  const plain = { maximum: undefined, isShared: false, is64: false }
  expect(whole([0, 7], readLimits)).toEqual({ ...plain, initial: 7 })
  expect(whole([3, 7, 9], readLimits)).toEqual({ ...plain, initial: 7, maximum: 9, isShared: true })
  const large = [0x80, 0x80, 0x80, 0x80, 0x80, 1]
  expect(whole([4, ...large], readLimits)).toEqual({ ...plain, initial: 2 ** 35, is64: true })
})

it('returns the first byte of a type', () => {
  expect(whole([0x7f], readValueType)).toBe(0x7f)
  expect(whole([0x63, 0x81, 1], readValueType)).toBe(0x63)
})

it.each([
  ['an import of a kind that is not known', [5, 0, 0], 'imports and exports of kind 0x05'],
  ['limits of a kind that is not known', [2, 8, 1, 0], 'limits of kind 0x08'],
  ['a size that is too long for 32 bits', [2, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0], 'does not end'],
])('refuses %s', (_, bytes, message) => {
  const read = (): unknown => readImport(new ByteReader(Uint8Array.from(bytes), 0, bytes.length))
  expect(read).toThrow(PluginLoadError)
  expect(read).toThrow(message)
})
