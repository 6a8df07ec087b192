import { setTimeout as delay } from 'node:timers/promises'
import { ctFile } from './dispatch.ts'
import { LoadGenerator, type LoadRequest } from './load.ts'
import { hasProc, readMemory } from './proc.ts'
import { startHost, type ServerProcess } from './server-process.ts'

/** A row of a table: what the server occupied at some point. */
interface Row {
  readonly RSS: string
  readonly 'to idle': string
  readonly peak: string
  readonly threads: number
}

const firstRequests = 100
const quarters = 4
const traps = 200
const deadlineKills = 20
const deadlineMs = 100

/** Prints what the server occupies when idle, after images, and after plugins that failed. */
export async function benchMemory({ requests }: { readonly requests: number }): Promise<void> {
  if (!hasProc) {
    console.log('\nmemory: needs /proc of Linux')
    return
  }
  await afterImages(requests)
  await afterFailures()
}

async function afterImages(requests: number): Promise<void> {
  const server = await startHost(['hello', 'rest', 'preview'])
  const load = new LoadGenerator()
  const table = new MemoryTable(server)
  const images = { url: server.url, connections: 4, requests: imageRequests(2048) }
  try {
    await table.add('idle, hello + rest + preview')
    await load.run({ ...images, end: { amount: firstRequests } })
    const first = await table.add(`${firstRequests} images`)
    let last = first
    const amount = Math.ceil((requests - firstRequests) / quarters)
    for (let quarter = 1; quarter <= quarters; quarter++) {
      await load.run({ ...images, end: { amount } })
      last = await table.add(`${firstRequests + quarter * amount} images`)
    }
    table.print(
      'Memory with images of 2048 × 2048, half PNG and half JPEG, each from 8 MiB of DICOM',
    )
    console.log(`the end to ${firstRequests} images: × ${(last / first).toFixed(2)}`)
  } finally {
    await load.close()
    await server.stop()
  }
}

function imageRequests(side: number): LoadRequest[] {
  const headers = { 'Content-Type': 'application/dicom' }
  const preview = { method: 'POST', headers, body: ctFile(side) } as const
  return [
    { ...preview, path: '/preview' },
    { ...preview, path: '/preview?format=jpeg' },
  ]
}

async function afterFailures(): Promise<void> {
  const server = await startHost(['hostile', 'hello'], '--timeout', String(deadlineMs))
  const table = new MemoryTable(server)
  try {
    await table.add('idle, hostile + hello')
    await ask(server, '/hostile/trap/unreachable', { times: traps, status: 500 })
    await table.add(`${traps} traps`)
    await ask(server, '/hostile/loop/empty', { times: deadlineKills, status: 504 })
    await table.add(`${deadlineKills} deadline kills`)
    await ask(server, '/hostile/good', { times: 1, status: 200 })
    table.print('Memory with failures, one instance each')
  } finally {
    await server.stop()
  }
}

async function ask(
  { url }: ServerProcess,
  path: string,
  { times, status }: { readonly times: number; readonly status: number },
): Promise<void> {
  for (let i = 0; i < times; i++) {
    const answer = await fetch(url + path)
    await answer.arrayBuffer()
    if (answer.status !== status) throw new Error(`${path}: ${answer.status}, not ${status}`)
  }
}

/** Rows that are read one after another while a server runs. */
class MemoryTable {
  readonly #server: ServerProcess
  readonly #rows = new Map<string, Row>()
  #idleMiB: number | undefined

  constructor(server: ServerProcess) {
    this.#server = server
  }

  /** Reads what the server occupies after two seconds without a request; gives RSS in MiB. The first row is idle. */
  async add(name: string): Promise<number> {
    await delay(2000)
    const { rssMiB, peakMiB, threads } = readMemory(this.#server.pid)
    this.#idleMiB ??= rssMiB
    this.#rows.set(name, {
      RSS: `${rssMiB.toFixed(0)} MiB`,
      'to idle': (rssMiB / this.#idleMiB).toFixed(2),
      peak: `${peakMiB.toFixed(0)} MiB`,
      threads,
    })
    return rssMiB
  }

  print(title: string): void {
    console.log(`\n${title}`)
    console.table(Object.fromEntries(this.#rows))
  }
}
