import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble, loop, type WatPlugin } from './support/wat-plugin.ts'

const folder = temporaryFolder('own-limits')
const file = join(folder, 'another-name.wasm')
const config = join(folder, 'config.json')

async function serveWith(plugins: object, changed: Partial<WatPlugin> = {}) {
  const routes = [{ pattern: '/large', answer: 'large' }]
  // 300 MiB, more than the default allows.
  writeFileSync(file, await assemble({ name: 'large', memory: '4800', routes, ...changed }))
  writeFileSync(config, JSON.stringify({ WebAssembly: { Plugins: plugins } }))
  return startServer({ plugins: [file], args: ['--config', config] })
}

it.each([
  ['its name', { 'another-name': { MemoryMiB: 512 } }],
  ['File', { large: { File: 'another-name.wasm', MemoryMiB: 512 } }],
])('the limits of a plugin go by its file from the start: by %s', async (_, entries) => {
  const server = await serveWith(entries)
  expect((await fetch(`${server.url}/large`)).status).toBe(200)
  expect(server.log()).not.toContain('WebAssembly.Plugins')
  await server.stop()
})

it('the name that a plugin reports grants it nothing', async () => {
  await expect(serveWith({ large: { MemoryMiB: 512 } })).rejects.toThrow(
    'initial memory of 300 MiB, at most 256 MiB allowed (MemoryMiB)',
  )
})

it('an entry to which no file belongs is logged', async () => {
  const entries = { 'another-name': { MemoryMiB: 512 }, lagre: { TimeoutMs: 5 } }
  const server = await serveWith(entries)
  await expect
    .poll(() => server.log())
    .toContain('"WebAssembly.Plugins.lagre" belongs to lagre.wasm, which is not among the plugins')
  await server.stop()
})

it('has its own time to start in', async () => {
  const started = serveWith(
    { 'another-name': { InitializeTimeoutMs: 600 } },
    { memory: '1', initialize: loop },
  )
  await expect(started).rejects.toThrow('it did not start within 600 ms')
})
