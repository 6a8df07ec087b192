import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { get, RawConnection } from '../support/raw-http.ts'
import { sample, startServer, ulimit, type RunningServer } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const descriptors = 256

const folder = temporaryFolder('descriptors')
const plugin = join(folder, 'plugin.wasm')
const config = join(folder, 'config.json')
const sockets: Socket[] = []
let server: RunningServer
let connection: RawConnection

/** More clients than there are descriptors; one of them was there first. */
beforeAll(async () => {
  copyFileSync(sample('hostile'), plugin)
  const times = { KeepAliveTimeout: 60, HttpRequestTimeout: 60 }
  writeFileSync(config, JSON.stringify({ ...times, WebAssembly: { ClientShare: 1 } }))
  const args = ['--watch', '--config', config]
  server = await startServer({ plugins: [plugin], args, wrapper: ulimit(`-n ${descriptors}`) })
  connection = new RawConnection(server.port)
  await statusOf('/hostile/good')
  for (let i = 0; i < 2 * descriptors; i++)
    sockets.push(connect(server.port, '127.0.0.1').on('error', () => undefined))
})

afterAll(async () => {
  connection[Symbol.dispose]()
  for (const socket of sockets) socket.destroy()
  await server.stop()
})

async function statusOf(path: string): Promise<string | undefined> {
  const { statusLine } = await connection.send(get(path)).answer()
  return statusLine.split(' ')[1]
}

it.runIf(process.platform === 'linux')('clients leave some to plugins', async () => {
  await expect
    .poll(() => sockets.filter(({ closed }) => closed).length)
    .toBeGreaterThan(descriptors)
  expect(readdirSync(`/proc/${server.pid}/fd`).length).toBeGreaterThan(descriptors / 2)
  expect(await statusOf('/hostile/trap/unreachable')).toBe('500')
  expect(await statusOf('/hostile/good')).toBe('200')
  copyFileSync(sample('hello'), plugin)
  await expect.poll(() => statusOf('/hello/x')).toBe('200')
  expect(server.log()).not.toContain('EMFILE')
})
