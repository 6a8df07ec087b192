import type { ProcessProfile } from './cpu-profile.ts'
import { readThreadTimes } from '../load/proc.ts'
import { roomOf } from './profile-rooms.ts'

/** Microseconds of CPU of one request. */
export interface RoomTime {
  readonly process: ProcessProfile['process'] | 'others'
  readonly room: string
  readonly microseconds: number
}

/** What the first threads of server and guest took of a request since, and all others; NaN where it cannot be read. */
export function cpuByProcess(
  pid: number,
  before: ReadonlyMap<number, number>,
  requests: number,
): Record<RoomTime['process'], number> {
  const since = [...readThreadTimes(pid)].map(([thread, time]) => {
    return { thread, microseconds: (time - (before.get(thread) ?? 0)) / requests }
  })
  const server = since.find(({ thread }) => thread === pid)?.microseconds ?? NaN
  // The first thread of the plugin's process works the most of the others.
  const [guest = NaN, ...others] = since
    .filter(({ thread }) => thread !== pid)
    .map(({ microseconds }) => microseconds)
    .toSorted((a, b) => b - a)
  return { server, guest, others: others.reduce((sum, time) => sum + time, 0) }
}

/** What the system counts while a process waits for what comes next. */
const waitingRooms = {
  server: 'event loop in the kernel',
  guest: 'waiting for frames, in the kernel',
}

/** Busy samples by room. Where the CPU time is less than they are, they waited for a core, and are scaled down. */
export function roomTimes(
  process: ProcessProfile['process'],
  profiles: readonly ProcessProfile[],
  requests: number,
  cpu: number,
): RoomTime[] {
  const times = new Map<string, number>()
  for (const { stacks } of profiles.filter((one) => one.process === process))
    for (const { frames, time } of stacks) {
      const room = roomOf(frames)
      if (room !== undefined) times.set(room, (times.get(room) ?? 0) + time / requests)
    }
  const seen = [...times.values()].reduce((sum, time) => sum + time, 0)
  const spent = Number.isNaN(cpu) ? seen : cpu
  const scale = Math.min(1, spent / seen)
  const rest = { process, room: waitingRooms[process], microseconds: spent - seen }
  return [
    ...[...times].map(([room, time]) => ({ process, room, microseconds: time * scale })),
    rest,
  ]
    .filter(({ microseconds }) => microseconds > 0)
    .toSorted((a, b) => b.microseconds - a.microseconds)
}
