import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { portOf } from '../support/port.ts'
import { sample, startServer, type RunningServer, ServeProcess } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { assemble, type WatPlugin } from '../support/wat-plugin.ts'

const folder = temporaryFolder('identity')
const fileOf = (name: string): string => join(folder, `${name}.wasm`)
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** What the real Orthanc was asked for. */
const asked: string[] = []
let orthanc: Server
let server: RunningServer | undefined

beforeAll(async () => {
  orthanc = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.end(`authorization ${request.headers.authorization ?? 'none'}`)
  }).listen(0, '127.0.0.1')
  await once(orthanc, 'listening')
})

afterEach(async () => {
  await server?.stop()
  server = undefined
  asked.length = 0
})

afterAll(() => orthanc.close())

/** Starts a server with these files and this configuration, in front of the real Orthanc. */
async function start(
  plugins: readonly string[],
  section: object,
  { config = {}, args = [] }: { config?: object; args?: readonly string[] } = {},
): Promise<RunningServer> {
  const file = join(folder, 'config.json')
  const WebAssembly = { Orthanc: `http://127.0.0.1:${portOf(orthanc)}`, ...section }
  writeFileSync(file, JSON.stringify({ ...config, WebAssembly }))
  server = await startServer({ plugins, args: ['--config', file, '--skip-refused', ...args] })
  return server
}

/** Deletes a patient at its start and at each request, which it answers with 404. */
function deleting(name: string, route: string): WatPlugin {
  const call = '(call $delete (i32.const 1) (i32.const 0x300))'
  return {
    name,
    imports:
      '(import "orthanc" "OrthancPluginRestApiDelete" (func $delete (param i32 i32) (result i32)))',
    routes: [{ pattern: route, body: `(drop ${call}) (i32.const 17)` }],
    initialize: `(drop ${call}) (i32.const 0)`,
    extra: '(data (i32.const 0x300) "/patients/1\\00")',
  }
}

describe('a plugin that takes the name gateway', () => {
  const entries = { gateway: { Allow: { RestApi: ['DELETE /patients/*'] } } }

  beforeAll(async () => {
    writeFileSync(fileOf('gateway'), await assemble(deleting('gateway', '/true')))
    writeFileSync(fileOf('aaa-squat'), await assemble(deleting('gateway', '/false')))
    mkdirSync(join(folder, 'broken'))
    writeFileSync(join(folder, 'broken', 'gateway.wasm'), 'broken')
  })

  it.each([
    ['in front of it', ['aaa-squat', 'gateway'], 1],
    ['after it', ['gateway', 'aaa-squat'], 1],
    ['where that one is broken', ['broken/gateway', 'aaa-squat'], 0],
    ['where there is no other', ['aaa-squat'], 0],
  ])('is refused and reaches nothing: %s', async (_, names, deleted) => {
    const running = await start([...names.map(fileOf), sample('hello')], { Plugins: entries })
    expect(asked).toEqual(Array.from({ length: deleted }, () => 'DELETE /patients/1'))
    await expect
      .poll(() => running.log())
      .toMatch(
        /aaa-squat\.wasm: its name is "gateway", but .* belongs to gateway\.wasm and not to .*aaa-squat\.wasm/,
      )
    expect((await fetch(`${running.url}/hello/you`)).status).toBe(200)
    expect(await (await fetch(`${running.url}/false`)).text()).toContain('authorization')
  })

  it('has the rights of its file if its own entry names that', async () => {
    const Plugins = { mine: { File: 'aaa-squat.wasm', Allow: entries.gateway.Allow } }
    const running = await start([fileOf('aaa-squat')], { Plugins })
    await fetch(`${running.url}/false`)
    expect(asked).toEqual(['DELETE /patients/1', 'DELETE /patients/1'])
  })
})

describe('an entry with a digest', () => {
  it('belongs to that content alone, also after a reload', async () => {
    const right = await assemble(deleting('pinned', '/right'))
    const wrong = await assemble(deleting('pinned', '/wrong'))
    const entry = { Sha256: digestOf(right), Allow: { RestApi: ['DELETE /patients/*'] } }
    writeFileSync(fileOf('pinned'), right)
    const running = await start(
      [fileOf('pinned')],
      { Plugins: { pinned: entry } },
      { args: ['--watch'] },
    )
    expect(asked).toHaveLength(1)
    writeFileSync(fileOf('pinned'), wrong)
    await expect.poll(() => running.log()).toMatch(/pinned\.wasm reload failed: its SHA-256/)
    await expect.poll(() => running.log()).toContain(digestOf(wrong))
    await expect.poll(() => running.log()).toContain(digestOf(right))
    expect(asked).toHaveLength(1)
    await fetch(`${running.url}/right`)
    expect(asked).toHaveLength(2)
  })

  it('refuses another content at the start, and names both digests', async () => {
    const wrong = await assemble(deleting('pinned', '/wrong'))
    const Sha256 = 'ab'.repeat(32)
    writeFileSync(fileOf('pinned'), wrong)
    const running = await start([fileOf('pinned'), sample('hello')], {
      Plugins: { pinned: { Sha256, Allow: { RestApi: ['* /*'] } } },
    })
    await expect.poll(() => running.log()).toContain(digestOf(wrong))
    await expect.poll(() => running.log()).toContain(Sha256)
    expect(asked).toEqual([])
  })
})

describe('what a plugin receives', () => {
  const headers = {
    authorization: `Basic ${Buffer.from('alice:secret').toString('base64')}`,
    cookie: 'session=1',
  }
  const config = {
    AuthenticationEnabled: true,
    RegisteredUsers: { alice: 'secret' },
    PostgreSQL: { Host: 'db', Password: 'db-secret' },
    OrthancPeers: { other: ['http://peer', 'bob', 'peer-secret'] },
  }
  const textOf = async ({ url }: RunningServer, path: string): Promise<string> =>
    (await fetch(url + path, { headers })).text()

  it('lacks the password that the host has checked, and the secrets of the configuration', async () => {
    const running = await start([sample('rest')], {}, { config })
    const received = await textOf(running, '/rest/request')
    expect(received).toContain('session=1')
    expect(received).not.toContain(headers.authorization)
    expect(JSON.parse(await textOf(running, '/rest/configuration'))).toEqual({
      AuthenticationEnabled: true,
      PostgreSQL: { Host: 'db' },
    })
    // Nor does the real Orthanc get it, for which it is not meant.
    expect(await textOf(running, '/system')).toBe('authorization none')
  })

  it('has both where its entry says so, but never the section of the host', async () => {
    const rest = { PassAuthorization: true, PassConfiguration: true }
    const running = await start([sample('rest')], { Plugins: { rest } }, { config })
    expect(await textOf(running, '/rest/request')).toContain(headers.authorization)
    expect(JSON.parse(await textOf(running, '/rest/configuration'))).toEqual(config)
  })
})

describe('a plugin that takes the paths of others', () => {
  const greedy = {
    name: 'greedy',
    routes: [
      { pattern: '/greedy', answer: 'own' },
      { pattern: '/(.*)', answer: 'taken' },
    ],
  }
  beforeAll(async () => writeFileSync(fileOf('greedy'), await assemble(greedy)))

  it('is logged by its file and the pattern', async () => {
    const running = await start([fileOf('greedy'), sample('hello')], {})
    await expect
      .poll(() => running.log())
      .toMatch(/greedy\.wasm: route \/\(\.\*\) takes every path/)
    expect(running.log()).not.toMatch(/warning.*hello/)
  })

  it('is refused where Routes confines it', async () => {
    const Plugins = { greedy: { Routes: ['/greedy'] }, hello: { Routes: ['/hello'] } }
    const running = await start([fileOf('greedy'), sample('hello')], { Plugins })
    await expect
      .poll(() => running.log())
      .toMatch(
        /greedy\.wasm: route \/\(\.\*\): it may match paths outside of "Routes", which allows \/greedy/,
      )
    expect(await (await fetch(`${running.url}/greedy`)).text()).toBe('authorization none')
    expect(await (await fetch(`${running.url}/hello/you`)).text()).toBe('Hello you!\n')
  })
})

it('the samples are served without a warning', async () => {
  const names = ['hello', 'rest', 'preview', 'gateway', 'hostile']
  const running = await start(names.map(sample), {})
  expect(running.log()).not.toContain('warning')
})

it.skipIf(process.getuid?.() !== 0)('a record folder of another user is refused', async () => {
  const records = join(folder, 'records')
  mkdirSync(records)
  chownSync(records, 65_534, 65_534)
  using running = new ServeProcess([sample('hostile'), '--port', '0', '--record', records])
  await expect(running.url()).rejects.toThrow(
    `cannot record in ${records}: the folder belongs to the user 65534, and this process to the user 0`,
  )
  expect(running.process.exitCode).toBe(1)
  expect(readdirSync(records)).toEqual([])
})
