import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from '../../test/support/port.ts'

/** How to start a server as a program of its own. */
export interface ServerRecipe {
  readonly name: string
  /** The program and its arguments, to listen on that port of the loopback. */
  readonly command: (port: number) => readonly [program: string, ...args: string[]]
  /** What it answers with 200 as soon as it can. */
  readonly readyPath: string
  /** The working directory of the program, instead of that of this process. */
  readonly folder?: string
  /** How long a start may take, instead of a minute. */
  readonly longestStartMs?: number
}

/** A server that runs. */
export interface ServerProcess {
  readonly name: string
  readonly url: string
  readonly pid: number
  /** From the start of the program to its first answer. */
  readonly startMs: number
  stop(): Promise<void>
}

const pollMs = 2
const defaultLongestStartMs = 60_000
const longestStopMs = 10_000

/** Starts a server and waits for its first answer. */
export async function startServer(recipe: ServerRecipe): Promise<ServerProcess> {
  const port = await findFreePort()
  const [program, ...args] = recipe.command(port)
  const start = performance.now()
  const { folder, longestStartMs = defaultLongestStartMs } = recipe
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.on('error', (error) => (log += error.message))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // The last of it is enough to tell why a server failed; all of it would grow with the requests.
    log = (log + text).slice(-4000)
  })
  const url = `http://127.0.0.1:${port}`
  while ((await readAnswer(url + recipe.readyPath)) === undefined) {
    if (!isAlive(child) || performance.now() - start > longestStartMs) {
      child.kill('SIGKILL')
      throw new Error(`${recipe.name} did not start:\n${log.slice(-600)}`)
    }
    // A hundredth of the time so far is precise enough, and leaves the processors to a start that takes long.
    await sleep(Math.max(pollMs, (performance.now() - start) / 100))
  }
  const startMs = performance.now() - start
  return { name: recipe.name, url, pid: child.pid ?? 0, startMs, stop: () => stop(child) }
}

/** Servers as many as there are recipes. */
type ServersOf<Recipes extends readonly ServerRecipe[]> = {
  readonly [I in keyof Recipes]: ServerProcess
}

/** Starts servers one after another, lends them, and stops them whatever happens. */
export async function withServers<const Recipes extends readonly ServerRecipe[], T>(
  recipes: Recipes,
  use: (servers: ServersOf<Recipes>) => Promise<T>,
): Promise<T> {
  const servers: ServerProcess[] = []
  try {
    for (const recipe of recipes) servers.push(await startServer(recipe))
    if (!areAll(servers, recipes)) throw new Error('a server is missing')
    return await use(servers)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

function areAll<Recipes extends readonly ServerRecipe[]>(
  servers: readonly ServerProcess[],
  { length }: Recipes,
): servers is ServersOf<Recipes> {
  return servers.length === length
}

function isAlive({ exitCode, signalCode, pid }: ChildProcess): boolean {
  return exitCode === null && signalCode === null && pid !== undefined
}

async function stop(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return
  const exited = once(child, 'exit')
  const kill = setTimeout(() => child.kill('SIGKILL'), longestStopMs)
  child.kill('SIGTERM')
  await exited
  clearTimeout(kill)
}

/** The body of an answer with status 200; `undefined` of another answer, or without one. */
export function readAnswer(url: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2000 }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve(response.statusCode === 200 ? body : undefined))
      response.on('error', () => resolve(undefined))
    })
    request.on('timeout', () => request.destroy()).on('error', () => resolve(undefined))
  })
}
