import { statSync } from 'node:fs'
import autocannon from 'autocannon'
import type { Peer } from './languages-peers.ts'
import { servePlugin } from './languages-server.ts'

/** What a way to make plugins costs. */
export interface PeerFigures {
  readonly bytes: number
  /** From the command to the module, in a process of its own. */
  readonly buildMs: number
  /** From the start of the server until it listens. */
  readonly startMs: number
  readonly perSecond: number
}

const builds = 3
const starts = 5
const connections = 16
const warmUpSeconds = 2
const seconds = 4

/** Builds a sample, starts it and asks it, each several times; of times the median counts. */
export async function measurePeer(peer: Peer, output: string): Promise<PeerFigures> {
  const buildTimes: number[] = []
  for (let i = 0; i < builds; i++) buildTimes.push(await timeOf(() => peer.build(output)))
  const startTimes: number[] = []
  for (let i = 0; i < starts; i++) {
    const server = await servePlugin(output)
    startTimes.push(server.startMs)
    await server.stop()
  }
  return {
    bytes: statSync(output).size,
    buildMs: median(buildTimes),
    startMs: median(startTimes),
    perSecond: await askFor(peer, output),
  }
}

async function timeOf(run: () => Promise<void>): Promise<number> {
  const before = performance.now()
  await run()
  return performance.now() - before
}

/** Requests a second, all of them answered with 200. */
async function askFor({ path }: Peer, plugin: string): Promise<number> {
  const server = await servePlugin(plugin)
  try {
    const load = { url: server.url, connections, timeout: 30, requests: [{ method: 'GET', path }] }
    await autocannon({ ...load, duration: warmUpSeconds })
    const result = await autocannon({ ...load, duration: seconds })
    if (result.non2xx + result.errors > 0) throw new Error(`${plugin}: ${path} is not answered`)
    return (result['2xx'] * 1000) / (result.finish.getTime() - result.start.getTime())
  } finally {
    await server.stop()
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
