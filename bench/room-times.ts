import type { ThreadProfile } from './cpu-profile.ts'
import { readThreadTimes } from './proc.ts'
import { roomOf } from './profile-rooms.ts'

/** Microseconds of CPU of one request. */
export interface RoomTime {
  readonly thread: ThreadProfile['thread'] | 'others'
  readonly room: string
  readonly microseconds: number
}

/** What each thread took of a request since; NaN where it cannot be read. */
export function cpuByThread(
  pid: number,
  before: ReadonlyMap<number, number>,
  requests: number,
): Record<RoomTime['thread'], number> {
  const since = [...readThreadTimes(pid)].map(([thread, time]) => {
    return { thread, microseconds: (time - (before.get(thread) ?? 0)) / requests }
  })
  const main = since.find(({ thread }) => thread === pid)?.microseconds ?? NaN
  // The thread of the plugin works the most of the others.
  const [guest = NaN, ...others] = since
    .filter(({ thread }) => thread !== pid)
    .map(({ microseconds }) => microseconds)
    .toSorted((a, b) => b - a)
  return { main, guest, others: others.reduce((sum, time) => sum + time, 0) }
}

/** Busy samples by room. Where the CPU time is less than they are, they waited for a core, and are scaled down. */
export function roomTimes(
  thread: ThreadProfile['thread'],
  threads: readonly ThreadProfile[],
  requests: number,
  cpu: number,
): RoomTime[] {
  const times = new Map<string, number>()
  for (const { stacks } of threads.filter((one) => one.thread === thread))
    for (const { frames, time } of stacks) {
      const room = roomOf(frames)
      if (room !== undefined) times.set(room, (times.get(room) ?? 0) + time / requests)
    }
  const seen = [...times.values()].reduce((sum, time) => sum + time, 0)
  const spent = Number.isNaN(cpu) ? seen : cpu
  const scale = Math.min(1, spent / seen)
  const rest = { thread, room: 'event loop in the kernel', microseconds: spent - seen }
  return [...[...times].map(([room, time]) => ({ thread, room, microseconds: time * scale })), rest]
    .filter(({ microseconds }) => microseconds > 0)
    .toSorted((a, b) => b.microseconds - a.microseconds)
}
