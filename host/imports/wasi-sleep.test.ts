import { describe, expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'
import { wasiImports } from './wasi.ts'

/** Calls `poll_oneoff` with one subscription; returns its code, its event, and how long it took in ms. */
function poll({ tag = 0, timeoutNs = 0n, flags = 0, count = 1 }) {
  const guest = new TestGuest()
  const subscription = Buffer.alloc(48)
  subscription.writeBigUInt64LE(7n, 0)
  subscription.writeUInt8(tag, 8)
  subscription.writeUInt32LE(1, 16)
  subscription.writeBigUInt64LE(timeoutNs, 24)
  subscription.writeUInt16LE(flags, 40)
  const at = guest.bytes(subscription)
  const event = guest.bytes(new Uint8Array(32).fill(0xee))
  const written = guest.bytes(new Uint8Array(4))
  Object.assign(guest.context, { clock: () => 5_000_000_000n })
  const { poll_oneoff: call = () => -1 } = wasiImports({ context: guest.context })
  const startMs = performance.now()
  const code: unknown = Reflect.apply(call, undefined, [at, event, count, written])
  const ms = performance.now() - startMs
  return { code, events: guest.memory.readU32(written), event: guest.memory.copy(event, 32), ms }
}

describe('poll_oneoff', () => {
  it('sleeps for a time, and writes the event', () => {
    const { code, events, event, ms } = poll({ timeoutNs: 20_000_000n })
    expect({ code, events }).toEqual({ code: 0, events: 1 })
    expect([...event]).toEqual([7, ...Array<number>(31).fill(0)])
    expect(ms).toBeGreaterThan(15)
  })

  it('sleeps until a time', () => {
    expect(poll({ timeoutNs: 5_020_000_000n, flags: 1 }).ms).toBeGreaterThan(15)
    expect(poll({ timeoutNs: 4_000_000_000n, flags: 1 })).toMatchObject({ code: 0, events: 1 })
  })

  it.each([{ tag: 1 }, { count: 0 }, { count: 2 }])('waits for nothing else: %j', (wanted) => {
    expect(poll(wanted)).toMatchObject({ code: 52, events: 0 })
  })
})
