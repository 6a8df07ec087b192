import type { Findings, Target } from '../findings.ts'
import {
  compareServers,
  outcomeFindings,
  type HttpTrial,
  type Outcome,
} from '../load/http-trial.ts'
import { jpegAnswer, pngAnswer, shortAnswer } from '../load/http-trials.ts'
import { insideRecipe, orthancRecipe } from '../load/recipes.ts'
import { withServers, type ServerProcess } from '../load/server-process.ts'
import { ratioOf, spread } from '../measure.ts'
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
  const inside = await insideRecipe(context)
  const native = await orthancRecipe(context)
  const skipped = [inside, native].flatMap((one) => ('why' in one ? [one] : []))
  if ('why' in inside || 'why' in native) return { tables: [], skipped }
  return withServers([inside, native], (servers) => compareAll(context, servers))
}

const toOne: HttpTrial = { ...shortAnswer, title: 'A short answer to one client', connections: 1 }
const trials = [toOne, shortAnswer, pngAnswer, jpegAnswer]
const systemAnswer: HttpTrial = {
  ...shortAnswer,
  title: "Orthanc's own /system",
  request: { method: 'GET', path: '/system' },
}

async function compareAll(
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
