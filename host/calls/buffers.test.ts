import { expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'

/** The two numbers of a memory buffer after its creation. */
function create(guest: TestGuest, target: number, size: number): readonly number[] {
  expect(guest.call('OrthancPluginCreateMemoryBuffer', target, size)).toBe(0)
  return [guest.memory.readU32(target), guest.memory.readU32(target + 4)]
}

it('CreateMemoryBuffer writes the address and the size of memory that the plugin frees', () => {
  const guest = new TestGuest()
  const target = guest.bytes(new Uint8Array(8).fill(7))
  const [at = 0, size] = create(guest, target, 100)
  expect(at).toBeGreaterThan(target)
  expect(size).toBe(100)
  guest.call('OrthancPluginFreeMemoryBuffer', target)
  expect(guest.freed).toEqual([at])
  expect(guest.memory.readU32(target)).toBe(at)
})

it('CreateMemoryBuffer allocates nothing for 0 bytes', () => {
  const guest = new TestGuest()
  expect(create(guest, guest.bytes(new Uint8Array(8).fill(7)), 0)).toEqual([0, 0])
})

it('CreateMemoryBuffer fails with 4 and writes nothing if the plugin has no memory', () => {
  const guest = new TestGuest()
  const target = guest.bytes(new Uint8Array(8).fill(7))
  expect(guest.call('OrthancPluginCreateMemoryBuffer', target, 1e9)).toBe(4)
  expect([...guest.memory.bytes(target, 8)]).toEqual([7, 7, 7, 7, 7, 7, 7, 7])
})

it('FreeString of NULL does nothing', () => {
  const guest = new TestGuest()
  guest.call('OrthancPluginFreeString', 0)
  expect(guest.freed).toEqual([])
})
