import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Findings, Row, Skipped } from '../findings.ts'
import { readAnswer, startServer } from '../load/server-process.ts'
import { measure, spread, type Contender, type Sample } from '../measure.ts'
import { allLoops, type Loop } from './loops.ts'
import { attempt, type PageContext, type PagePart } from './page-part.ts'

/** What an author waits for in a new project. */
export const loopsPart: PagePart = {
  name: 'loops',
  title: 'What an author waits for',
  about: `In a new project of each language, and of other tools:

- _new_: the command that writes the project, without \`npm install\`. \`–\`: the files are written by hand.
- _first answer_: from the start of the server (\`orthanc-wasm dev\`, \`vite\`, \`wrangler dev\`, Orthanc) to its first answer.
- _edit to answer_: from a changed line to the first answer that shows it. Orthanc is restarted, since its plugin for Python
  reads scripts only at the start; most of that time is its stop.

Vite answers the script of its page, \`/src/main.ts\`; all others answer a greeting.`,
  run: benchLoops,
}

const rounds = 3
const pollMs = 2
const longestEditMs = 120_000

/** In seconds. */
type LoopFigure = 'create' | 'firstAnswer' | 'edit'

async function benchLoops({ folder }: PageContext): Promise<Findings> {
  const loops = await allLoops()
  const skipped = loops.flatMap((loop) => ('why' in loop ? [loop] : []))
  const contenders = loops.flatMap((loop) =>
    'why' in loop ? [] : [contenderOf(loop, folder, skipped)],
  )
  const all = await measure(contenders, { rounds, warmUps: 0 })
  const rows = all
    .filter(({ name }) => skipped.every(({ peer }) => peer !== name))
    .map(({ name, samples }): Row => {
      const of = (figure: LoopFigure) => spread(samples.map((sample) => sample[figure]))
      return { name, cells: [of('create'), of('firstAnswer'), of('edit')] }
    })
  const columns = ['new, s', 'first answer, s', 'edit to answer, s']
  return { tables: [{ title: `Medians of ${rounds} projects`, columns, rows }], skipped }
}

const nothing: Sample<LoopFigure> = { create: NaN, firstAnswer: NaN, edit: NaN }

/** Measures a loop in a folder of its own. After a failure its other rounds are left out. */
function contenderOf(loop: Loop, parent: string, skipped: Skipped[]): Contender<LoopFigure> {
  const run = async (): Promise<Sample<LoopFigure>> => {
    if (skipped.some(({ peer }) => peer === loop.name)) return nothing
    const folder = mkdtempSync(join(parent, 'loop-'))
    const sample = await attempt(loop.name, () => measureLoop(loop, folder))
    console.log(loop.name, sample)
    if (!('why' in sample)) return sample
    skipped.push(sample)
    return nothing
  }
  return { name: loop.name, run }
}

async function measureLoop(loop: Loop, folder: string): Promise<Sample<LoopFigure>> {
  const before = performance.now()
  await loop.create?.(folder)
  const create = loop.create === undefined ? NaN : secondsSince(before)
  const { recipe, source, text, needsRestart } = await loop.open(folder)
  let server = await startServer(recipe)
  try {
    const firstAnswer = server.startMs / 1000
    await waitForText(server.url + recipe.readyPath, text)
    writeFileSync(source, readFileSync(source, 'utf8').replaceAll(text, text.toUpperCase()))
    const edited = performance.now()
    if (needsRestart === true) {
      await server.stop()
      server = await startServer(recipe)
    }
    await waitForText(server.url + recipe.readyPath, text.toUpperCase())
    return { create, firstAnswer, edit: secondsSince(edited) }
  } finally {
    await server.stop()
  }
}

async function waitForText(url: string, text: string): Promise<void> {
  const start = performance.now()
  while ((await readAnswer(url))?.includes(text) !== true) {
    if (performance.now() - start > longestEditMs) throw new Error(`${url} does not answer ${text}`)
    await sleep(pollMs)
  }
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000
}
