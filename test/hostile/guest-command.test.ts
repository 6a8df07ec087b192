import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { componentBytes } from '../support/component.ts'
import { runProgram } from '../support/program.ts'
import { exchange, get, post } from '../support/raw-http.ts'
import { missingPackage } from '../support/requirements.ts'
import { commandLine, sample, startServer } from '../support/serve.ts'
import { hasProc, isRunning, networkOf } from '../support/system-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { assemble, loop } from '../support/wat-plugin.ts'
import { processesOf } from './server-processes.ts'

const folder = temporaryFolder('guest-command')
const config = join(folder, 'config.json')

/** No network, no other processes, no file but for reading. */
const sandbox = 'bwrap --unshare-all --die-with-parent --ro-bind / / --proc /proc --dev /dev'.split(
  ' ',
)

/** Containers often forbid the namespaces that bubblewrap needs. */
async function mayMakeSandbox(): Promise<boolean> {
  const [program = '', ...args] = sandbox
  return (await runProgram('/', program, ...args, 'true')).code === 0
}

const canSandbox = hasProc && !missingPackage('bwrap', 'bubblewrap') && (await mayMakeSandbox())
const commands = [['env'], ...(canSandbox ? [sandbox] : [])]

function configure(command: readonly string[]): readonly string[] {
  const section = { GuestCommand: command, TimeoutMs: 1000 }
  writeFileSync(config, JSON.stringify({ WebAssembly: section }))
  return ['--config', config]
}

it.skipIf(!hasProc).each(commands)('%s runs plugins and components', async (...command) => {
  const looping = join(folder, 'looping.wasm')
  writeFileSync(
    looping,
    await assemble({ name: 'looping', routes: [{ pattern: '/loop', body: loop }] }),
  )
  const component = join(folder, 'component.wasm')
  writeFileSync(component, await componentBytes('hello'))
  const plugins = [component, sample('rest'), looping]
  const server = await startServer({ plugins, args: configure(command) })
  const body = 'body '.repeat(100_000)
  const ask = (request: string) => exchange(server.port, request)
  try {
    for (let i = 0; i < 2; i++) {
      expect((await ask(get('/hello/you'))).body.toString()).toBe('Hello you!\n')
      expect((await ask(post('/rest/echo', body))).body.toString()).toBe(body)
      expect((await ask(get('/loop'))).statusLine).toMatch(/ 504 /)
    }
    const all = processesOf(server.pid).map(({ pid }) => pid)
    // Processes whose plugin has looped may be ending.
    const networks = new Set(all.map(networkOf).filter((network) => network !== undefined))
    // Each sandbox has one of its own.
    expect(networks.size > 1).toBe(command.includes('bwrap'))
    expect(await server.stop()).toBe(0)
    await expect.poll(() => all.filter(isRunning)).toEqual([])
  } finally {
    await server.stop()
  }
})

it.each([
  ['NodePath', { NodePath: '/missing/node' }, '/missing/node'],
  ['GuestCommand', { GuestCommand: ['/missing/sandbox', '--quiet'] }, '/missing/sandbox'],
])('a %s that is not there refuses to serve, and says so', async (_, section, missing) => {
  writeFileSync(config, JSON.stringify({ WebAssembly: section }))
  const args = ['serve', sample('hello'), '--port', '0', '--config', config]
  const { code, out, err } = await runProgram(folder, process.execPath, commandLine, ...args)
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^[^\n]*did not start \(NodePath, GuestCommand\)[^\n]*\n$/)
  expect(err).toContain(missing)
})
