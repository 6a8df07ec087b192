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

it('the limits of a plugin go by its own name from the start, whatever its file is called', async () => {
  const server = await serveWith({ large: { MemoryMiB: 512 } })
  expect((await fetch(`${server.url}/large`)).status).toBe(200)
  expect(server.log()).not.toContain('no plugin has that name')
  await server.stop()
})

it('the entry of another plugin gives it nothing', async () => {
  await expect(serveWith({ other: { MemoryMiB: 512 } })).rejects.toThrow(
    'initial memory of 300 MiB, at most 256 MiB allowed (MemoryMiB)',
  )
})

it('an entry that no plugin has the name of is told', async () => {
  const server = await serveWith({ large: { MemoryMiB: 512 }, lagre: { TimeoutMs: 5 } })
  expect(server.log()).toContain('"WebAssembly.Plugins.lagre": no plugin has that name')
  await server.stop()
})

it('has its own time to start in as soon as it has said its name', async () => {
  const started = serveWith(
    { large: { InitializeTimeoutMs: 600 } },
    { memory: '1', initialize: loop },
  )
  await expect(started).rejects.toThrow('it did not start within 600 ms')
})
