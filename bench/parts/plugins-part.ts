import type { Findings } from '../findings.ts'
import { measure, spreadOf, type Sample, type Series } from '../measure.ts'
import type { BenchContext, Part } from './part.ts'
import { hasProc, readMemory } from '../load/proc.ts'
import { hostRecipe } from '../load/recipes.ts'
import { startServer } from '../load/server-process.ts'

/** How a server grows with its plugins. */
export const pluginsPart: Part = {
  name: 'plugins',
  title: 'Growth with the number of plugins',
  about:
    'The same plugin under other names, five routes each. Requests go to the one that was loaded last. A server of its own ' +
    'is started for each round, so that its code is not as hot as in the other parts.',
  run: benchPlugins,
}

const counts = [1, 2, 4, 8, 20, 32]
const quickCounts = [1, 2]

const noMemory = { pssMiB: NaN, childPssMiB: NaN, processes: NaN }

type Figure = 'startMs' | 'perSecond' | 'pssMiB' | 'childPssMiB' | 'processes'

async function benchPlugins(context: BenchContext): Promise<Findings> {
  const steps = context.isQuick ? quickCounts : counts
  const contenders = steps.map((count) => {
    return { name: String(count), run: () => measureOne(count, context) }
  })
  const all = await measure(contenders, { rounds: context.rounds(3), warmUps: 0 })
  return findingsOf(all)
}

async function measureOne(count: number, context: BenchContext): Promise<Sample<Figure>> {
  const numbers = Array.from({ length: count }, (_, i) => i)
  const plugins = await Promise.all(numbers.map((number) => context.plugins.wasm(number)))
  const path = `/bench-${String(count - 1).padStart(2, '0')}/hello/world`
  const server = await startServer(hostRecipe({ plugins, readyPath: path }))
  try {
    const { pssMiB, childPssMiB, processes } = hasProc ? readMemory(server.pid) : noMemory
    const { perSecond } = await context.load.run({
      url: server.url,
      connections: 64,
      requests: [{ method: 'GET', path }],
      seconds: 1,
    })
    return { startMs: server.startMs, perSecond, pssMiB, childPssMiB, processes }
  } finally {
    await server.stop()
  }
}

function findingsOf(all: readonly Series<Figure>[]): Findings {
  return {
    tables: [
      {
        title:
          'By plugins: start to the first answer, memory of all its processes then, requests/s',
        columns: [
          'start, ms',
          'PSS, MiB',
          'PSS of a plugin’s process, MiB',
          'processes',
          'requests/s',
        ],
        rows: all.map((one) => ({
          name: one.name,
          cells: [
            spreadOf(one, 'startMs'),
            spreadOf(one, 'pssMiB'),
            spreadOf(one, 'childPssMiB'),
            spreadOf(one, 'processes').median,
            spreadOf(one, 'perSecond'),
          ],
        })),
      },
    ],
    plots: [
      {
        kind: 'lines',
        name: 'plugins',
        title: 'Start and memory by plugins',
        xName: 'plugins',
        yName: 'ms, MiB',
        lines: [
          {
            name: 'start, ms',
            points: all.map((one) => ({ x: Number(one.name), y: spreadOf(one, 'startMs') })),
          },
          {
            name: 'PSS, MiB',
            points: all.map((one) => ({ x: Number(one.name), y: spreadOf(one, 'pssMiB') })),
          },
        ],
      },
    ],
  }
}
