import type { Table } from '../findings.ts'
import { spreadOf, type Sample, type Series } from '../measure.ts'
import { readCpuTime } from './proc.ts'
import { startServer, type ServerRecipe } from './server-process.ts'

/** Of a start until the first answer: the time, and the CPU time of all processes. */
export type StartFigure = 'ms' | 'cpuMs'

/** Starts a server, and stops it after its first answer. */
export async function measureStart(recipe: ServerRecipe): Promise<Sample<StartFigure>> {
  const server = await startServer(recipe)
  const cpuMs = (readCpuTime(server.pid)?.all ?? NaN) / 1000
  await server.stop()
  return { ms: server.startMs, cpuMs }
}

export function startTable(all: readonly Series<StartFigure>[]): Table {
  return {
    title: 'Start to the first answer',
    columns: ['ms', 'CPU ms'],
    rows: all.map((series) => ({
      name: series.name,
      cells: [spreadOf(series, 'ms'), spreadOf(series, 'cpuMs')],
    })),
  }
}
