import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { guestEntry } from '../../test/support/guest-entry.ts'
import { NativePlugin, type NativePluginOptions } from '../../test/support/native-plugin.ts'
import { sample } from '../../test/support/serve.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { controlKinds } from '../frames/bridge-control.ts'
import { frameKinds, headBytes, writeHead } from '../frames/frame.ts'
import { encodeInvoke } from '../frames/native.ts'
import { ValueReader, ValueWriter } from '../frames/values.ts'
import { ProcessSupply } from '../pool/process-supply.ts'
import { Bridge } from './bridge.ts'
import { held } from './held.ts'
import type { BridgeOptions } from './orthanc.ts'

const version = '1.2.3'
const options: BridgeOptions = {
  config: undefined,
  overrides: {},
  version,
  codecs: new Uint8Array(
    readFileSync(new URL('../../dist/host/image/codecs.wasm', import.meta.url)),
  ),
  createProcesses: () => new ProcessSupply(guestEntry),
  log: () => undefined,
}

const folder = temporaryFolder('bridge')
let sockets = 0
let path: string
let bridge: Bridge
const opened: NativePlugin[] = []

beforeEach(async () => {
  const own = join(folder, String(++sockets))
  mkdirSync(own)
  path = join(own, 'bridge')
  bridge = new Bridge(options)
  await bridge.listen(path)
})

afterEach(async () => {
  for (const plugin of opened.splice(0)) plugin.close()
  await bridge.close()
})

async function connect(hello: Partial<NativePluginOptions> = {}): Promise<NativePlugin> {
  const plugin = await NativePlugin.connect(path, { version, ...hello })
  opened.push(plugin)
  return plugin
}

const modules = (...files: readonly string[]) => ({ WebAssembly: { Modules: files } })

/** The reasons of a refusal. */
async function reasonsFor(hello: Partial<NativePluginOptions>): Promise<readonly string[]> {
  const plugin = await connect(hello)
  const { payload } = await plugin.until(controlKinds.refused)
  return new ValueReader(payload).texts()
}

it('listens where only the same user may connect', () => {
  expect(statSync(path).mode & 0o077).toBe(0)
})

it('replaces a socket that an earlier process has left, and not one that is used', async () => {
  const second = new Bridge(options)
  await expect(second.listen(path)).rejects.toThrow('EADDRINUSE')
  expect(existsSync(path)).toBe(true)
})

describe('an Orthanc', () => {
  it('gets its plugins, each with a front', async () => {
    const plugin = await connect({ configuration: modules(sample('hello')) })
    const assigned = new ValueReader((await plugin.until(controlKinds.assign)).payload)
    const [front, index] = [assigned.number(), assigned.number()]
    expect(index).toBe(0)
    expect(plugin.fronts.has(front)).toBe(true)
    const plugins = new ValueReader((await plugin.until(controlKinds.plugins)).payload)
    expect([plugins.number(), plugins.number(), plugins.text(), plugins.number()]).toEqual([
      5000,
      1,
      'hello',
      10_000,
    ])
  })

  it('gets an answer to a ping', async () => {
    const plugin = await connect()
    await plugin.until(controlKinds.plugins)
    const pong = await plugin.ask(controlKinds.ping, controlKinds.pong)
    expect(pong.payload).toHaveLength(0)
  })

  it('gets another process in place of one whose deadline has passed', async () => {
    const plugin = await connect({ configuration: modules(sample('hello')) })
    const front = new ValueReader((await plugin.until(controlKinds.assign)).payload).number()
    const dropped = await plugin.ask(controlKinds.expired, controlKinds.drop, front)
    expect(new ValueReader(dropped.payload).number()).toBe(front)
    await plugin.fronts.get(front)?.closed
    const next = new ValueReader((await plugin.until(controlKinds.assign)).payload).number()
    expect(next).not.toBe(front)
    expect(plugin.log.join('\n')).toContain('did not end within 10000 ms')
  })

  it('stops its plugins', async () => {
    const plugin = await connect({ configuration: modules(sample('hello')) })
    const front = new ValueReader((await plugin.until(controlKinds.assign)).payload).number()
    await plugin.until(controlKinds.plugins)
    plugin.fronts.get(front)?.socket.end()
    await plugin.ask(controlKinds.stop, controlKinds.stopped, 5000)
    expect(plugin.log).toEqual([])
  })

  it('ends the host that it has started when it is gone', async () => {
    const plugin = await connect({ isParent: true })
    await plugin.until(controlKinds.plugins)
    plugin.close()
    await expect(bridge.ended).resolves.toBe(undefined)
  })

  it('may be followed by another one', async () => {
    const first = await connect()
    await first.until(controlKinds.plugins)
    expect(await reasonsFor({})).toEqual(['another Orthanc uses this host'])
    first.close()
    await first.closed
    await expect
      .poll(async () => (await connect()).frames.take())
      .toMatchObject({
        kind: controlKinds.plugins,
      })
  })

  it('of another version is refused, with both versions', async () => {
    expect((await reasonsFor({ version: '0.0.1' }))[0]).toContain(
      'the native plugin has version 0.0.1, the host has 1.2.3',
    )
    expect((await reasonsFor({ protocol: 2 }))[0]).toContain('the host has 1.2.3')
  })

  it('is warned of keys that it ignores', async () => {
    const plugin = await connect({ configuration: { WebAssembly: { Admin: '8043' } } })
    await plugin.until(controlKinds.plugins)
    expect(plugin.log).toEqual(['"WebAssembly.Admin": it has no effect inside Orthanc'])
  })

  it('learns what is wrong with its configuration and its plugins', async () => {
    const wrong = { WebAssembly: { Modulse: [] } }
    expect((await reasonsFor({ configuration: wrong }))[0]).toContain('did you mean "Modules"?')
    expect(await reasonsFor({ configuration: modules('/missing.wasm') })).toEqual([
      '/missing.wasm: file not found',
    ])
  })

  it('that sends nonsense is cut', async () => {
    const plugin = await connect()
    await plugin.until(controlKinds.plugins)
    const frame = Buffer.alloc(headBytes)
    writeHead(frame, 0, { length: headBytes, kind: frameKinds.call })
    plugin.send([frame])
    const { payload } = await plugin.until(controlKinds.refused)
    expect(new ValueReader(payload).texts()[0]).toContain('not one of the native plugin')
    await plugin.closed
  })
})

describe('a call', () => {
  const allowing = {
    WebAssembly: {
      Modules: [sample('hello')],
      Plugins: {
        hello: { Allow: { RestApi: ['GET /system', 'GET /instances/*', 'POST /instances'] } },
      },
    },
  }

  it('of the REST API that would block Orthanc is refused', async () => {
    const plugin = await connect({ configuration: allowing })
    await plugin.until(controlKinds.plugins)
    expect(await judge(plugin, 'RestApiPost', { uri: '/instances' }, held.jobs)).toBe(0)
    expect(await judge(plugin, 'RestApiPost', { uri: '/instances' }, held.plugins)).toBe(6)
    expect(plugin.log[0]).toContain(
      'OrthancPluginRestApiPost: POST /instances would block Orthanc in this callback: Orthanc has locked its plugins',
    )
  })

  it('of the REST API is judged by Allow', async () => {
    const plugin = await connect({ configuration: allowing })
    await plugin.until(controlKinds.plugins)
    expect(await judge(plugin, 'RestApiGet', { uri: '/system' })).toBe(0)
    expect(await judge(plugin, 'RestApiGet', { uri: '/patients?expand' })).toBe(45)
    expect(await judge(plugin, 'RestApiGet', { uri: '/instances/../system' })).toBe(45)
    expect(await judge(plugin, 'RestApiDelete', { uri: '/instances/a' })).toBe(45)
    expect(await judge(plugin, 'GetDicomForInstance', { instanceId: 'a' })).toBe(0)
    expect(await judge(plugin, 'LookupStudy', { argument: 'a' })).toBe(45)
    expect(await judge(plugin, 'ReadFile', { path: '/etc/passwd' })).toBe(45)
    expect(plugin.log[0]).toContain(
      'OrthancPluginRestApiGet: not allowed: add "GET /patients" to WebAssembly.Plugins.hello.Allow.RestApi',
    )
  })
})

/** The code of the verdict about a call. */
async function judge(
  plugin: NativePlugin,
  service: string,
  values: Readonly<Record<string, string | number>>,
  bits = 0,
): Promise<number> {
  const bytes = Buffer.concat(encodeInvoke({ service, values }))
  const writer = new ValueWriter().number(7).number(0).number(bits).bytes(bytes.subarray(headBytes))
  plugin.send(writer.frame({ kind: controlKinds.judge, code: bytes.readUInt16LE(6) }))
  const verdict = new ValueReader((await plugin.until(controlKinds.verdict)).payload)
  expect(verdict.number()).toBe(7)
  return verdict.number()
}
