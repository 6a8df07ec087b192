import { join } from 'node:path'
import { buildDicom } from '../../test/support/dicom.ts'
import type { Findings, Skipped, Target } from '../findings.ts'
import {
  compareServers,
  outcomeFindings,
  type HttpTrial,
  type Outcome,
} from '../load/http-trial.ts'
import { jpegAnswer, pngAnswer, shortAnswer } from '../load/http-trials.ts'
import { insideRecipe, insideRecipeOf, orthancRecipe } from '../load/recipes.ts'
import { withServers, type ServerProcess, type ServerRecipe } from '../load/server-process.ts'
import { ratioOf, spread } from '../measure.ts'
import { PluginBuilder } from '../plugin-builder.ts'
import type { BenchContext, Part } from './part.ts'

/** Plugins inside Orthanc. */
export const bridgePart: Part = {
  name: 'bridge',
  title: 'Inside Orthanc',
  about:
    'The same plugin in C in two Orthancs: as WebAssembly in a process of its own, and as a native library. `/system` is a route of ' +
    'Orthanc itself.',
  run: benchBridge,
}

async function benchBridge(context: BenchContext): Promise<Findings> {
  const answers = [await insideRecipe(context), await orthancRecipe(context)] as const
  const events = await eventRecipes(context)
  const [first, second] = [
    await comparePair(answers, (servers) => compareAnswers(context, servers)),
    await comparePair(events, (servers) => compareEvents(context, servers)),
  ]
  return {
    tables: [...first.tables, ...second.tables],
    plots: [...(first.plots ?? []), ...(second.plots ?? [])],
    targets: [...(first.targets ?? []), ...(second.targets ?? [])],
    skipped: first.skipped ?? [],
  }
}

type Pair = readonly [ServerRecipe | Skipped, ServerRecipe | Skipped]

async function comparePair(
  [inside, native]: Pair,
  compare: (servers: readonly ServerProcess[]) => Promise<Findings>,
): Promise<Findings> {
  if ('why' in inside) return { tables: [], skipped: [inside] }
  if ('why' in native) return { tables: [], skipped: [native] }
  return withServers([inside, native], compare)
}

/** The plugin with callbacks for uploads, in both forms. The same file is stored again and again. */
async function eventRecipes({ folder }: BenchContext): Promise<Pair> {
  const own = join(folder, 'events')
  const context = { folder: own, plugins: new PluginBuilder(own, 'events.c') }
  const options = { OverwriteInstances: true }
  const services = [
    'OrthancPluginRegisterIncomingDicomInstanceFilter',
    'OrthancPluginRegisterReceivedInstanceCallback',
  ]
  const section = { Plugins: { 'bench-00': { Allow: { Services: services } } } }
  const modules = [await context.plugins.wasm()]
  return [
    await insideRecipeOf(context, { modules, readyPath: callsPath(0), section, options }),
    await orthancRecipe(context, { readyPath: callsPath(0), options }),
  ]
}

function callsPath(count: number): string {
  return `/bench-00/calls/${count}`
}

const toOne: HttpTrial = { ...shortAnswer, title: 'A short answer to one client', connections: 1 }
const trials = [toOne, shortAnswer, pngAnswer, jpegAnswer]
const systemAnswer: HttpTrial = {
  ...shortAnswer,
  title: "Orthanc's own /system",
  request: { method: 'GET', path: '/system' },
}

/** Calls of one callback, and how many they are. */
const manyCalls = 1000

const callTrials = [0, manyCalls].map((count): HttpTrial => ({
  title: `An answer after ${count} calls of a function of the SDK`,
  request: { method: 'GET', path: callsPath(count) },
  connections: 1,
  rounds: 3,
}))

/** 500 kB, which pass a filter, and two callbacks that see the instance. */
function uploadTrial(): HttpTrial {
  const side = 500
  const pixels = Array.from({ length: side * side }, (_, i) => (i * 7) % 4096)
  return {
    title: 'An upload of 500 kB with three callbacks',
    request: {
      method: 'POST',
      path: '/instances',
      headers: { 'Content-Type': 'application/dicom' },
      body: buildDicom({ patientId: 'bench', rows: side, columns: side, pixels }),
    },
    connections: 1,
    rounds: 4,
  }
}

async function compareEvents(
  context: BenchContext,
  servers: readonly ServerProcess[],
): Promise<Findings> {
  const outcomes: Outcome[] = []
  for (const trial of [uploadTrial(), ...callTrials])
    outcomes.push({ trial, all: await compareServers(trial, servers, context) })
  return { ...outcomeFindings('events', outcomes), targets: eventTargets(outcomes) }
}

function eventTargets([upload, none, many]: readonly Outcome[]): readonly Target[] {
  const [ours, theirs] = upload?.all ?? []
  const [without] = none?.all ?? []
  const [called] = many?.all ?? []
  if (!ours || !theirs || !without || !called) return []
  return [
    {
      what: 'An upload of 500 kB with three callbacks, p50: to the native plugin',
      value: spread(ours.samples.map(({ p50Ms }, i) => p50Ms / (theirs.samples[i]?.p50Ms ?? NaN))),
      sense: 'at most',
      wanted: 1.5,
      unit: '×',
    },
    {
      what: 'A call of the SDK inside a callback, p50',
      value: spread(
        called.samples.map(
          ({ p50Ms }, i) => (p50Ms - (without.samples[i]?.p50Ms ?? NaN)) / manyCalls,
        ),
      ),
      sense: 'at most',
      wanted: 0.04,
      unit: 'ms',
    },
  ]
}

async function compareAnswers(
  context: BenchContext,
  servers: readonly ServerProcess[],
): Promise<Findings> {
  const outcomes: Outcome[] = []
  for (const trial of context.isQuick ? [toOne] : trials)
    outcomes.push({ trial, all: await compareServers(trial, servers, context) })
  const own = { trial: systemAnswer, all: await compareServers(systemAnswer, servers, context) }
  return {
    ...outcomeFindings('bridge', [...outcomes, own]),
    targets: targetsOf(outcomes, own),
  }
}

function targetsOf(
  [one, many, png]: readonly Outcome[],
  { all: [system] }: Outcome,
): readonly Target[] {
  const [alone, native] = one?.all ?? []
  const targets: Target[] = []
  if (alone !== undefined && native !== undefined)
    targets.push({
      what: 'A short answer to one client: what the way to the process adds, p50',
      value: spread(alone.samples.map(({ p50Ms }, i) => p50Ms - (native.samples[i]?.p50Ms ?? NaN))),
      sense: 'at most',
      wanted: 0.06,
      unit: 'ms',
    })
  const [inside] = many?.all ?? []
  if (inside !== undefined && system !== undefined)
    targets.push({
      what: 'A short answer: requests/s to those of /system',
      value: ratioOf(inside, system, 'perSecond'),
      sense: 'at least',
      wanted: 1,
      unit: '×',
    })
  const [ours, theirs] = png?.all ?? []
  if (ours !== undefined && theirs !== undefined)
    targets.push({
      what: 'A PNG: requests/s to the native plugin',
      value: ratioOf(ours, theirs, 'perSecond'),
      sense: 'at least',
      wanted: 15,
      unit: '×',
    })
  return targets
}
