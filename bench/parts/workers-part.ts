import { cpus } from 'node:os'
import type { Findings, Target } from '../findings.ts'
import { compareServers, outcomeFindings, type Outcome } from '../load/http-trial.ts'
import { colourAnswer, jpegAnswer, pngAnswer, shortAnswer } from '../load/http-trials.ts'
import { ratioOf } from '../measure.ts'
import type { BenchContext, Part } from './part.ts'
import { benchHostRecipe } from '../load/recipes.ts'
import { withServers, type ServerProcess } from '../load/server-process.ts'

/** How requests/s grow with the processes of a plugin. */
export const workersPart: Part = {
  name: 'workers',
  title: 'Growth with the number of workers',
  about:
    'The option `--workers`: processes of one plugin. The cores are shared with the process that speaks HTTP and with the ' +
    'program that puts on the load.',
  run: benchWorkers,
}

async function benchWorkers(context: BenchContext): Promise<Findings> {
  const cores = cpus().length
  const counts = [cores, 1, ...(cores > 2 ? [2] : [])]
  const recipes = await Promise.all(
    counts.map((count) =>
      benchHostRecipe(context, {
        name: count === 1 ? '1 worker' : `${count} workers`,
        options: ['--workers', String(count)],
      }),
    ),
  )
  return withServers(recipes, (servers) => compareAll(context, servers))
}

async function compareAll(
  context: BenchContext,
  servers: readonly ServerProcess[],
): Promise<Findings> {
  const outcomes: Outcome[] = []
  const images = [pngAnswer, colourAnswer, jpegAnswer].map((trial) => ({
    ...trial,
    connections: 8,
  }))
  for (const trial of context.isQuick ? images.slice(0, 1) : [...images, shortAnswer])
    outcomes.push({ trial, all: await compareServers({ ...trial, rounds: 3 }, servers, context) })
  return {
    ...outcomeFindings('workers', outcomes),
    targets: outcomes.slice(0, 2).flatMap(targetOf),
  }
}

/** Of what the cores could do at most, three quarters: the rest is taken by HTTP and the load. */
const wantedShare = 0.75

function targetOf({ trial, all: [many, one] }: Outcome): Target[] {
  if (many === undefined || one === undefined) return []
  return [
    {
      what: `${trial.title}: requests/s of ${many.name} to 1 worker`,
      value: ratioOf(many, one, 'perSecond'),
      sense: 'at least',
      wanted: cpus().length * wantedShare,
      unit: '×',
    },
  ]
}
