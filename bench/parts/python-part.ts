import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import type { Findings, Table, Target } from '../findings.ts'
import {
  compareServers,
  outcomeFindings,
  type HttpFigure,
  type HttpTrial,
  type Outcome,
} from '../load/http-trial.ts'
import { hasProc, readMemory } from '../load/proc.ts'
import { hostRecipe, insideRecipeOf, missingRealPython, realPythonRecipe } from '../load/recipes.ts'
import {
  startServer,
  withServers,
  type ServerProcess,
  type ServerRecipe,
} from '../load/server-process.ts'
import { measureStart, startTable, type StartFigure } from '../load/start-time.ts'
import { measure, ratioOf, spread, spreadOf, type Series } from '../measure.ts'
import type { BenchContext, Part } from './part.ts'

/** Scripts in Python. */
export const pythonPart: Part = {
  name: 'python',
  title: 'Scripts in Python',
  about:
    'The same script here and in Orthanc with its own plugin for Python, which runs it in its process. _Start_ is from the start of the ' +
    'program to the first answer: without an image of the memory, and with the one that the start before has left.',
  run: benchPython,
}

const script = join(findPackageRoot(), 'bench/python/bench.py')
const readyPath = '/bench/pong'

const pong: HttpTrial = {
  title: '/pong to one client',
  request: { method: 'GET', path: readyPath },
  connections: 1,
  rounds: 5,
}
const large = trialOf('An answer of 1 MiB', '/bench/large', 4)
const system = trialOf('RestApiGet of /system', '/bench/system', 1)
const loop = trialOf('A loop of 300,000 turns', '/bench/loop', 1)
const parallel = trialOf('The same loop for two clients', '/bench/loop', 2)

function trialOf(title: string, path: string, connections: number): HttpTrial {
  return { title, request: { method: 'GET', path }, connections, rounds: 3 }
}

async function benchPython(context: BenchContext): Promise<Findings> {
  if (!existsSync(join(findPackageRoot(), 'dist/python/python.wasm')))
    return { tables: [], skipped: [{ peer: 'Python', why: 'npm run python was not run' }] }
  const allow = { bench: { Allow: { RestApi: ['GET /system'] } } }
  const section = { Workers: 2, Plugins: allow }
  const inside = await insideRecipeOf(context, { modules: [script], readyPath, section })
  if ('why' in inside) return { tables: [], skipped: [inside] }
  const missing = missingRealPython()
  if (missing !== undefined) return { tables: [], skipped: [missing] }
  const real = realPythonRecipe(context, { script, readyPath })
  const ours = { ...inside, name: 'orthanc-wasm inside Orthanc, 2 workers' }
  const findings = await withServers([ours, real], (servers) => compareAll(context, servers))
  const start = await compareStarts(context, real)
  return {
    ...findings,
    tables: [start.table, ...findings.tables],
    targets: [...start.targets, ...(findings.targets ?? [])],
  }
}

async function compareAll(
  context: BenchContext,
  servers: readonly ServerProcess[],
): Promise<Findings> {
  const outcomes: Outcome[] = []
  for (const trial of context.isQuick ? [pong] : [pong, large, system, loop, parallel])
    outcomes.push({ trial, all: await compareServers(trial, servers, context) })
  const findings = outcomeFindings('python', outcomes)
  return {
    ...findings,
    tables: [...findings.tables, ...(hasProc ? [memoryTable(servers)] : [])],
    targets: targetsOf(outcomes),
  }
}

/** Two processes at most double what one answers; HTTP and the load need a part of the cores. */
const wantedGrowth = 1.5

function targetsOf(outcomes: readonly Outcome[]): readonly Target[] {
  const ourSeries = (wanted: HttpTrial): Series<HttpFigure> | undefined =>
    outcomes.find(({ trial }) => trial === wanted)?.all[0]
  const [one, two] = [ourSeries(loop), ourSeries(parallel)]
  if (one === undefined || two === undefined) return []
  return [
    {
      what: 'A loop: requests/s of two clients to those of one, which do not grow in the real plugin',
      value: ratioOf(two, one, 'perSecond'),
      sense: 'at least',
      wanted: wantedGrowth,
      unit: '×',
    },
  ]
}

/** Memory after the load of all trials. */
function memoryTable(servers: readonly ServerProcess[]): Table {
  return {
    title: 'Memory',
    columns: ['PSS MiB', 'a process of a worker, MiB'],
    rows: servers.map(({ name, pid }) => {
      const { pssMiB, childPssMiB, processes } = readMemory(pid)
      return { name, cells: [pssMiB, processes > 1 ? childPssMiB : ''] }
    }),
  }
}

async function compareStarts(
  context: BenchContext,
  real: ServerRecipe,
): Promise<{ readonly table: Table; readonly targets: readonly Target[] }> {
  const warm = join(context.folder, 'python-cache')
  let starts = 0
  await leaveImage(warm)
  const contenders = [
    {
      name: 'orthanc-wasm, with an image',
      run: () => measureStart(cachingRecipe(warm)),
    },
    {
      name: 'orthanc-wasm, without',
      run: () => measureStart(cachingRecipe(join(context.folder, `python-cache-${starts++}`))),
    },
    { name: real.name, run: () => measureStart(real) },
  ]
  const all = await measure(contenders, { rounds: context.rounds(5), warmUps: 1 })
  return {
    table: startTable(all),
    targets: startTargets(all),
  }
}

/** Our server with a cache of its own. */
function cachingRecipe(cache: string): ServerRecipe {
  const environment = [`XDG_CACHE_HOME=${cache}`]
  return hostRecipe({ plugins: [script], readyPath, environment })
}

const longestImageMs = 60_000

/** Starts a server, and stops it once its image is in the cache. */
async function leaveImage(cache: string): Promise<void> {
  const folder = join(cache, 'orthanc-wasm')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const server = await startServer(cachingRecipe(cache))
  const limitMs = performance.now() + longestImageMs
  // A file that is not complete is hidden.
  const isThere = (): boolean => readdirSync(folder).some((name) => !name.startsWith('.'))
  while (!isThere() && performance.now() < limitMs) await sleep(50)
  await server.stop()
}

function startTargets([warm, cold]: readonly Series<StartFigure>[]): readonly Target[] {
  return [
    startTarget('Start of a script to the first answer, with an image', warm, 1500),
    startTarget('Start of a script to the first answer, without one', cold, 5000),
  ]
}

function startTarget(
  what: string,
  series: Series<StartFigure> | undefined,
  wanted: number,
): Target {
  const value = series === undefined ? spread([]) : spreadOf(series, 'ms')
  return { what, value, sense: 'at most', wanted, unit: 'ms' }
}
