import type { Findings, Target } from './findings.ts'
import { measure, spreadOf, type Series } from './measure.ts'
import type { BenchContext, Part } from './part.ts'
import { bareRecipe, benchHostRecipe, hostRecipe, orthancRecipe, sample } from './recipes.ts'
import { startServer, type ServerRecipe } from './server-process.ts'

/** From the start of the program to its first answer. */
export const startPart: Part = {
  name: 'start',
  title: 'Start',
  about:
    'From the start of the program to its first answer with 200, asked for every two milliseconds. What node:http takes is ' +
    'that of Node itself.',
  run: benchStart,
}

async function benchStart(context: BenchContext): Promise<Findings> {
  const orthanc = await orthancRecipe(context)
  const hello = { plugins: [sample('hello')], readyPath: '/hello/world' }
  const three = { ...hello, plugins: ['preview', 'rest', 'hello'].map(sample) }
  const recipes = [
    hostRecipe({ ...hello, name: 'orthanc-wasm, hello' }),
    hostRecipe({ ...three, name: 'orthanc-wasm, three samples' }),
    await benchHostRecipe(context, { name: 'orthanc-wasm, the plugin in C' }),
    bareRecipe(''),
    ...('why' in orthanc ? [] : [orthanc]),
  ]
  const contenders = recipes.map((recipe) => ({ name: recipe.name, run: () => startOnce(recipe) }))
  const all = await measure(contenders, { rounds: context.rounds(9), warmUps: 0 })
  return { ...findingsOf(all), skipped: 'why' in orthanc ? [orthanc] : [] }
}

async function startOnce(recipe: ServerRecipe): Promise<{ ms: number }> {
  const server = await startServer(recipe)
  await server.stop()
  return { ms: server.startMs }
}

function findingsOf(all: readonly Series<'ms'>[]): Findings {
  const bars = all.map((series) => ({
    name: series.name.replace('orthanc-wasm, ', ''),
    value: spreadOf(series, 'ms'),
    isOurs: series.name.startsWith('orthanc-wasm'),
  }))
  return {
    tables: [
      {
        title: 'Start to the first answer',
        columns: ['ms'],
        rows: all.map((series) => ({ name: series.name, cells: [spreadOf(series, 'ms')] })),
      },
    ],
    plots: [
      {
        kind: 'bars',
        name: 'start',
        title: 'Start to the first answer, ms',
        scale: 'linear',
        groups: [{ name: '', bars }],
      },
    ],
    targets: all.slice(0, 1).map(targetOf),
  }
}

function targetOf(series: Series<'ms'>): Target {
  return {
    what: 'Start to the first answer, hello',
    value: spreadOf(series, 'ms'),
    sense: 'at most',
    wanted: 400,
    unit: 'ms',
  }
}
