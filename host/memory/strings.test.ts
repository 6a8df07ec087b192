import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOf } from '../exchange/byte-string.ts'
import { BadArgumentError, GuestMemoryError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { GuestMemory, guestPtr, readString, readStrings } from './guest-memory.ts'

const page = 65536

function memoryOf(pages: number): GuestMemory {
  return new GuestMemory(new WebAssembly.Memory({ initial: pages }))
}

const string = (at: number) => guestPtr<'string'>(at)
const strings = (at: number) => guestPtr<'strings'>(at)
const byteString = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0)).toString('latin1'))

it('reads back every text of non-zero bytes, also one that ends with the memory', () => {
  fc.assert(
    fc.property(byteString, fc.boolean(), (text, atEnd) => {
      const memory = memoryOf(1)
      const at = atEnd ? page - text.length - 1 : 16
      memory.write(at, bytesOf(`${text}\0`))
      expect(readString(memory, string(at))).toBe(text)
    }),
  )
})

it('refuses NULL, an address outside, and a text without NUL at the end of memory', () => {
  const memory = memoryOf(1)
  memory.bytes(page - 8, 8).fill(65)
  expect(() => readString(memory, string(0))).toThrow(GuestMemoryError)
  expect(() => readString(memory, string(page))).toThrow(GuestMemoryError)
  expect(() => readString(memory, string(-1))).toThrow(GuestMemoryError)
  expect(() => readString(memory, string(page - 8))).toThrow('without a NUL')
})

it('reads the longest text and refuses one byte more', () => {
  const memory = memoryOf(18)
  memory.bytes(16, fixedLimits.stringBytes + 2).fill(65)
  memory.bytes(16 + fixedLimits.stringBytes, 1)[0] = 0
  expect(readString(memory, string(16))).toHaveLength(fixedLimits.stringBytes)
  memory.bytes(16 + fixedLimits.stringBytes, 1)[0] = 65
  expect(() => readString(memory, string(16))).toThrow(BadArgumentError)
})

it('reads an array of texts', () => {
  const memory = memoryOf(1)
  memory.write(100, bytesOf('a\0bc\0'))
  memory.writeU32(200, 100)
  memory.writeU32(204, 102)
  expect(readStrings(memory, strings(200), 2)).toEqual(['a', 'bc'])
})

it('refuses an array that is too long, outside, or has a bad element', () => {
  const memory = memoryOf(1)
  memory.writeU32(200, 0)
  expect(() => readStrings(memory, strings(200), 1_000_000_000)).toThrow(BadArgumentError)
  expect(() => readStrings(memory, strings(page - 4), 2)).toThrow(GuestMemoryError)
  expect(() => readStrings(memory, strings(200), 1)).toThrow(GuestMemoryError)
  expect(() => readStrings(memory, strings(0), 1)).toThrow(GuestMemoryError)
  expect(readStrings(memory, strings(0), 0)).toEqual([])
})
