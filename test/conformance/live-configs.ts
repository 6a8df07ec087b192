import { join } from 'node:path'
import { buildNative } from './guest-plugin.ts'
import { runLive, startPair, type LiveResult } from './live.ts'

export type { LiveResult } from './live.ts'

/** Configurations that both servers get, and the part of the requests that each gets. */
const configs = [
  { name: 'default', share: 0.6, options: {} },
  { name: 'compressed', share: 0.25, options: { HttpCompressionEnabled: true } },
  { name: 'closing', share: 0.15, options: { KeepAlive: false, HttpDescribeErrors: false } },
]

/** Sends generated requests to both servers, under each configuration; stops at the first difference. */
export async function runLiveConfigs(
  guest: string,
  asked: { readonly requests: number; readonly seed: number; readonly folder: string },
): Promise<LiveResult> {
  const native = await buildNative('script-plugin', asked.folder)
  const total = { requests: 0, same: 0, different: 0, onPurpose: new Map<string, number>() }
  for (const { name, share, options } of configs) {
    const pair = await startPair({ native, guest }, options, join(asked.folder, name))
    try {
      const result = await runLive(pair, Math.ceil(asked.requests * share), asked.seed)
      total.requests += result.requests
      total.same += result.same
      total.different += result.different
      for (const [id, count] of result.onPurpose) {
        total.onPurpose.set(id, (total.onPurpose.get(id) ?? 0) + count)
      }
      if (result.failure !== undefined) {
        return { ...total, failure: `with ${JSON.stringify(options)}\n${result.failure}` }
      }
    } finally {
      await pair.stop()
    }
  }
  return { ...total, failure: undefined }
}
