import { rmSync, writeFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exchange, get, post, RawConnection } from '../support/raw-http.ts'
import { sample, startServer } from '../support/serve.ts'
import { assemble, loop, streamOf } from '../support/wat-plugin.ts'
import { SteadyLoad, type LoadReport } from './steady-load.ts'
import { totalUsageOf, type TotalUsage } from './usage.ts'

/** How much of it: kills end a process by its deadline, the others are traps, streams and clients that leave. */
export interface ChaosOptions {
  readonly kills: number
  readonly others: number
}

export interface ChaosReport {
  readonly healthy: LoadReport
  readonly before: TotalUsage
  readonly after: TotalUsage
  readonly kills: number
  readonly killsPerSecond: number
  /** Statuses of the misbehaving plugin that it should not answer. */
  readonly odd: readonly string[]
  readonly exitCode: number | null
  readonly log: string
}

const timeoutMs = 50

/**
 * Under load V8 enlarges its young generation, by up to 100 MiB on Node 24, and keeps the pages. At the smallest size the resident
 * memory is what the server uses.
 */
const smallYoungGeneration = ['env', 'NODE_OPTIONS=--max-semi-space-size=1']

/**
 * Two healthy plugins under constant load, and one that misbehaves all the time: it traps, loops, uses its memory up, floods
 * the log, streams to clients that leave.
 */
export async function runChaos({ kills, others }: ChaosOptions): Promise<ChaosReport> {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'))
  const file = join(folder, 'chaos.wasm')
  const config = join(folder, 'chaos.json')
  writeFileSync(file, await misbehaving())
  writeFileSync(config, JSON.stringify(configuration))
  const plugins = [file, sample('rest'), sample('hello')]
  const server = await startServer({
    plugins,
    args: ['--config', config],
    wrapper: smallYoungGeneration,
  })
  try {
    const { port, pid } = server
    const warming = new SteadyLoad(port, 4)
    await misbehave(port, { kills: 5, others: 50 })
    await warming.stop()
    const before = await measureSettled(pid)
    const load = new SteadyLoad(port, 4)
    const began = performance.now()
    const odd = await misbehave(port, { kills, others })
    const seconds = (performance.now() - began) / 1000
    const healthy = await load.stop()
    const after = await measureSettled(pid)
    const killsPerSecond = kills / seconds
    const report = { healthy, before, after, kills, killsPerSecond, odd, log: server.log() }
    return { ...report, exitCode: await server.stop() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The healthy ones get all the time that a busy machine needs. */
const configuration = {
  WebAssembly: {
    TimeoutMs: 60_000,
    InitializeTimeoutMs: 60_000,
    Plugins: { chaos: { TimeoutMs: timeoutMs, MemoryMiB: 32 } },
  },
}

function misbehaving(): Promise<Uint8Array> {
  return assemble({
    name: 'chaos',
    memory: '32',
    routes: [
      { pattern: '/chaos/loop', body: loop },
      { pattern: '/chaos/trap', body: 'unreachable' },
      { pattern: '/chaos/recurse', body: '(call $recurse (i32.const 0))' },
      {
        pattern: '/chaos/memory',
        body: `(drop (memory.grow (i32.const 400)))
          (memory.fill (i32.const 0x10000) (i32.const 1) (i32.const 0x1800000)) unreachable`,
      },
      {
        pattern: '/chaos/talk',
        body: `(loop $for (call $log (i32.const 1) (global.get $textPlain)) (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $for (i32.lt_u (local.get $i) (i32.const 300)))) (i32.const 7)`,
      },
      { pattern: '/chaos/stream', body: streamOf(24) },
      { pattern: '/chaos/cut', body: streamOf(3, 'unreachable') },
      { pattern: '/chaos/silent', body: '(i32.const 0)' },
      { pattern: '/chaos/code', body: '(i32.const -77)' },
    ],
    extra: `(func $recurse (param i32) (result i32)
      (i32.add (call $recurse (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))`,
  })
}

/** The statuses that each route may answer; 504 is always allowed, because any callback may time out on a busy machine. */
const statuses: readonly (readonly [path: string, good: RegExp])[] = [
  ['trap', / 50[04] /],
  ['recurse', / 50[04] /],
  ['memory', / 50[04] /],
  ['talk', / (404|504) /],
  ['cut', / (200|504) /],
  ['silent', /^$| 504 /],
  ['code', / 50[04] /],
]

async function misbehave(
  port: number,
  { kills, others }: { kills: number; others: number },
): Promise<string[]> {
  const odd: string[] = []
  const ask = async (path: string, good: RegExp): Promise<void> => {
    const { statusLine } = await exchange(port, get(`/chaos/${path}`))
    if (!good.test(statusLine)) odd.push(`${path}: ${statusLine}`)
  }
  const killing = async (): Promise<void> => {
    for (let i = 0; i < kills; i++) await ask('loop', /^HTTP\/1.1 504 /)
  }
  const harming = async (): Promise<void> => {
    for (let i = 0; i < others; i++) {
      const [path, good] = statuses[i % statuses.length] ?? ['trap', /./]
      await ask(path, good)
      if (i % 5 === 0) leave(port, i)
    }
  }
  await Promise.all([killing(), harming()])
  return odd
}

/** A client that leaves: from a stream, in its body, or while it waits. */
function leave(port: number, i: number): void {
  const connection = new RawConnection(port)
  if (i % 3 === 0) connection.send(get('/chaos/stream'))
  else if (i % 3 === 1) connection.send(post('/chaos/code', 'x'.repeat(100_000)).slice(0, 50_000))
  else connection.send(get('/chaos/loop').repeat(20))
  setTimeout(() => connection.leave(), i % 40)
}

/** The server, a process of each plugin, a spare one, and the one that ends them with their host. */
const settledProcesses = 6

/** The usage once what was just ended is gone, and there is a spare process again. */
async function measureSettled(pid: number): Promise<TotalUsage> {
  for (let i = 0; i < 50; i++) {
    if (totalUsageOf(pid).processes === settledProcesses) break
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  }
  return totalUsageOf(pid)
}
