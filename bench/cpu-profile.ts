import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The part of V8's .cpuprofile that is used; times in microseconds of the machine's monotonic clock. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly startTime: number
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: CallFrame
  readonly children?: readonly number[] | undefined
}

export interface CallFrame {
  readonly functionName: string
  readonly url: string
}

/** What a thread did: the time of each stack, whose frames are told from the innermost to the outermost. */
export interface ThreadProfile {
  readonly thread: 'main' | 'guest'
  readonly stacks: readonly { readonly frames: readonly CallFrame[]; readonly time: number }[]
}

interface Window {
  readonly from: number
  readonly to: number
}

/** The profiles that a process with `--cpu-prof` wrote into a folder, of a while of its life. */
export function readProfiles(folder: string, window: Window): ThreadProfile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => {
      // CPU.date.time.process.thread.number.cpuprofile
      const thread = name.split('.')[4] === '0' ? 'main' : 'guest'
      const profile: CpuProfile = JSON.parse(readFileSync(join(folder, name), 'utf8'))
      return { thread, stacks: stacksOf(profile, window) }
    })
}

/** The time of each stack that was seen within a window. */
export function stacksOf(profile: CpuProfile, { from, to }: Window): ThreadProfile['stacks'] {
  const times = new Map<number, number>()
  let now = profile.startTime
  for (const [i, id] of profile.samples.entries()) {
    const time = profile.timeDeltas[i] ?? 0
    now += time
    if (now >= from && now <= to) times.set(id, (times.get(id) ?? 0) + time)
  }
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  )
  return [...times].map(([id, time]) => {
    const frames: CallFrame[] = []
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = nodes.get(at)?.callFrame
      if (frame !== undefined) frames.push(frame)
    }
    return { frames, time }
  })
}
