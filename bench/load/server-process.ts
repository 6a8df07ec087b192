import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** How to start a server as a program of its own. */
export interface ServerRecipe {
  readonly name: string
  /** The program and its arguments, to listen on that port of the loopback. */
  readonly command: (port: number) => readonly [program: string, ...args: string[]]
  /** What it answers with 200 as soon as it can. */
  readonly readyPath: string
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
const longestStartMs = 60_000
const longestStopMs = 10_000

/** Starts a server and waits for its first answer. */
export async function startServer(recipe: ServerRecipe): Promise<ServerProcess> {
  const port = await findFreePort()
  const [program, ...args] = recipe.command(port)
  const start = performance.now()
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.on('error', (error) => (log += error.message))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // The last of it is enough to tell why a server failed; all of it would grow with the requests.
    log = (log + text).slice(-4000)
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await answers(url + recipe.readyPath))) {
    if (!isAlive(child) || performance.now() - start > longestStartMs) {
      child.kill('SIGKILL')
      throw new Error(`${recipe.name} did not start:\n${log.slice(-600)}`)
    }
    await sleep(pollMs)
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

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2000 }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode === 200))
    })
    request.on('timeout', () => request.destroy()).on('error', () => resolve(false))
  })
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new Error('there is no free port')
  return address.port
}
