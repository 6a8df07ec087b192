import { execFileSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { get, RawConnection } from './support/raw-http.ts'
import { missingPackage } from './support/requirements.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('watch-descriptors')
const plugin = join(folder, 'plugin.wasm')
const config = join(folder, 'config.json')
const canLimit = process.platform === 'linux' && !missingPackage('prlimit', 'util-linux')

let server: RunningServer | undefined

afterAll(() => server?.stop())

/** Sets the limit of a server's descriptors. */
function limitDescriptors({ pid }: RunningServer, most: number): void {
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${most}:`])
}

it.runIf(canLimit)('a build that comes while no descriptor is left costs a line', async () => {
  copyFileSync(sample('hello'), plugin)
  // The connection stays: another one would need a descriptor as well.
  writeFileSync(config, JSON.stringify({ KeepAliveTimeout: 120 }))
  const started = await startServer({ plugins: [plugin], args: ['--watch', '--config', config] })
  server = started
  using connection = new RawConnection(started.port)
  const statusOf = async (path: string): Promise<string | undefined> =>
    (await connection.send(get(path)).answer()).statusLine.split(' ')[1]
  expect(await statusOf('/hello/x')).toBe('200')

  // What is open stays so.
  limitDescriptors(started, 3)
  copyFileSync(sample('hostile'), plugin)
  await expect
    .poll(() => started.log())
    .toContain('plugin.wasm reload failed: too many files are open\n')
  expect(await statusOf('/hello/x')).toBe('200')
  expect(await statusOf('/hostile/good')).toBe('404')

  limitDescriptors(started, 1024)
  copyFileSync(sample('hostile'), plugin)
  await expect.poll(() => statusOf('/hostile/good')).toBe('200')
})
