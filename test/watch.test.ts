import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const plugin = join(temporaryFolder('watch'), 'plugin.wasm')
let server: RunningServer

beforeAll(async () => {
  copyFileSync(sample('hello'), plugin)
  server = await startServer({ plugins: [plugin], args: ['--watch'] })
})

afterAll(() => server.stop())

const statusOf = async (path: string): Promise<number> => (await fetch(server.url + path)).status

it('serves what the file holds now, and keeps it when the file becomes a wrong one', async () => {
  expect(await statusOf('/hello/x')).toBe(200)
  copyFileSync(sample('hostile'), plugin)
  await expect.poll(() => statusOf('/hostile/good'), { timeout: 5000 }).toBe(200)
  expect(await statusOf('/hello/x')).toBe(404)
  writeFileSync(plugin, 'no module')
  await expect
    .poll(() => server.log(), { timeout: 5000 })
    .toContain('plugin.wasm not loaded anew: not a WebAssembly module')
  expect(await statusOf('/hostile/good')).toBe(200)
})
