import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ServeProcess } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble } from './support/wat-plugin.ts'

const folder = temporaryFolder('reload')
const config = join(folder, 'config.json')
const answers = [1, 2, 3].map(String)

const versionOf = (answer: string) =>
  assemble({ name: 'versions', routes: [{ pattern: '/version', answer }] })
const modules = new Map<string, Uint8Array>()

const writePlugin = (answer: string): void =>
  writeFileSync(join(folder, 'versions.wasm'), modules.get(answer) ?? '')
const writeConfig = (more: object = {}): void =>
  writeFileSync(config, JSON.stringify({ Plugins: ['versions.wasm'], ...more }))

describe('SIGHUP', () => {
  let server: ServeProcess
  let url: string

  beforeAll(async () => {
    for (const answer of answers) modules.set(answer, await versionOf(answer))
    writePlugin('1')
    writeConfig()
    server = new ServeProcess(['--config', config, '--port', '0'])
    url = await server.url()
  })

  afterAll(() => server[Symbol.dispose]())

  const ask = async (): Promise<string> => (await fetch(`${url}/version`)).text()

  /** Sends the signal, and waits for as many further log lines as there are. */
  async function reload(line: string): Promise<void> {
    const before = server.err.length
    server.process.kill('SIGHUP')
    await expect.poll(() => server.err.slice(before)).toContain(line)
  }

  it('reloads a plugin whose file changed, and loses no request under load', async () => {
    const seen = new Set<string>()
    const failed: unknown[] = []
    const load = { isOn: true }
    const client = async (): Promise<void> => {
      while (load.isOn) {
        await ask().then(
          (text) => seen.add(text),
          (error: unknown) => failed.push(error),
        )
        await turn()
      }
    }
    const clients = Array.from({ length: 8 }, client)
    for (const answer of ['2', '3']) {
      writePlugin(answer)
      await reload('The configuration was reloaded')
    }
    await expect.poll(() => seen.has('3')).toBe(true)
    load.isOn = false
    await Promise.all(clients)
    expect({ failed, seen: [...seen].toSorted() }).toEqual({ failed: [], seen: answers })
  })

  it('uses other users at once', async () => {
    writeConfig({ AuthenticationEnabled: false, RegisteredUsers: { a: 'b' } })
    await reload('The configuration was reloaded')
    expect(await ask()).toBe('3')
  })

  it.each([
    ['is not valid', '{', 'config.json:1: '],
    ['has a plugin that is refused', '{"Plugins": ["none.wasm"]}', 'none.wasm reload failed'],
    [
      'needs a restart',
      '{"Plugins": ["versions.wasm"], "WebAssembly": {"Admin": "0"}}',
      'Admin changed, which needs a restart',
    ],
  ])('keeps the running configuration if the new one %s', async (_, text, line) => {
    writeFileSync(config, text)
    await reload('unning configuration stays')
    expect(server.err).toContain(line)
    expect(await ask()).toBe('3')
  })

  it('SIGUSR1 does not open a debugger, in the server or in a guest', async () => {
    const children = execFileSync('pgrep', ['-P', String(server.process.pid)], { encoding: 'utf8' })
    for (const pid of [server.process.pid ?? 0, ...children.trim().split('\n').map(Number)])
      process.kill(pid, 'SIGUSR1')
    expect(await ask()).toBe('3')
    expect(server.err).not.toContain('Debugger')
    const socket = connect(9229, '127.0.0.1')
    const [error] = await once(socket, 'error')
    expect(error).toMatchObject({ code: 'ECONNREFUSED' })
  })
})
