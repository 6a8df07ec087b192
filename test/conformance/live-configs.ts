import { join } from 'node:path'
import { buildNative } from './guest-plugin.ts'
import { runLive, type LiveResult } from './live.ts'
import { ServerPair } from './server-pair.ts'

export type { LiveResult } from './live.ts'

/** Configurations that both servers get, and the part of the requests that each gets. */
const configs = [
  { name: 'default', share: 0.6, options: {} },
  { name: 'compressed', share: 0.25, options: { HttpCompressionEnabled: true } },
  { name: 'closing', share: 0.15, options: { KeepAlive: false, HttpDescribeErrors: false } },
]

/** Sends generated requests to both servers, under each configuration. */
export async function runLiveConfigs(
  guest: string,
  asked: { readonly requests: number; readonly seed: number; readonly folder: string },
): Promise<LiveResult> {
  const native = await buildNative('script-plugin', asked.folder)
  const results: LiveResult[] = []
  for (const { name, share, options } of configs) {
    const pair = await ServerPair.start({ native, guest }, options, join(asked.folder, name))
    try {
      const result = await runLive(pair, Math.ceil(asked.requests * share), asked.seed)
      const failures = result.failures.map((text) => `with ${JSON.stringify(options)}\n${text}`)
      results.push({ ...result, failures })
    } finally {
      await pair.stop()
    }
  }
  return {
    requests: sum(results.map((result) => result.requests)),
    same: sum(results.map(({ same }) => same)),
    different: sum(results.map(({ different }) => different)),
    failing: sum(results.map(({ failing }) => failing)),
    failures: results.flatMap(({ failures }) => failures),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
