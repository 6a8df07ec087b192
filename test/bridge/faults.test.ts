import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { sample } from '../support/serve.ts'
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

  /** A callback that never returns. */
  const hang = (): Promise<number> => status('/hostile/loop/empty')

  it('the socket is in a folder that only its user may open', () => {
    const { socket } = processesOf(join(folder, 'orthanc'))
    expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700)
  })

  it('a host that is killed costs the request that it was answering', async () => {
    const hanging = hang()
    await expect.poll(() => status('/hello/a')).toBe(200)
    process.kill(processesOf(join(folder, 'orthanc')).host, 'SIGKILL')
    expect(await hanging).toBe(500)
    expect(await status('/hello/b')).toBe(200)
    expect(orthanc.log()).toContain('it has ended (signal 9)')
  })

  it('a host that stops by itself is started again', async () => {
    process.kill(processesOf(join(folder, 'orthanc')).host, 'SIGTERM')
    await expect.poll(() => orthanc.log()).toContain('it has ended (exit code 0)')
    expect(await status('/hello/c')).toBe(200)
  })

  it('Orthanc stops while callbacks hang', async () => {
    const hanging = hang()
    await expect.poll(() => status('/hello/d')).toBe(200)
    const { socket } = processesOf(join(folder, 'orthanc'))
    await orthanc.stop()
    await hanging
    expect(orthanc.log()).toContain('Orthanc has stopped')
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
