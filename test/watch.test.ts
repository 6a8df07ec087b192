import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble, slowly } from './support/wat-plugin.ts'

const folder = temporaryFolder('watch')
const plugin = join(folder, 'plugin.wasm')
/** In a folder that is not there at first. */
const other = join(folder, 'build', 'other.wasm')
let server: RunningServer

beforeAll(async () => {
  copyFileSync(sample('hello'), plugin)
  server = await startServer({ plugins: [plugin, other], args: ['--watch', '--skip-refused'] })
})

afterAll(() => server.stop())

const statusOf = async (path: string): Promise<number> => (await fetch(server.url + path)).status

it('serves what the file holds now, and keeps it when the file becomes a wrong one', async () => {
  expect(await statusOf('/hello/x')).toBe(200)
  copyFileSync(sample('hostile'), plugin)
  await expect.poll(() => statusOf('/hostile/good')).toBe(200)
  expect(await statusOf('/hello/x')).toBe(404)
  writeFileSync(plugin, 'no module')
  await expect
    .poll(() => server.log())
    .toContain('plugin.wasm reload failed: not a WebAssembly module')
  expect(await statusOf('/hostile/good')).toBe(200)
})

/** A plugin that answers `/version`, and starts after about this number of million steps. */
function version(answer: string, millions = 0): Promise<Uint8Array> {
  const initialize = `(loop $next
      (local.set 0 (i32.add (local.get 0) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get 0) (i32.const ${millions * 1_000_000}))))
    (i32.const 0)`
  const routes = [
    { pattern: '/version', answer },
    { pattern: '/slow', body: slowly },
  ]
  return assemble({ name: 'other', routes, initialize })
}

/** Puts it there in one step, in a folder that is new. */
async function build(bytes: Promise<Uint8Array>): Promise<void> {
  rmSync(join(folder, 'build'), { recursive: true, force: true })
  mkdirSync(join(folder, 'build'))
  writeFileSync(`${other}.part`, await bytes)
  renameSync(`${other}.part`, other)
}

const answerOf = async (path: string): Promise<string> => (await fetch(server.url + path)).text()

it('serves what comes into a folder that was not there, and into another one in its place', async () => {
  await build(version('one'))
  await expect.poll(() => answerOf('/version')).toBe('one')
  await build(version('two'))
  await expect.poll(() => answerOf('/version')).toBe('two')
})

it('lets what was asked of the one before be answered', async () => {
  const asked = Array.from({ length: 4 }, () => statusOf('/slow'))
  writeFileSync(other, await version('three'))
  await expect.poll(() => answerOf('/version')).toBe('three')
  expect(await Promise.all(asked)).toEqual([200, 200, 200, 200])
})

it('serves the latest build also where the one before it takes longer to start', async () => {
  const [late, latest] = await Promise.all([version('late', 2000), version('latest')])
  writeFileSync(other, late)
  await new Promise((resolve) => setTimeout(resolve, 300))
  writeFileSync(other, latest)
  await expect.poll(() => answerOf('/version')).toBe('latest')
  await new Promise((resolve) => setTimeout(resolve, 4000))
  expect(await answerOf('/version')).toBe('latest')
})
