import type { Findings, Target } from '../findings.ts'
import { compareServers, type HttpFigure } from '../load/http-trial.ts'
import { shortAnswer } from '../load/http-trials.ts'
import { ratioOf, spread, spreadOf, type Series, type Spread } from '../measure.ts'
import type { BenchContext, Part } from './part.ts'
import { bareRecipe, beforeRecipes, benchHost, hostRecipe, orthancRecipe } from '../load/recipes.ts'
import { withServers, type ServerProcess } from '../load/server-process.ts'

/** How requests/s grow with the clients. */
export const connectionsPart: Part = {
  name: 'connections',
  title: 'Growth with the number of connections',
  about:
    'The short answer, by the number of concurrent connections. Orthanc has a thread for each.',
  run: benchConnections,
}

const counts = [1, 4, 16, 64]
const quickCounts = [1, 4]

async function benchConnections(context: BenchContext): Promise<Findings> {
  const orthanc = await orthancRecipe(context)
  const [peers, skipped] = 'why' in orthanc ? [[], [orthanc]] : [[orthanc], []]
  const host = await benchHost(context)
  const recipes = [hostRecipe(host), ...peers, ...beforeRecipes(context, host)]
  const findings = await withServers(recipes, async (servers) => {
    const [ours, ...others] = servers
    if (ours === undefined) return { tables: [] }
    return withServers([bareRecipe(ours.url)], ([bare]) => {
      return compareAll(context, [ours, bare, ...others])
    })
  })
  return { ...findings, skipped }
}

interface Step {
  readonly connections: number
  readonly all: readonly Series<HttpFigure>[]
}

async function compareAll(
  context: BenchContext,
  servers: readonly ServerProcess[],
): Promise<Findings> {
  const steps: Step[] = []
  for (const connections of context.isQuick ? quickCounts : counts) {
    const trial = { ...shortAnswer, connections, rounds: 5, seconds: 1 }
    steps.push({ connections, all: await compareServers(trial, servers, context) })
  }
  const names = servers.map(({ name }) => name)
  return {
    tables: [
      {
        title: 'Requests/s, and the slowest of a hundred, by connections',
        columns: [
          ...names.flatMap((name) => [`${name}, requests/s`, `${name}, p99 ms`]),
          'ours ÷ node:http, requests/s',
        ],
        rows: steps.map(({ connections, all }) => ({
          name: String(connections),
          cells: [
            ...all.flatMap((one) => [spreadOf(one, 'perSecond'), spreadOf(one, 'p99Ms').median]),
            shareOf(all),
          ],
        })),
      },
    ],
    plots: [
      {
        kind: 'lines',
        name: 'connections',
        title: 'Requests per second by connections',
        xName: 'connections',
        yName: 'requests/s',
        lines: names.map((name, i) => ({
          name,
          isReference: name === 'node:http',
          points: steps.flatMap(({ connections, all }) => {
            const series = all[i]
            return series ? [{ x: connections, y: spreadOf(series, 'perSecond') }] : []
          }),
        })),
      },
    ],
    targets: steps.flatMap(targetsOf),
  }
}

/** Requests/s of ours to those of node:http. */
function shareOf([ours, bare]: readonly Series<HttpFigure>[]): Spread {
  return ours === undefined || bare === undefined ? spread([]) : ratioOf(ours, bare, 'perSecond')
}

function targetsOf({ connections, all }: Step): Target[] {
  if (connections !== 16) return []
  const what = 'A short answer, 16 connections: requests/s to node:http'
  return [{ what, value: shareOf(all), sense: 'at least', wanted: 0.65, unit: '×' }]
}
