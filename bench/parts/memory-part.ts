import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Findings, Row, Table } from '../findings.ts'
import { ctFile } from '../images/images.ts'
import type { LoadRequest } from '../load/load.ts'
import type { BenchContext, Part } from './part.ts'
import { hasProc, readMemory } from '../load/proc.ts'
import {
  bareRecipe,
  benchHostRecipe,
  hostRecipe,
  orthancRecipe,
  routes,
  sample,
} from '../load/recipes.ts'
import { sendAmount } from '../load/send-amount.ts'
import { sendRequest } from '../load/send-request.ts'
import { withServers, type ServerProcess } from '../load/server-process.ts'

/** What servers occupy. */
export const memoryPart: Part = {
  name: 'memory',
  title: 'Memory',
  about:
    'What the server occupies while it has nothing to do: from its start, after images, after failures. PSS is the memory of ' +
    'all its processes, where pages that several share count once; RSS that of the first one, and _peak_ the most that it ' +
    'was until then.',
  run: benchMemory,
}

async function benchMemory(context: BenchContext): Promise<Findings> {
  if (!hasProc)
    return { tables: [], skipped: [{ peer: 'memory', why: 'there is no /proc as in Linux' }] }
  return {
    tables: [
      await compareWithOthers(context),
      await afterLargeImages(context),
      await afterFailures(context),
    ],
  }
}

/** The same requests to all. */
async function compareWithOthers(context: BenchContext): Promise<Table> {
  const orthanc = await orthancRecipe(context)
  const peers = 'why' in orthanc ? [] : [orthanc]
  const recipes = [await benchHostRecipe(context), ...peers]
  const amount = context.isQuick ? 50 : 1000
  const paths = [routes.png, ...Array.from({ length: 4 }, () => routes.download)]
  const requests = paths.map((path): LoadRequest => ({ method: 'GET', path }))
  const rows: Row[] = []
  await withServers(recipes, async (servers) => {
    const [ours] = servers
    await withServers([bareRecipe(ours?.url ?? '')], async ([bare]) => {
      const all = [...servers, bare]
      for (const server of all) rows.push(await rowOf(`${server.name}, idle`, server, context))
      for (const server of all) {
        await sendAmount(server.url, requests, { connections: 16, amount })
        rows.push(await rowOf(`${server.name}, after ${amount} requests`, server, context))
      }
    })
  })
  return tableOf('A PNG of 512 × 512 and four answers of 1 MiB in turn, 16 connections', rows)
}

async function afterLargeImages(context: BenchContext): Promise<Table> {
  const [first, then, side] = context.isQuick ? [10, 10, 128] : [50, 200, 2048]
  const plugins = ['preview', 'hello', 'rest'].map(sample)
  const rows: Row[] = []
  await withServers([hostRecipe({ plugins, readyPath: '/preview' })], async ([server]) => {
    const images = imageRequests(side)
    rows.push(await rowOf('idle, three samples', server, context))
    await sendAmount(server.url, images, { connections: 4, amount: first })
    rows.push(await rowOf(`after ${first} images`, server, context))
    await sendAmount(server.url, images, { connections: 4, amount: then })
    rows.push(await rowOf(`after ${first + then} images`, server, context))
  })
  const title = `Images of ${side} × ${side} from DICOM files in the request, half PNG and half JPEG`
  return tableOf(title, rows)
}

function imageRequests(side: number): LoadRequest[] {
  const headers = { 'Content-Type': 'application/dicom' }
  const preview = { method: 'POST', headers, body: ctFile(side) } as const
  return [
    { ...preview, path: '/preview' },
    { ...preview, path: '/preview?format=jpeg' },
  ]
}

async function afterFailures(context: BenchContext): Promise<Table> {
  const [traps, kills] = context.isQuick ? [5, 1] : [200, 20]
  const plugins = ['hostile', 'hello'].map(sample)
  const options = ['--timeout', '100']
  const rows: Row[] = []
  const host = hostRecipe({ plugins, readyPath: '/hostile/good', options })
  await withServers([host], async ([server]) => {
    rows.push(await rowOf('idle, hostile and hello', server, context))
    await ask(server, '/hostile/trap/unreachable', { times: traps, status: 500 })
    rows.push(await rowOf(`after ${traps} traps`, server, context))
    await ask(server, '/hostile/loop/empty', { times: kills, status: 504 })
    rows.push(await rowOf(`and ${kills} deadlines`, server, context))
    await ask(server, '/hostile/good', { times: 1, status: 200 })
  })
  return tableOf('Failures of a plugin', rows)
}

async function ask(
  { url }: ServerProcess,
  path: string,
  { times, status }: { readonly times: number; readonly status: number },
): Promise<void> {
  const agent = new Agent({ keepAlive: true })
  for (let i = 0; i < times; i++) await sendRequest(url, { method: 'GET', path }, { agent, status })
  agent.destroy()
}

/** After two seconds without a request. */
async function rowOf(name: string, { pid }: ServerProcess, context: BenchContext): Promise<Row> {
  await sleep(context.isQuick ? 100 : 2000)
  const { pssMiB, processes, rssMiB, peakMiB } = readMemory(pid)
  return { name, cells: [pssMiB, processes, rssMiB, peakMiB] }
}

function tableOf(title: string, rows: readonly Row[]): Table {
  return { title, columns: ['PSS, MiB', 'processes', 'RSS, MiB', 'peak, MiB'], rows }
}
