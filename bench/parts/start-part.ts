import { join } from 'node:path'
import { runCommand } from '../command-line.ts'
import type { Findings, Target } from '../findings.ts'
import { measure, spreadOf, type Series } from '../measure.ts'
import type { BenchContext, Part } from './part.ts'
import {
  bareRecipe,
  beforeRecipes,
  benchHostRecipe,
  hostRecipe,
  orthancRecipe,
  sample,
} from '../load/recipes.ts'
import { measureStart, startTable, type StartFigure } from '../load/start-time.ts'

/** From the start of the program to its first answer. */
export const startPart: Part = {
  name: 'start',
  title: 'Start',
  about:
    'From the start of the program to its first answer with 200, asked for every few milliseconds, and the CPU time of all ' +
    'its processes until then. What node:http takes is that of Node itself. The component was taken apart before.',
  run: benchStart,
}

const targetMs = 400

async function benchStart(context: BenchContext): Promise<Findings> {
  const orthanc = await orthancRecipe(context)
  const hello = { plugins: [sample('hello')], readyPath: '/hello/world' }
  const three = { ...hello, plugins: ['preview', 'rest', 'hello'].map(sample) }
  const component = { ...hello, plugins: [await componentOf('hello', context)] }
  const recipes = [
    hostRecipe({ ...hello, name: 'orthanc-wasm, hello' }),
    ...beforeRecipes(context, { ...hello, name: 'orthanc-wasm, hello' }),
    hostRecipe({ ...component, name: 'orthanc-wasm, hello as a component' }),
    hostRecipe({ ...three, name: 'orthanc-wasm, three samples' }),
    await benchHostRecipe(context, { name: 'orthanc-wasm, the plugin in C' }),
    bareRecipe(''),
    ...('why' in orthanc ? [] : [orthanc]),
  ]
  const contenders = recipes.map((recipe) => ({
    name: recipe.name,
    run: () => measureStart(recipe),
  }))
  const all = await measure(contenders, { rounds: context.rounds(7), warmUps: 1 })
  return { ...findingsOf(all), skipped: 'why' in orthanc ? [orthanc] : [] }
}

/** The file of a sample as a component. */
async function componentOf(name: string, { folder }: BenchContext): Promise<string> {
  const file = join(folder, `${name}.component.wasm`)
  await runCommand(['build', '--component', sample(name), '--output', file])
  return file
}

function findingsOf(all: readonly Series<StartFigure>[]): Findings {
  const bars = all.map((series) => ({
    name: series.name.replace('orthanc-wasm, ', ''),
    value: spreadOf(series, 'ms'),
    isOurs: series.name.startsWith('orthanc-wasm'),
  }))
  return {
    tables: [startTable(all)],
    plots: [
      {
        kind: 'bars',
        name: 'start',
        title: 'Start to the first answer (dashed: the target)',
        axis: 'ms',
        scale: 'linear',
        groups: [{ name: '', bars, reference: targetMs }],
      },
    ],
    targets: all.slice(0, 1).map(targetOf),
  }
}

function targetOf(series: Series<StartFigure>): Target {
  return {
    what: 'Start to the first answer, hello',
    value: spreadOf(series, 'ms'),
    sense: 'at most',
    wanted: targetMs,
    unit: 'ms',
  }
}
