import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BundleSource, type CallFrame } from './bundle-source.ts'

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

/** What a process did in its first thread: the time of each stack, with its frames from the innermost to the outermost. */
export interface ProcessProfile {
  readonly process: 'server' | 'guest'
  readonly stacks: readonly { readonly frames: readonly CallFrame[]; readonly time: number }[]
}

interface Window {
  readonly from: number
  readonly to: number
}

/** The profiles that a server and its guest processes wrote into a folder (`--cpu-prof`), of a while of their life. */
export function readProfiles(folder: string, server: number, window: Window): ProcessProfile[] {
  const bundle = BundleSource.read()
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => {
      // CPU.date.time.process.thread.number.cpuprofile
      const process = name.split('.')[3] === String(server) ? 'server' : 'guest'
      const profile: CpuProfile = JSON.parse(readFileSync(join(folder, name), 'utf8'))
      const stacks = stacksOf(profile, window).map(({ frames, time }) => {
        return { frames: frames.map((frame) => bundle.resolve(frame)), time }
      })
      return { process, stacks }
    })
}

/** The time of each stack that was seen within a window. */
export function stacksOf(profile: CpuProfile, { from, to }: Window): ProcessProfile['stacks'] {
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
