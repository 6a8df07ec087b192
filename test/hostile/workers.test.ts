import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { portOf } from '../support/port.ts'
import { exchange, get, type RawAnswer } from '../support/raw-http.ts'
import { sample, startServer, type RunningServer } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { assemble, loop, type WatPlugin } from '../support/wat-plugin.ts'
import { totalUsageOf } from './usage.ts'

const folder = temporaryFolder('workers')
const clock =
  '(import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))'

let server: RunningServer | undefined

afterEach(() => server?.stop())

const nanoseconds = (ms: number): string => `(i64.const ${Math.round(ms)}000000)`

/** Instructions that leave whether the time is between two moments, in ms since 1970. */
function isBetween(fromMs: number, toMs: number): string {
  return `(drop (call $clock (i32.const 0) (i64.const 0) (i32.const 0x200)))
    (i32.and
      (i64.ge_u (i64.load (i32.const 0x200)) ${nanoseconds(fromMs)})
      (i64.lt_u (i64.load (i32.const 0x200)) ${nanoseconds(toMs)}))`
}

/** A plugin that starts, does not start while it is ill, and starts again. */
function illBetween(fromMs: number, toMs: number): WatPlugin {
  return {
    name: 'ill',
    imports: clock,
    routes: [
      { pattern: '/ill', answer: 'well' },
      { pattern: '/trap', body: 'unreachable' },
    ],
    initialize: isBetween(fromMs, toMs),
  }
}

async function start(section: object, ...plugins: readonly WatPlugin[]): Promise<RunningServer> {
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify({ WebAssembly: section }))
  const files: string[] = []
  for (const plugin of plugins) {
    const file = join(folder, `${plugin.name}.wasm`)
    writeFileSync(file, await assemble(plugin))
    files.push(file)
  }
  const args = ['--config', config, '--skip-refused']
  server = await startServer({ plugins: [...files, sample('hello')], args })
  return server
}

const ask = ({ port }: RunningServer, path: string): Promise<RawAnswer> => exchange(port, get(path))

/** Waits until a moment, which the plugin looks at as well. */
async function until(ms: number): Promise<void> {
  await expect.poll(() => Date.now(), { timeout: 60_000 }).toBeGreaterThan(ms)
}

describe('a plugin that does not start again', () => {
  it('is answered 503 without more than a few attempts, and comes back once it works', async () => {
    const illFrom = Date.now() + 6000
    const illTo = illFrom + 2500
    const running = await start({}, illBetween(illFrom, illTo))
    expect((await ask(running, '/ill')).body.toString()).toBe('well')
    await until(illFrom)
    expect((await ask(running, '/trap')).statusLine).toMatch(/ 500 /)
    await expect.poll(() => running.log()).toContain('does not start again')
    const ill = await ask(running, '/ill')
    expect(ill.statusLine).toMatch(/ 503 /)
    expect(ill.headerLines).toContain('Retry-After: 1')
    expect((await ask(running, '/hello/you')).body.toString()).toBe('Hello you!\n')
    await expect
      .poll(async () => (await ask(running, '/ill')).body.toString(), { timeout: 30_000 })
      .toBe('well')
    const pauses = [...running.log().matchAll(/next attempt in (\d+) ms/g)].map(([, ms]) =>
      Number(ms),
    )
    expect(pauses.slice(0, 4)).toEqual([100, 200, 400, 800].slice(0, Math.min(4, pauses.length)))
    expect(pauses.length).toBeLessThan(8)
  }, 60_000)

  it('lets its requests go on to the next plugin where OnFailure says so', async () => {
    const illFrom = Date.now() + 6000
    const second = { name: 'second', routes: [{ pattern: '/ill', answer: 'of the second' }] }
    const section = { Plugins: { ill: { OnFailure: 'open' } } }
    const running = await start(section, illBetween(illFrom, illFrom + 600_000), second)
    expect((await ask(running, '/ill')).body.toString()).toBe('well')
    await until(illFrom)
    await ask(running, '/trap')
    await expect
      .poll(async () => (await ask(running, '/ill')).body.toString())
      .toBe('of the second')
  }, 60_000)

  it('by another order of its routes answers nothing with the wrong callback', async () => {
    const change = Date.now() + 6000
    const turned = `(if (i32.eqz (block (result i32) ${isBetween(0, change)})) (then
      (call $register (i32.const 1) (global.get $textPlain) (i32.const 0)))) (i32.const 0)`
    const running = await start({}, { ...illBetween(0, 0), initialize: turned })
    expect((await ask(running, '/ill')).body.toString()).toBe('well')
    await until(change)
    await ask(running, '/trap')
    await expect
      .poll(() => running.log())
      .toContain('its routes differ from those of its first start')
    expect((await ask(running, '/ill')).statusLine).toMatch(/ 503 /)
  }, 60_000)
})

it('reaches nothing by the name of another one, not even while it starts', async () => {
  const asked: (string | undefined)[] = []
  const orthanc = createServer(({ url }, response) => {
    asked.push(url)
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(orthanc, 'listening')
  const asking = {
    imports: `(import "orthanc" "OrthancPluginRestApiGet"
      (func $get (param i32 i32 i32) (result i32)))`,
    // Their first text, which is the path that they ask for as well.
    routes: [{ pattern: '/system', answer: 'asked' }],
    initialize: '(call $get (i32.const 1) (i32.const 0x200) (i32.const 1024))',
  }
  const name = { getName: '(i32.const 0x300)', extra: '(data (i32.const 0x300) "trusted\\00")' }
  const running = await start(
    {
      Orthanc: `http://127.0.0.1:${portOf(orthanc)}`,
      Plugins: { trusted: { Allow: { RestApi: ['GET /system'] } } },
    },
    { name: 'trusted', ...asking },
    { name: 'false', ...asking, ...name },
  )
  expect(asked).toEqual(['/system'])
  await expect
    .poll(() => running.log())
    .toContain('false.wasm: OrthancPluginInitialize returned 45')
  orthanc.close()
})

/** A plugin that loops, or logs fifty lines. */
const noisy = (name: string): WatPlugin => ({
  name,
  routes: [
    { pattern: `/${name}/loop`, body: loop },
    {
      pattern: `/${name}/talk`,
      body: `(loop $for (call $log (i32.const 1) (global.get $textPlain)) (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $for (i32.lt_u (local.get $i) (i32.const 50)))) (i32.const 7)`,
    },
  ],
})

it('logs a Finalize that traps, however much the last callback logged', async () => {
  const running = await start({ MaxLogLines: 3 }, { ...noisy('loud'), finalize: 'unreachable' })
  expect((await ask(running, '/loud/talk')).statusLine).toMatch(/ 404 /)
  await running.stop()
  await expect.poll(() => running.log()).toMatch(/\[loud\] OrthancPluginFinalize: unreachable/)
})

describe('limits of one plugin', () => {
  it('are its own: deadline, log lines, calls of the host', async () => {
    const own = { TimeoutMs: 200, MaxLogLines: 3 }
    const section = { TimeoutMs: 30_000, Plugins: { strict: own, few: { MaxHostCalls: 10 } } }
    const running = await start(section, noisy('strict'), noisy('few'), noisy('free'))
    expect((await ask(running, '/strict/loop')).statusLine).toMatch(/ 504 /)
    expect((await ask(running, '/strict/talk')).statusLine).toMatch(/ 404 /)
    expect((await ask(running, '/few/talk')).body.toString()).toContain(
      'too many calls of the host',
    )
    expect((await ask(running, '/free/talk')).statusLine).toMatch(/ 404 /)
    const linesOf = (name: string): number =>
      running
        .log()
        .split('\n')
        .filter((line) => line.includes(`[${name}]`) && line.endsWith('text/plain')).length
    await expect.poll(() => linesOf('free')).toBe(50)
    expect(linesOf('strict')).toBe(3)
    await expect.poll(() => running.log()).toContain('more than 3 log lines of one call')
  })

  it('hold for routes, headers and the module itself', async () => {
    const headers =
      '(import "orthanc" "OrthancPluginSetHttpHeader" (func $header (param i32 i32 i32 i32)))'
    const setHeader =
      '(call $header (i32.const 1) (local.get $output) (global.get $mixed) (global.get $mixed))'
    const section = {
      Plugins: {
        routes: { MaxRoutes: 1 },
        lines: { MaxHeaderLines: 2 },
        tables: { MaxTableEntries: 5 },
      },
    }
    const running = await start(
      section,
      {
        name: 'routes',
        routes: [
          { pattern: '/first', answer: 'first' },
          { pattern: '/second', answer: 'second' },
        ],
      },
      {
        name: 'lines',
        imports: headers,
        routes: [{ pattern: '/lines', body: `${setHeader.repeat(3)} (i32.const 7)` }],
      },
      { name: 'tables', routes: [], extra: '(table 6 externref)' },
    )
    expect((await ask(running, '/first')).body.toString()).toBe('first')
    expect((await ask(running, '/second')).statusLine).toMatch(/ 404 /)
    const lines = running.log().split('\n')
    expect(lines.filter((line) => line.includes('route /second not registered'))).toHaveLength(1)
    expect(lines.filter((line) => line.includes('more than 1 routes'))).toHaveLength(1)
    expect((await ask(running, '/lines')).body.toString()).toContain('more than 2 header lines')
    await expect
      .poll(() => running.log())
      .toContain('tables.wasm: a table of 6 entries, at most 5 allowed (MaxTableEntries)')
  })
})

function slow(body: string): WatPlugin {
  return { name: 'slow', routes: [{ pattern: '/slow', body }] }
}

describe('a plugin within slow instructions', () => {
  const fill = '(memory.fill (i32.const 0x10000) (i32.const 1) (i32.const 0x8000000))'
  const fillOnce = `(drop (memory.grow (i32.const 2100))) ${fill}`

  it.each([
    ['a loop', `(loop $again ${fill} (br $again))`],
    ['a long row', fill.repeat(3000)],
  ])('ends with its request, and its memory with it: %s', async (_, body) => {
    const running = await start({ TimeoutMs: 500 }, slow(`${fillOnce} ${body} unreachable`))
    for (let i = 0; i < 4; i++) expect((await ask(running, '/slow')).statusLine).toMatch(/ 504 /)
    await expect.poll(() => totalUsageOf(running.pid).rssMiB, { timeout: 10_000 }).toBeLessThan(450)
    expect(await running.stop()).toBe(0)
  })
})
