import { expect } from 'vitest'
import { startServer, type RunningServer } from '../support/serve.ts'

/**
 * Runs in the server before its own code: every few milliseconds it reads how much work the main thread has done since the
 * last reading, which is how long the event loop had no turn. It counts work, not time: on a busy machine no thread has all
 * of the time. On SIGUSR2 it reports the longest value, and starts again.
 */
const monitor = `
  import { isMainThread } from 'node:worker_threads'
  import { openSync, readSync } from 'node:fs'
  if (isMainThread) {
    const file = openSync('/proc/self/schedstat')
    const buffer = Buffer.alloc(64)
    const workMs = () => Number(buffer.toString('latin1', 0, readSync(file, buffer, 0, 64, 0)).split(' ')[0]) / 1e6
    let last = workMs(), longest = 0
    setInterval(() => {
      const now = workMs()
      longest = Math.max(longest, now - last)
      last = now
    }, 3).unref()
    process.on('SIGUSR2', () => {
      process.stderr.write('stall ' + Math.round(longest) + ' ms\\n')
      longest = 0
    })
  }`

/** A server that reports how long its event loop was blocked. */
export async function startMonitored(
  options: Parameters<typeof startServer>[0],
): Promise<RunningServer> {
  const before = process.env['NODE_OPTIONS']
  process.env['NODE_OPTIONS'] = `--import data:text/javascript,${encodeURIComponent(monitor)}`
  try {
    return await startServer(options)
  } finally {
    if (before === undefined) delete process.env['NODE_OPTIONS']
    else process.env['NODE_OPTIONS'] = before
  }
}

/** The longest time that the event loop was blocked since the last call, in ms of work. */
export async function longestStall(server: RunningServer): Promise<number> {
  const before = server.log().length
  process.kill(server.pid, 'SIGUSR2')
  await expect.poll(() => server.log().slice(before), { timeout: 10_000 }).toMatch(/stall \d+ ms\n/)
  return Number(/stall (\d+) ms/.exec(server.log().slice(before))?.[1])
}
