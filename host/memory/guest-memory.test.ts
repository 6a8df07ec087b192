import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { errorCodes } from '../../abi/enums.ts'
import { GuestMemoryError } from '../exchange/errors.ts'
import { GuestMemory } from './guest-memory.ts'

const page = 65536
const outside = 'outside'
const u32 = fc.nat({ max: 2 ** 32 - 1 })
/** Addresses and lengths, with those at the edges of two pages and of 32 bits more often. */
const edge = fc.oneof(
  u32,
  fc.nat({ max: 2 * page + 8 }),
  fc.constantFrom(0, 1, page, 2 * page - 1, 2 * page, 2 ** 31, 2 ** 32 - 1),
)

function twoPages(): GuestMemory {
  return new GuestMemory(new WebAssembly.Memory({ initial: 2, maximum: 4 }))
}

/** The value of an action, or `outside` if the memory lacks the bytes. */
function valueOrError(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    if (error instanceof GuestMemoryError) return outside
    throw error
  }
}

it('returns bytes exactly for ranges inside the memory that are not NULL', () => {
  const memory = twoPages()
  fc.assert(
    fc.property(edge, edge, (at, length) => {
      const isInside = length === 0 || (at !== 0 && at + length <= memory.size)
      expect(valueOrError(() => memory.bytes(at, length).length)).toBe(isInside ? length : outside)
    }),
  )
})

it('reads and writes numbers exactly if their bytes are inside', () => {
  const memory = twoPages()
  fc.assert(
    fc.property(edge, u32, (at, value) => {
      const writeAndRead = () => {
        memory.writeU32(at, value)
        return [memory.readU32(at), memory.readU16(at), memory.readU8(at + 3)]
      }
      const isInside = at !== 0 && at + 4 <= memory.size
      expect(valueOrError(writeAndRead)).toEqual(
        isInside ? [value, value & 0xffff, value >>> 24] : outside,
      )
    }),
  )
})

it('reads a number with a fraction in either width', () => {
  const memory = twoPages()
  memory.write(8, new Uint8Array(new Float32Array([0.5]).buffer))
  memory.write(16, new Uint8Array(new Float64Array([0.1]).buffer))
  expect([memory.readF32(8), memory.readF64(16)]).toEqual([0.5, 0.1])
})

it('returns the last byte, and the whole memory from address 1', () => {
  const memory = twoPages()
  expect(memory.bytes(2 * page - 1, 1)).toHaveLength(1)
  expect(memory.bytes(1, 2 * page - 1)).toHaveLength(2 * page - 1)
})

it('refuses NULL with code 35 and every other address with code 3', () => {
  const memory = twoPages()
  const codeOf = (at: number, length: number): unknown => {
    try {
      memory.bytes(at, length)
      return 'no error'
    } catch (error) {
      return error instanceof GuestMemoryError ? error.code : error
    }
  }
  expect(codeOf(0, 5)).toBe(errorCodes.NullPointer)
  expect(codeOf(2 * page, 1)).toBe(errorCodes.ParameterOutOfRange)
  expect(codeOf(2 ** 32 - 1, 2 ** 32 - 1)).toBe(errorCodes.ParameterOutOfRange)
})

it('sees the new pages and the old bytes after the memory has grown', () => {
  const wasm = new WebAssembly.Memory({ initial: 1, maximum: 4 })
  const memory = new GuestMemory(wasm)
  memory.write(100, Uint8Array.of(7))
  expect(() => memory.bytes(page, 1)).toThrow(GuestMemoryError)
  wasm.grow(1)
  expect(memory.bytes(page, 1)).toHaveLength(1)
  expect(memory.readU8(100)).toBe(7)
})

it('copies into a buffer that does not follow the guest', () => {
  const memory = twoPages()
  memory.write(8, Uint8Array.of(1, 2, 3))
  const copy = memory.copy(8, 3)
  memory.write(8, Uint8Array.of(9))
  expect([...copy]).toEqual([1, 2, 3])
  expect(copy.buffer.byteLength).toBe(3)
})
