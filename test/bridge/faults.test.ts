import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { commandLine, sample } from '../support/serve.ts'
import { childrenOf, statOf } from '../support/system-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside, type InsideOrthanc } from './inside-orthanc.ts'

/** No test waits for this deadline. */
const TimeoutMs = 600_000
const modules = [sample('hello'), sample('hostile')]

describe.skipIf(lacksOrthanc())('inside Orthanc', () => {
  const folder = temporaryFolder('orthanc-wasm-faults')
  let library: string
  let orthanc: InsideOrthanc

  beforeAll(async () => {
    library = await buildNativePlugin(folder)
    const webAssembly = { TimeoutMs }
    orthanc = await startInside(library, { modules, webAssembly }, join(folder, 'orthanc'))
  })

  afterAll(async () => orthanc.stop())

  const status = async (path: string): Promise<number> =>
    (await fetch(orthanc.url + path).catch(() => undefined))?.status ?? 0

  /** Begins a callback that never returns. Resolves once it runs, with the status that its request will have. */
  const hang = async (): Promise<{ status: Promise<number> }> => {
    const { host } = processesOf(join(folder, 'orthanc'))
    const before = busiestTicks(host)
    const answer = status('/hostile/loop/empty')
    await expect.poll(() => busiestTicks(host)).toBeGreaterThan(before + 20)
    return { status: answer }
  }

  it('the socket is in a folder that only its user may open', () => {
    const { socket } = processesOf(join(folder, 'orthanc'))
    expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700)
  })

  it('a host that is killed costs the request that it was answering', async () => {
    const hanging = await hang()
    expect(await status('/hello/a')).toBe(200)
    process.kill(processesOf(join(folder, 'orthanc')).host, 'SIGKILL')
    expect(await hanging.status).toBe(500)
    expect(await status('/hello/b')).toBe(200)
    await expect.poll(() => orthanc.log()).toContain('it has ended (signal 9)')
  })

  it('a host that stops by itself is started again', async () => {
    process.kill(processesOf(join(folder, 'orthanc')).host, 'SIGTERM')
    // Orthanc ends a process that has left it and takes its time.
    await expect.poll(() => orthanc.log()).toMatch(/it has ended \(signal 9\)[^]*it has ended \(/)
    expect(await status('/hello/c')).toBe(200)
  })

  it('a second Orthanc with the same configuration cannot listen, and leaves the first one alone', async () => {
    const { socket } = processesOf(join(folder, 'orthanc'))
    const again = spawn('/usr/sbin/Orthanc', [join(folder, 'orthanc', 'orthanc.json')], {
      stdio: 'ignore',
    })
    const [code] = await once(again, 'exit')
    expect(code).not.toBe(0)
    expect(existsSync(socket)).toBe(true)
    expect(await status('/hello/e')).toBe(200)
  })

  it('Orthanc stops while callbacks hang', async () => {
    const hanging = await hang()
    const { socket } = processesOf(join(folder, 'orthanc'))
    await orthanc.stop()
    await hanging.status
    await expect.poll(() => orthanc.log()).toContain('Orthanc has stopped')
    expect(existsSync(dirname(socket))).toBe(false)
  })

  it('a killed Orthanc leaves neither processes nor a folder', async () => {
    const other = join(folder, 'killed')
    await startInside(library, { modules }, other)
    const { orthanc: pid, host, socket } = processesOf(other)
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => existsSync(`/proc/${host}`)).toBe(false)
    expect(existsSync(dirname(socket))).toBe(false)
  })

  it('a second Orthanc on the socket of a host is refused, and the first one is served', async () => {
    const socket = join(folder, 'shared', 'bridge')
    mkdirSync(dirname(socket), { mode: 0o700 })
    const own = join(folder, 'host.json')
    writeFileSync(own, JSON.stringify({ WebAssembly: { Modules: modules } }))
    const args = [commandLine, 'bridge', '--socket', socket, '--config', own]
    const host = spawn(process.execPath, args, { stdio: 'ignore' })
    const webAssembly = { Bridge: { Socket: socket } }
    const first = await startInside(library, { modules: [], webAssembly }, join(folder, 'first'))
    try {
      const second = startInside(library, { modules: [], webAssembly }, join(folder, 'second'))
      await expect(second).rejects.toThrow('another Orthanc uses this host')
      expect((await fetch(`${first.url}/hello/a`)).status).toBe(200)
    } finally {
      await first.stop()
      host.kill()
    }
  })

  it('a program on the socket that is not a host keeps Orthanc from starting', async () => {
    const socket = join(folder, 'wrong', 'bridge')
    mkdirSync(dirname(socket), { mode: 0o700 })
    const peer = createServer((connection) => {
      connection.on('error', () => undefined)
      connection.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    }).listen(socket)
    const webAssembly = { Bridge: { Socket: socket } }
    const starts = startInside(library, { modules: [], webAssembly }, join(folder, 'peer'))
    await expect(starts).rejects.toThrow('The WebAssembly plugins cannot start')
    peer.close()
  })

  it('a host that cannot start is named, and Orthanc does not start', async () => {
    const webAssembly = { Bridge: { Command: ['no-such-program'] } }
    const starts = startInside(library, { modules, webAssembly }, join(folder, 'absent'))
    await expect(starts).rejects.toThrow(
      "Cannot start 'no-such-program' (WebAssembly.Bridge.Command): No such file or directory",
    )
  })

  it('Orthanc starts without plugins that are not required', async () => {
    const webAssembly = { Bridge: { Command: ['no-such-program'], Required: false } }
    const server = await startInside(library, { modules, webAssembly }, join(folder, 'optional'))
    expect((await fetch(`${server.url}/system`)).status).toBe(200)
    await server.stop()
  })

  it('a setting of the wrong type is named', async () => {
    const webAssembly = { Bridge: { Command: 7 } }
    const starts = startInside(library, { modules, webAssembly }, join(folder, 'wrong'))
    await expect(starts).rejects.toThrow('WebAssembly.Bridge.Command is not a command')
  })
})

/** Processor time, in ticks of the system, of the busiest child of a process; 0 if it has none. */
function busiestTicks(parent: number): number {
  return Math.max(0, ...childrenOf(parent).map((pid) => Number(statOf(pid)[11] ?? 0)))
}

/** Orthanc with its configuration in a folder, the host that it has started, and their socket. */
function processesOf(folder: string): { orthanc: number; host: number; socket: string } {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const rows = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
  const orthanc = rows.find(([, , , args = '']) =>
    args.startsWith(`/usr/sbin/Orthanc ${join(folder, 'orthanc.json')}`),
  )?.[1]
  const host = rows.find(([, , parent, args]) => parent === orthanc && args?.includes('--socket'))
  const [, socket = ''] = /--socket (\S+)/.exec(host?.[3] ?? '') ?? []
  return { orthanc: Number(orthanc), host: Number(host?.[1]), socket }
}
