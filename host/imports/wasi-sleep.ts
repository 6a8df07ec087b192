import type { GuestMemory } from '../memory/guest-memory.ts'

/** Layout of a subscription and of an event of `poll_oneoff` (WASI preview 1). */
const subscriptionBytes = 48
const eventBytes = 32
const at = { tag: 8, clock: 16, timeout: 24, flags: 40 } as const
const clockTag = 0
const isAbsolute = 1

/**
 * Waits for the only subscription of a `poll_oneoff`, to a clock, as `sleep` of a libc makes it, and writes its event.
 * Returns the number of events: 0 for other subscriptions, as there is nothing else to wait for. The deadline of the callback ends a longer sleep.
 */
export function sleepUntil(
  memory: GuestMemory,
  [subscription, event, count]: readonly [number, number, number],
  now: (isMonotonic: boolean) => bigint,
): 0 | 1 {
  if (count !== 1) return 0
  const wanted = memory.copy(subscription, subscriptionBytes)
  const view = new DataView(wanted.buffer, wanted.byteOffset)
  if (view.getUint8(at.tag) !== clockTag) return 0
  memory.bytes(event, eventBytes)
  const timeout = view.getBigUint64(at.timeout, true)
  const hasTime = (view.getUint16(at.flags, true) & isAbsolute) !== 0
  const elapsed = hasTime ? now(view.getUint32(at.clock, true) !== 0) : 0n
  block(Number(timeout - elapsed) / 1e6)
  const written = memory.bytes(event, eventBytes)
  written.fill(0)
  // Its user data; no error; the kind of a clock is 0.
  written.set(wanted.subarray(0, 8))
  return 1
}

/** Blocks this thread, which has nothing else to do. */
function block(ms: number): void {
  if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
