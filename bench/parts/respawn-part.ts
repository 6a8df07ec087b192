import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Findings, Target } from '../findings.ts'
import { measure, spreadOf, type Series } from '../measure.ts'
import type { BenchContext, Part } from './part.ts'
import { beforeRecipes, hostRecipe, sample } from '../load/recipes.ts'
import { sendRequest } from '../load/send-request.ts'
import { withServers, type ServerProcess } from '../load/server-process.ts'

const timeoutMs = 100

/** How long a plugin is unavailable after a failure. */
export const respawnPart: Part = {
  name: 'respawn',
  title: 'Respawn',
  about:
    'From the answer that reports a failure (500 after a trap, 504 after a deadline of ' +
    `${timeoutMs} ms) to the next answer of the same plugin, which is requested at once. _None_ is the same without a ` +
    'failure before.',
  run: benchRespawn,
}

/** Until the next spare process is ready, as between failures that are not a flood. */
const pauseMs = 300

const good = '/hostile/good'

async function benchRespawn(context: BenchContext): Promise<Findings> {
  const plugins = [sample('hostile')]
  const options = ['--timeout', String(timeoutMs)]
  const host = { plugins, readyPath: good, options }
  const recipes = [hostRecipe(host), ...beforeRecipes(context, host)]
  return withServers(recipes, async (servers) => {
    const contenders = servers.flatMap((server, i) => {
      const suffix = i === 0 ? '' : ', before'
      return [
        contender(server, `a deadline${suffix}`, { path: '/hostile/loop/empty', status: 504 }),
        contender(server, `a trap${suffix}`, { path: '/hostile/trap/unreachable', status: 500 }),
        contender(server, `none${suffix}`, { path: good, status: 200 }),
      ]
    })
    const warmUps = context.isQuick ? 0 : 1
    return findingsOf(await measure(contenders, { rounds: context.rounds(15), warmUps }))
  })
}

interface Failure {
  readonly path: string
  readonly status: number
}

function contender(server: ServerProcess, name: string, failure: Failure) {
  const run = async (): Promise<{ ms: number }> => {
    await sleep(pauseMs)
    await expectStatus(server, failure)
    const start = performance.now()
    await expectStatus(server, { path: good, status: 200 })
    return { ms: performance.now() - start }
  }
  return { name, run }
}

// A connection of its own costs as much as a request.
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

function expectStatus({ url }: ServerProcess, { path, status }: Failure): Promise<void> {
  return sendRequest(url, { method: 'GET', path }, { agent, status })
}

function findingsOf(all: readonly Series<'ms'>[]): Findings {
  const [deadline] = all
  return {
    tables: [
      {
        title: 'The first answer after a failure',
        columns: ['ms', 'slowest, ms'],
        rows: all.map((series) => ({
          name: series.name,
          cells: [spreadOf(series, 'ms'), Math.max(...series.samples.map(({ ms }) => ms))],
        })),
      },
    ],
    targets: deadline === undefined ? [] : [targetOf(deadline)],
  }
}

function targetOf(series: Series<'ms'>): Target {
  return {
    what: 'Respawn after a kill',
    value: spreadOf(series, 'ms'),
    sense: 'at most',
    wanted: 50,
    unit: 'ms',
  }
}
