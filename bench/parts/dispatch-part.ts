import type { Findings, Noise, Target } from '../findings.ts'
import {
  compareServers,
  outcomeFindings,
  type HttpFigure,
  type HttpTrial,
  type Outcome,
} from '../load/http-trial.ts'
import { largeAnswer, largeRequest, shortAnswer } from '../load/http-trials.ts'
import { ctFile } from '../images/images.ts'
import { ratioOf } from '../measure.ts'
import type { BenchContext, Part } from './part.ts'
import { bareRecipe, beforeRecipes, benchHost, hostRecipe, sample } from '../load/recipes.ts'
import { expectSameBytes } from '../load/same-bytes.ts'
import { withServers, type ServerProcess } from '../load/server-process.ts'

/** Whole requests, compared with a bare node:http server. */
export const dispatchPart: Part = {
  name: 'dispatch',
  title: 'Whole requests compared with bare node:http',
  about:
    'The other server is node:http alone, in one thread: it sends, byte by byte, what ours answered the first time. Of ' +
    'images it so sends only the bytes. _Again_ is the same server measured twice: the noise.',
  run: benchDispatch,
}

async function benchDispatch(context: BenchContext): Promise<Findings> {
  const plugins = [await context.plugins.wasm(), sample('preview')]
  const host = await benchHost(context, { plugins })
  return withServers([hostRecipe(host)], ([ours]) =>
    withServers([bareRecipe(ours.url)], ([bare]) =>
      withServers(beforeRecipes(context, host), (before) =>
        compareAll(context, [ours, bare, ...before]),
      ),
    ),
  )
}

async function compareAll(
  context: BenchContext,
  [ours, bare, ...before]: readonly [ServerProcess, ServerProcess, ...ServerProcess[]],
): Promise<Findings> {
  const again = { ...bare, name: 'node:http again' }
  const outcomes: Outcome[] = []
  for (const trial of context.isQuick ? [shortAnswer] : [...bodies, ...images()]) {
    await expectSameBytes(trial.request, ours.url, bare.url)
    const servers = [ours, bare, ...(trial === shortAnswer ? [again] : []), ...before]
    outcomes.push({ trial, all: await compareServers(trial, servers, context) })
  }
  return {
    ...outcomeFindings('dispatch', outcomes),
    targets: outcomes.filter(({ trial }) => bodies.includes(trial)).flatMap(targetsOf),
    noise: outcomes.filter(({ trial }) => trial === shortAnswer).flatMap(noiseOf),
  }
}

const bodies: readonly HttpTrial[] = [shortAnswer, largeAnswer, largeRequest]

function images(): HttpTrial[] {
  const headers = { 'Content-Type': 'application/dicom' }
  const file = { method: 'POST', headers, body: ctFile(512) } as const
  return [
    {
      title: 'A CT of 512 × 512 as DICOM, answered as PNG',
      request: { ...file, path: '/preview' },
      connections: 8,
      rounds: 3,
    },
    {
      title: 'The same, answered as JPEG',
      request: { ...file, path: '/preview?format=jpeg&quality=90' },
      connections: 8,
      rounds: 3,
    },
  ]
}

/** Of the requests/s of node:http, which copies no body into a plugin. */
const wantedShares = new Map([
  [shortAnswer, 0.75],
  [largeRequest, 0.35],
])

function targetsOf({ trial, all: [ours, bare] }: Outcome): Target[] {
  if (ours === undefined || bare === undefined) return []
  const target = (name: string, figure: HttpFigure): Omit<Target, 'sense' | 'wanted'> => {
    const what = `${trial.title}: ${name} to node:http`
    return { what, value: ratioOf(ours, bare, figure), unit: '×' }
  }
  const perSecond = target('requests/s', 'perSecond')
  const p99 = target('p99', 'p99Ms')
  return [
    { ...perSecond, sense: 'at least', wanted: wantedShares.get(trial) ?? 0.8 },
    ...(trial === shortAnswer ? [{ ...p99, sense: 'at most', wanted: 2 } as const] : []),
  ]
}

function noiseOf({ trial, all: [, bare, again] }: Outcome): Noise[] {
  if (bare === undefined || again === undefined) return []
  const of = (name: string, figure: HttpFigure): Noise => {
    return { what: `${trial.title}, node:http: ${name}`, ratio: ratioOf(again, bare, figure) }
  }
  return [of('requests/s', 'perSecond'), of('p99', 'p99Ms'), of('CPU', 'cpuMicroseconds')]
}
