import { expect, it } from 'vitest'
import { errorCodes } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import { GuestHeap, GuestMemory, guestPtr, readString } from './guest-memory.ts'

const page = 65536

/** A heap whose `malloc` returns the addresses in turn, with the addresses that it freed. */
function heapAt(...addresses: number[]) {
  const memory = new GuestMemory(new WebAssembly.Memory({ initial: 1 }))
  const freed: number[] = []
  const heap = new GuestHeap(memory, {
    malloc: () => addresses.shift() ?? 0,
    free: (at) => freed.push(at),
  })
  return { heap, memory, freed }
}

it('writes a text with its NUL to the address from malloc', () => {
  const { heap, memory } = heapAt(32)
  memory.bytes(32, 8).fill(255)
  expect(readString(memory, heap.allocateString('abc'))).toBe('abc')
})

it.each([0, page, page - 3, -1, 2 ** 31])('refuses %i from malloc with code 4', (address) => {
  const { heap } = heapAt(address)
  const allocate = () => heap.allocate(4)
  expect(allocate).toThrow(CallError)
  expect(allocate).toThrow(expect.objectContaining({ code: errorCodes.NotEnoughMemory }))
})

it('accepts an allocation that ends with the memory', () => {
  expect(heapAt(page - 4).heap.allocate(4)).toBe(page - 4)
})

it('keeps one address for a constant text', () => {
  const { heap } = heapAt(32, 64, 96)
  const first = heap.constantString('a')
  expect(heap.constantString('b')).not.toBe(first)
  expect(heap.constantString('a')).toBe(first)
})

it('frees everything but NULL', () => {
  const { heap, freed } = heapAt(32)
  heap.free(heap.allocate(1))
  heap.free(guestPtr(0))
  expect(freed).toEqual([32])
})
