import type { Findings, Target } from '../findings.ts'
import { compareServers, outcomeFindings, type Outcome } from '../load/http-trial.ts'
import {
  jpegAnswer,
  largeAnswer,
  largeRequest,
  pngAnswer,
  shortAnswer,
} from '../load/http-trials.ts'
import { ratioOf } from '../measure.ts'
import type { BenchContext, Part } from './part.ts'
import { benchHostRecipe, orthancRecipe } from '../load/recipes.ts'
import { withServers, type ServerProcess } from '../load/server-process.ts'

/** Whole requests, compared with the real server. */
export const nativePart: Part = {
  name: 'native',
  title: 'Whole requests compared with the real Orthanc',
  about:
    'The same plugin in C, `bench/native/plugin.c`: compiled to WebAssembly for ours, to a native library for Orthanc. Its ' +
    'callbacks are registered without lock, and Orthanc has a thread for each connection.',
  run: benchNative,
}

async function benchNative(context: BenchContext): Promise<Findings> {
  const orthanc = await orthancRecipe(context)
  if ('why' in orthanc) return { tables: [], skipped: [orthanc] }
  const recipes = [await benchHostRecipe(context), orthanc]
  return withServers(recipes, (servers) => compareAll(context, servers))
}

const bodies = [largeAnswer, largeRequest].map((trial) => ({ ...trial, rounds: 3 }))
const trials = [shortAnswer, ...bodies, pngAnswer, jpegAnswer]

async function compareAll(
  context: BenchContext,
  servers: readonly ServerProcess[],
): Promise<Findings> {
  const outcomes: Outcome[] = []
  for (const trial of context.isQuick ? [shortAnswer] : trials)
    outcomes.push({ trial, all: await compareServers(trial, servers, context) })
  return { ...outcomeFindings('native', outcomes), targets: outcomes.slice(0, 1).flatMap(targetOf) }
}

function targetOf({ trial, all: [ours, orthanc] }: Outcome): Target[] {
  if (ours === undefined || orthanc === undefined) return []
  return [
    {
      what: `${trial.title}: requests/s to the real Orthanc`,
      value: ratioOf(ours, orthanc, 'perSecond'),
      sense: 'at least',
      wanted: 1,
      unit: '×',
    },
  ]
}
