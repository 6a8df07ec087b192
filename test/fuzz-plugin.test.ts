import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildComponent } from '../guest/build/component.ts'
import { orthancWasm } from './support/command-line.ts'
import { root, sample } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble, loop, type WatPlugin } from './support/wat-plugin.ts'

interface Failure {
  readonly summary: string
  readonly details: readonly string[]
  readonly replayFile: string
}

interface Outcome {
  readonly failures: readonly Failure[]
  readonly tried: readonly { readonly what: string; readonly count: number }[]
}

const main = join(root, 'dist', 'host', 'cli', 'main.js')
const patienceMs = 240_000

/** Runs `fuzz` in a folder of its own; a run takes long on a busy machine. */
function fuzz(args: readonly string[]) {
  const cwd = temporaryFolder('fuzz')
  const run = (...more: readonly string[]) =>
    spawnSync(process.execPath, [main, 'fuzz', ...more], {
      cwd,
      encoding: 'utf8',
      timeout: patienceMs,
    })
  const { status, stdout, stderr } = run(...args, '--json')
  if (!stdout.startsWith('{')) throw new Error(`no outcome (exit code ${status}): ${stderr}`)
  const { failures, tried }: Outcome = JSON.parse(stdout)
  return { code: status, failures, tried, replay: (file: string) => run('--replay', file) }
}

async function fuzzWat(plugin: WatPlugin, ...args: readonly string[]) {
  const file = join(temporaryFolder('wat'), 'wat.wasm')
  writeFileSync(file, await assemble(plugin))
  return fuzz([file, '--seed', '1', '--runs', '40', ...args])
}

const answerFrom = (at: string): string =>
  `(call $answer (i32.const 1) (local.get $output) (i32.const ${at}) (i32.const 16) (global.get $textPlain))
   (i32.const 0)`

describe('fuzz PLUGIN.wasm', { timeout: patienceMs }, () => {
  it('refuses a plugin that is not served for one of its routes', async () => {
    const folder = temporaryFolder('refused')
    const routes = [{ pattern: '/(', answer: 'never' }]
    writeFileSync(join(folder, 'wat.wasm'), await assemble({ routes }))
    expect(
      orthancWasm(['fuzz', 'wat.wasm', '--runs', '10', '--seed', '1'], { cwd: folder }),
    ).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^seed 1\nwat\.wasm: route \/\(: /),
    })
  })

  it('finds what is hostile: traps, loops, bad pointers and handles', () => {
    const args = [sample('hostile'), '--seed', '5', '--timeout', '1000', '--memory', '32']
    const { code, failures } = fuzz(args)
    expect(code).toBe(1)
    const summaries = failures.map(({ summary }) => summary).join('\n')
    for (const found of [
      'trap: unreachable in hostile/trap',
      'trap: asked to fail in hostile.ts',
      'trap: asked to throw in hostile.ts',
      'trap: memory access out of bounds in hostile/trap',
      'trap: divide by zero in hostile/trap',
      'trap: table index is out of bounds in hostile/trap',
      'trap: Index out of range',
      'trap: stack overflow in hostile/recurse',
      'deadline: a callback did not end within 1000 ms',
      'refused call: OrthancPluginAnswerBuffer: answer',
      'refused call: OrthancPluginAnswerBuffer: output: not the output of the callback that runs',
      'refused call: OrthancPluginCompressAndAnswerPngImage: buffer',
      'refused call: OrthancPluginRedirect: redirection',
    ])
      expect(summaries).toContain(found)
    const requests = failures.flatMap(({ details }) => details)
    for (const how of ['empty', 'allocating', 'logging', 'answering'])
      expect(requests).toContain(`GET /hostile/loop/${how}`)
    expect(requests.join('\n')).toMatch(/at hostile\.ts:\d+:\d+/)
    expect(new Set(failures.map(({ replayFile }) => replayFile)).size).toBe(failures.length)
  })

  it('finds nothing in what is not', () => {
    const { code, failures } = fuzz([sample('hello'), '--runs', '300', '--seed', '1'])
    expect(failures).toEqual([])
    expect(code).toBe(0)
  })

  it('leaves of a request what is needed to fail', async () => {
    const trapOnPost = `(if (i32.eq (i32.load (local.get $request)) (i32.const 2))
      (then (unreachable))) (i32.const 17)`
    const routes = [{ pattern: '/wat/(.*)', body: trapOnPost }]
    const { failures, replay } = await fuzzWat({ routes })
    expect(failures.map(({ details }) => details[0])).toEqual([
      expect.stringMatching(/^POST \/wat\/.$/),
    ])
    expect(failures[0]?.details.filter((line) => line.startsWith('  '))).toEqual([])
    const { status, stdout } = replay(failures[0]?.replayFile ?? '')
    expect(status).toBe(1)
    expect(stdout).toContain('now: unreachable in')
  })

  it('finds the request before that made an instance fail', async () => {
    const extra = '(global $armed (mut i32) (i32.const 0))'
    const routes = [
      { pattern: '/wat/arm', body: '(global.set $armed (i32.const 1)) (i32.const 17)' },
      {
        pattern: '/wat/fire',
        body: '(if (global.get $armed) (then (unreachable))) (i32.const 17)',
      },
      { pattern: '/wat/other', answer: 'other' },
    ]
    const { failures, replay } = await fuzzWat({ routes, extra })
    expect(failures).toHaveLength(1)
    const [failure] = failures
    expect(failure?.details).toEqual(['after', 'GET /wat/arm', 'GET /wat/fire'])
    expect(replay(failure?.replayFile ?? '').status).toBe(1)
  })

  it('reports one loop of a route once, whatever the request', async () => {
    const plugin = { routes: [{ pattern: '/wat/(x+)/(.*)', body: loop }] }
    const { failures } = await fuzzWat(plugin, '--timeout', '300')
    expect(failures.map(({ summary }) => summary)).toEqual([
      'deadline: a callback did not end within 300 ms',
    ])
  })

  it('finds memory that grows with each request', async () => {
    const body = '(drop (memory.grow (i32.const 1))) (i32.const 17)'
    const plugin = { routes: [{ pattern: '/wat', body }] }
    const { code, failures, replay } = await fuzzWat(plugin, '--memory', '8')
    expect(code).toBe(1)
    expect(failures.map(({ summary }) => summary)).toEqual([
      expect.stringContaining('growing memory: its memory grows with each request: '),
    ])
    expect(failures[0]?.details).toEqual(['GET /wat'])
    expect(replay(failures[0]?.replayFile ?? '').status).toBe(1)
  })

  it('finds memory of a component that grows, and says what it cannot look for', async () => {
    const body = '(drop (memory.grow (i32.const 1))) (i32.const 17)'
    const extra = `(type $callback (func (param i32 i32 i32) (result i32)))
      (func (export "orthanc_wasm_call") (param i32 i32 i32 i32) (result i32)
        (call_indirect (type $callback) (local.get 1) (local.get 2) (local.get 3) (local.get 0)))`
    const core = await assemble({ routes: [{ pattern: '/wat', body }], extra })
    const built = await buildComponent(core)
    if (built.kind === 'failed') throw new Error(built.messages.join('\n'))
    const file = join(temporaryFolder('wat'), 'component.wasm')
    writeFileSync(file, built.wasm)
    const { failures, tried } = fuzz([file, '--seed', '1', '--runs', '40', '--memory', '8'])
    expect(failures.map(({ summary }) => summary)).toEqual([
      expect.stringContaining('growing memory: its memory grows with each request: '),
    ])
    expect(tried.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/^requests not compared .* as it is a component$/),
    )
  })

  it('finds bytes that were never written', async () => {
    const routes = [{ pattern: '/wat', body: answerFrom('0xf000') }]
    const { failures, replay } = await fuzzWat({ routes })
    expect(failures.map(({ summary }) => summary)).toEqual([
      expect.stringContaining('bytes that were never written'),
    ])
    expect(failures[0]?.details).toEqual(['GET /wat'])
    expect(replay(failures[0]?.replayFile ?? '').status).toBe(1)
  })

  it('does the same for the same seed', async () => {
    const body = `(if (i32.gt_u (i32.load offset=28 (local.get $request)) (i32.const 1000))
      (then (unreachable))) (i32.const 17)`
    const plugin = { routes: [{ pattern: '/wat/(.*)', body }] }
    const [first, second] = [await fuzzWat(plugin), await fuzzWat(plugin)]
    const detailsOf = ({ failures }: typeof first) => failures.map(({ details }) => details)
    expect(detailsOf(first)).toEqual(detailsOf(second))
    expect(first.failures).toHaveLength(1)
  })

  it('says what is wrong with a plugin that it cannot load', () => {
    const file = join(temporaryFolder('wat'), 'none.wasm')
    expect(() => fuzz([file])).toThrow(`${file}: file not found`)
  })
})
