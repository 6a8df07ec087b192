import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { portOf } from './support/port.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('upload')
const MiB = 1024 * 1024
const piece = Buffer.alloc(MiB, 'x')

let orthanc: Server
let server: RunningServer
/** Requests that the upstream server has received, and the bytes of their bodies. */
let received: {
  length: string | undefined
  coding: string | undefined
  bytes: number
  isWhole: boolean
}[] = []

beforeAll(async () => {
  orthanc = createServer((incoming, response) => void receive(incoming, response)).listen(
    0,
    '127.0.0.1',
  )
  await once(orthanc, 'listening')
  server = await startServer({
    plugins: [sample('rest')],
    args: ['--orthanc', `http://127.0.0.1:${portOf(orthanc)}`],
  })
})

afterAll(async () => {
  await server.stop()
  orthanc.close()
})

async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers
  const seen = { length, coding, bytes: 0, isWhole: false }
  received.push(seen)
  if (incoming.url === '/refusing') response.writeHead(401).end('no')
  incoming.on('data', (chunk: Buffer) => (seen.bytes += chunk.length)).on('error', () => undefined)
  incoming.on('end', () => {
    seen.isWhole = true
    if (!response.writableEnded) response.end(`${seen.bytes} bytes`)
  })
}

interface Upload {
  readonly path: string
  readonly mebibytes: number
  readonly headers?: Record<string, string>
}

/** Sends a body of that size, and returns status and text of the answer. */
async function upload({ path, mebibytes, headers = {} }: Upload): Promise<string> {
  received = []
  const outgoing = request(`${server.url}${path}`, { method: 'POST', headers })
  outgoing.on('error', () => undefined)
  const answered = once(outgoing, 'response')
  if (headers['Expect'] !== undefined) await once(outgoing, 'continue')
  const answer = { isThere: false }
  void answered.finally(() => (answer.isThere = true)).catch(() => undefined)
  for (let i = 0; i < mebibytes && !answer.isThere; i++)
    if (!outgoing.write(piece)) await Promise.race([once(outgoing, 'drain'), answered])
  outgoing.end()
  const [incoming]: IncomingMessage[] = await answered
  let text = ''
  for await (const chunk of incoming ?? []) text += String(chunk)
  return `${incoming?.statusCode} ${text}`
}

function writeConfig(options: object): string {
  const file = join(folder, 'config.json')
  writeFileSync(file, JSON.stringify(options))
  return file
}

const lengthOf = (mebibytes: number) => ({ 'Content-Length': String(mebibytes * MiB) })

/** The most memory that the server has held at once, in MiB. */
function peakMiB(): number {
  const [, kiB = '0'] =
    /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8')) ?? []
  return Number(kiB) / 1024
}

it('passes a body of any size on to Orthanc in flat memory', async () => {
  expect(await upload({ path: '/instances', mebibytes: 80, headers: lengthOf(80) })).toBe(
    `200 ${80 * MiB} bytes`,
  )
  expect(received).toEqual([
    { length: String(80 * MiB), coding: undefined, bytes: 80 * MiB, isWhole: true },
  ])
  const before = peakMiB()
  expect(await upload({ path: '/instances', mebibytes: 2048, headers: lengthOf(2048) })).toBe(
    `200 ${2048 * MiB} bytes`,
  )
  expect(peakMiB() - before).toBeLessThan(48)
})

it('passes on a body without a length, and one that waits for 100 Continue', async () => {
  expect(await upload({ path: '/a', mebibytes: 3 })).toBe(`200 ${3 * MiB} bytes`)
  expect(received).toMatchObject([{ length: undefined, coding: 'chunked' }])
  const headers = { ...lengthOf(2), Expect: '100-continue' }
  expect(await upload({ path: '/a', mebibytes: 2, headers })).toBe(`200 ${2 * MiB} bytes`)
})

it('returns an answer that Orthanc sends before it has the body', async () => {
  expect(await upload({ path: '/refusing', mebibytes: 500, headers: lengthOf(500) })).toBe('401 no')
  expect(await upload({ path: '/a', mebibytes: 1, headers: lengthOf(1) })).toBe(`200 ${MiB} bytes`)
})

it('cuts the request to Orthanc when its client leaves', async () => {
  received = []
  const outgoing = request(`${server.url}/a`, { method: 'PUT', headers: lengthOf(10) })
  outgoing.on('error', () => undefined)
  const arrived = once(orthanc, 'request')
  outgoing.write(piece)
  const [incoming]: IncomingMessage[] = await arrived
  outgoing.destroy()
  await new Promise((resolve) => incoming?.on('close', resolve))
  expect(received).toMatchObject([{ isWhole: false }])
})

it('limits the body of a plugin’s own route, and names the key', async () => {
  const answered = await upload({ path: '/rest/echo', mebibytes: 80, headers: lengthOf(80) })
  expect(answered).toMatch(/^413 .*MaxRequestBodyMiB/s)
  expect(received).toEqual([])
})

it('takes a body that arrives for longer than a request may take, while it arrives', async () => {
  const slow = await startServer({
    plugins: [],
    args: [
      '--orthanc',
      `http://127.0.0.1:${portOf(orthanc)}`,
      '--config',
      writeConfig({ HttpRequestTimeout: 1 }),
    ],
  })
  const outgoing = request(`${slow.url}/a`, { method: 'POST', headers: lengthOf(5) })
  const answered = once(outgoing, 'response')
  for (let i = 0; i < 5; i++) {
    outgoing.write(piece)
    await sleep(500)
  }
  outgoing.end()
  const [incoming]: IncomingMessage[] = await answered
  expect(incoming?.statusCode).toBe(200)
  const silent = request(`${slow.url}/a`, { method: 'POST', headers: lengthOf(5) })
  silent.write(piece)
  await expect(once(silent, 'response')).rejects.toThrow('socket hang up')
  await slow.stop()
})
