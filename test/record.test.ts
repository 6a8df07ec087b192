import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from './support/command-line.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble, loop } from './support/wat-plugin.ts'

const secret = 'DOE^JANE 1970'

/** Asks the system for a random byte, as a libc would, and continues with it on the stack. */
const randomByte = `(drop (call $random (i32.const 0x7000) (i32.const 1)))
  (i32.load8_u (i32.const 0x7000))`

const wat = {
  name: 'chance',
  imports: `(import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
    (global $calls (mut i32) (i32.const 0))`,
  routes: [
    {
      pattern: '/chance/random',
      body: `(if (i32.and ${randomByte} (i32.const 1)) (then (unreachable)))
        (call $log (i32.const 1) (global.get $textPlain)) (i32.const 17)`,
    },
    {
      pattern: '/chance/third',
      body: `(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
        (if (i32.eq (global.get $calls) (i32.const 3)) (then (unreachable))) (i32.const 17)`,
    },
    { pattern: '/chance/loop', body: loop },
  ],
}

interface RecordedBundle {
  readonly failure: { readonly kind: string; readonly message: string }
  readonly requests: { body: string; events: { source?: string; value?: unknown }[] }[]
}

const folder = temporaryFolder('recorded')
const records = join(folder, 'records')
let server: RunningServer

function bundles(): readonly string[] {
  return readdirSync(records)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(records, name))
}

function read(file: string): RecordedBundle {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** The bundle that a request leaves, once it is written. */
async function bundleOf(ask: () => Promise<unknown>): Promise<string> {
  const before = new Set(bundles())
  await ask()
  const added = (): string | undefined => bundles().find((file) => !before.has(file))
  await expect.poll(added).toBeDefined()
  return added() ?? ''
}

const get = (path: string) => fetch(`${server.url}${path}`)
const replay = (file: string) => runCommand(['fuzz', '--replay', file])

beforeAll(async () => {
  const plugin = join(folder, 'chance.wasm')
  writeFileSync(plugin, await assemble(wat))
  server = await startServer({
    plugins: [sample('hostile'), plugin],
    args: ['--record', records, '--timeout', '1500'],
  })
})
afterAll(async () => {
  await server.stop()
})

describe('serve --record', () => {
  it('keeps what replays a trap: the same words, and the line of the source', async () => {
    let details = ''
    const file = await bundleOf(async () => {
      const body = JSON.stringify({ patient: secret })
      const response = await fetch(`${server.url}/hostile/trap/load?name=${secret}`, {
        method: 'POST',
        headers: { 'X-Patient': secret },
        body,
      })
      const answer: { Details: string } = JSON.parse(await response.text())
      details = answer.Details
    })
    const { code, out } = await replay(file)
    expect(code).toBe(1)
    expect(details).toContain('memory access out of bounds in')
    expect(out).toContain(`now: ${details.replace(/ at hostile\.ts:.*/, '')}\n`)
    expect(out).toMatch(/at hostile\.ts:\d+:\d+/)
  })

  it('keeps bodies and headers in the bundle alone, where only its owner reads them', async () => {
    const file = await bundleOf(() =>
      fetch(`${server.url}/hostile/trap/index`, { method: 'POST', body: secret }),
    )
    expect(Buffer.from(read(file).requests.at(-1)?.body ?? '', 'base64').toString()).toBe(secret)
    await expect.poll(() => server.log()).toContain(file)
    expect(server.log()).not.toContain('DOE')
    expect(statSync(records).mode & 0o777).toBe(0o700)
    const modes = readdirSync(records).map((name) => statSync(join(records, name)).mode & 0o777)
    expect(new Set(modes)).toEqual(new Set([0o600]))
  })

  it('passes a replay the random numbers of the request', async () => {
    const file = await bundleOf(async () => {
      while ((await get('/chance/random')).status !== 500);
    })
    for (let times = 0; times < 3; times++) expect((await replay(file)).code).toBe(1)
  })

  it('reports where a replay differs, and that nothing is reproduced', async () => {
    const file = await bundleOf(async () => {
      while ((await get('/chance/random')).status !== 500);
    })
    const bundle = read(file)
    const events = bundle.requests.at(-1)?.events ?? []
    const random = events.find(({ source }) => source === 'bytes')
    if (random !== undefined) random.value = Buffer.of(2).toString('base64')
    const other = join(records, 'other.json')
    writeFileSync(other, JSON.stringify(bundle))
    const { code, out } = await replay(other)
    expect(code).toBe(0)
    expect(out).toContain('now: answered (error 17)')
    expect(out).toContain('not as recorded at host call 2: it came to OrthancPluginLogInfo(')
  })

  it('has what came before in the instance done again', async () => {
    const file = await bundleOf(async () => {
      while ((await get('/chance/third')).status !== 500);
    })
    expect(read(file).requests.length).toBeGreaterThanOrEqual(3)
    expect(await replay(file)).toMatchObject({ code: 1 })
  })

  it('keeps what a callback did that was killed at its deadline', async () => {
    const file = await bundleOf(() => get('/hostile/loop/answering'))
    expect(read(file).failure.kind).toBe('deadline')
    expect(read(file).requests.at(-1)?.events.length).toBeGreaterThan(1)
    const { code, out } = await replay(file)
    expect(code).toBe(1)
    expect(out).toContain('now: a callback did not end within 1500 ms')
  })

  it('keeps nothing of requests that end well', async () => {
    const before = bundles().length
    for (let times = 0; times < 5; times++) await get('/hostile/good')
    await bundleOf(() => get('/hostile/trap/divide'))
    expect(bundles()).toHaveLength(before + 1)
  })

  it('refuses to replay with another module', async () => {
    const file = await bundleOf(() => get('/chance/loop'))
    const { module }: { module: { file: string } } = JSON.parse(readFileSync(file, 'utf8'))
    const moved = join(temporaryFolder('moved'), 'bundle.json')
    writeFileSync(moved, readFileSync(file))
    writeFileSync(join(moved, '..', module.file), 'no module')
    const { code, err } = await replay(moved)
    expect(code).toBe(2)
    expect(err).toContain('is needed')
  })

  it('does not start where the folder cannot be made', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { code, err } = await runCommand([
      'serve',
      sample('hello'),
      '--port',
      '0',
      '--record',
      file,
    ])
    expect(code).toBe(1)
    expect(err).toContain(`cannot record in ${file}`)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})
