import { expect } from 'vitest'
import { startServer, type RunningServer } from '../support/serve.ts'

/**
 * Runs in the server, in front of it: looks every few milliseconds how much work its main thread has done since the last
 * look, which is for how long nobody else got a turn. Work, and not time: a busy machine gives no thread all of its time.
 * SIGUSR2 has it tell the longest, and begin anew.
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

/** A server that tells for how long its event loop was held up. */
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

/** The longest that the event loop was held up since this was asked last, in ms of work. */
export async function longestStall(server: RunningServer): Promise<number> {
  const before = server.log().length
  process.kill(server.pid, 'SIGUSR2')
  await expect.poll(() => server.log().slice(before), { timeout: 10_000 }).toMatch(/stall \d+ ms\n/)
  return Number(/stall (\d+) ms/.exec(server.log().slice(before))?.[1])
}
