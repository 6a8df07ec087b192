import type { Findings, Table } from '../findings.ts'
import type { LoadRequest } from './load.ts'
import { measure, ratioOf, spreadOf, type Sample, type Series } from '../measure.ts'
import type { BenchContext } from '../parts/part.ts'
import type { BarGroup } from '../plots/plot.ts'
import { readCpuTime } from './proc.ts'
import type { ServerProcess } from './server-process.ts'

/** The same requests to several servers, round after round. */
export interface HttpTrial {
  readonly title: string
  readonly request: LoadRequest
  readonly connections: number
  readonly rounds: number
  /** Rounds of each server before those that count; 1 by default. */
  readonly warmUps?: number
  /** Of one round. */
  readonly seconds?: number
}

/** CPU time is that of the server with its processes, or of its first thread, for each request; NaN without /proc. */
export type HttpFigure = 'perSecond' | 'p50Ms' | 'p99Ms' | 'cpuMicroseconds' | 'mainMicroseconds'

type HttpContender = Pick<ServerProcess, 'name' | 'url' | 'pid'>

/** Measures the servers in turn. */
export async function compareServers(
  trial: HttpTrial,
  servers: readonly HttpContender[],
  context: BenchContext,
): Promise<Series<HttpFigure>[]> {
  const contenders = servers.map((server) => ({
    name: server.name,
    run: () => loadServer(trial, server, context),
  }))
  return measure(contenders, {
    rounds: context.rounds(trial.rounds),
    warmUps: context.isQuick ? 0 : (trial.warmUps ?? 1),
  })
}

async function loadServer(
  { request, connections, seconds = 2 }: HttpTrial,
  { url, pid }: HttpContender,
  { load, isQuick }: BenchContext,
): Promise<Sample<HttpFigure>> {
  const before = readCpuTime(pid)
  const duration = { seconds: isQuick ? 1 : seconds }
  const result = await load.run({ url, connections, requests: [request], ...duration })
  const after = readCpuTime(pid)
  const each = (of: 'mainThread' | 'all'): number =>
    before && after ? (after[of] - before[of]) / result.answered : NaN
  const { perSecond, p50Ms, p99Ms } = result
  const cpuMicroseconds = each('all')
  return { perSecond, p50Ms, p99Ms, cpuMicroseconds, mainMicroseconds: each('mainThread') }
}

/** A row for each server. The first is ours; it is compared with each of the others. */
function httpTable(trial: HttpTrial, all: readonly Series<HttpFigure>[]): Table {
  const [ours] = all
  const rounds = ours?.samples.length ?? 0
  return {
    title: `${trial.title}, ${trial.connections} connections, ${rounds} rounds`,
    columns: [
      'requests/s',
      'p50 ms',
      'p99 ms',
      'CPU µs/request',
      'of it first thread',
      'ours ÷ it, requests/s',
      'ours ÷ it, CPU',
    ],
    rows: all.map((series) => ({
      name: series.name,
      cells: [
        spreadOf(series, 'perSecond'),
        spreadOf(series, 'p50Ms'),
        spreadOf(series, 'p99Ms'),
        spreadOf(series, 'cpuMicroseconds'),
        spreadOf(series, 'mainMicroseconds').median,
        ...(ours === undefined || series === ours
          ? ['', '']
          : [ratioOf(ours, series, 'perSecond'), ratioOf(ours, series, 'cpuMicroseconds')]),
      ],
    })),
  }
}

/** A trial and what came out, ours first. */
export interface Outcome {
  readonly trial: HttpTrial
  readonly all: readonly Series<HttpFigure>[]
}

/** A table for each trial, and one plot of all. */
export function outcomeFindings(plotName: string, outcomes: readonly Outcome[]): Findings {
  const groups = outcomes.map(({ trial, all }) => perSecondBars(trial, all))
  return {
    tables: outcomes.map(({ trial, all }) => httpTable(trial, all)),
    plots: [
      {
        kind: 'bars',
        name: plotName,
        title: 'Requests per second; dashed: the server that ours is compared with first',
        axis: 'requests/s',
        scale: 'log',
        groups,
      },
    ],
  }
}

function perSecondBars({ title }: HttpTrial, all: readonly Series<HttpFigure>[]): BarGroup {
  const bars = all.map((series, i) => {
    return { name: series.name, value: spreadOf(series, 'perSecond'), isOurs: i === 0 }
  })
  const reference = bars[1]?.value.median
  return { name: title, bars, ...(reference !== undefined && { reference }) }
}
