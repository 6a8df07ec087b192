import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../../test/support/raw-http.ts'
import type { ServedPlugin } from '../exchange/instance.ts'
import { AdminServer, type AdminSource, type NotReady } from './admin-server.ts'

const plugin: ServedPlugin = {
  description: { name: 'h\xc3\xa9llo', version: '1', routes: [{ pattern: '/a b', locked: false }] },
  file: 'hello.wasm',
  sha256: 'ab12',
  paths: ['/a b'],
  waiting: 3,
  residentBytes: 1024,
  metrics: [],
  isServing: true,
}
const ended = { id: 'r', method: 'GET', bytes: 0, isComplete: true, plugin: 'héllo' }

const servers: AdminServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function open(changed: Partial<AdminSource> = {}) {
  const restarts: string[] = []
  const server = new AdminServer(
    { host: '127.0.0.1', port: 0 },
    {
      notReady: () => undefined,
      plugins: () => [plugin],
      url: () => 'http://127.0.0.1:8042',
      restart: (file) => {
        restarts.push(file)
        return Promise.resolve([])
      },
      ...changed,
    },
  )
  servers.push(server)
  const url = await server.listen()
  const { host, port } = new URL(url)
  return { server, url, host, port: Number(port), restarts }
}

const textOf = async (url: string): Promise<string> => (await fetch(url)).text()

it('is ready once the plugins are loaded and until the stop, and says why not', async () => {
  const state: { reason: NotReady | undefined } = { reason: 'plugins are loading' }
  const { url } = await open({ notReady: () => state.reason })
  const loading = await fetch(`${url}/ready`)
  expect(loading.status).toBe(503)
  expect(await loading.json()).toEqual({ ready: false, reason: 'plugins are loading' })
  expect((await fetch(`${url}/health`)).status).toBe(200)
  state.reason = undefined
  expect((await fetch(`${url}/ready`)).status).toBe(200)
})

it('counts requests, failures and restarts by plugin', async () => {
  const { url, server } = await open()
  const { onRequest, onEnd, onRestart } = server.observer
  onRequest({ ...ended, path: '/patients/John?q=Doe', status: 200, ms: 3 })
  onRequest({ ...ended, path: '/patients/John', status: undefined, ms: 3 })
  onEnd?.({ kind: 'deadline', message: 'John Doe', plugin: 'héllo', request: 'r' })
  onRestart?.('héllo')
  const text = await textOf(`${url}/metrics`)
  for (const line of [
    'orthanc_wasm_requests_total{plugin="héllo",status="200"} 1',
    'orthanc_wasm_requests_total{plugin="héllo",status="none"} 1',
    'orthanc_wasm_request_duration_seconds_bucket{le="0.005",plugin="héllo"} 2',
    'orthanc_wasm_traps_total{plugin="héllo"} 0',
    'orthanc_wasm_deadline_kills_total{plugin="héllo"} 1',
    'orthanc_wasm_restarts_total{plugin="héllo"} 1',
    'orthanc_wasm_queue_length{plugin="héllo"} 3',
    'orthanc_wasm_memory_bytes{plugin="héllo"} 1024',
  ])
    expect(text).toContain(`${line}\n`)
  expect(text).toContain('process_cpu_seconds_total')
  expect(text).not.toContain('John')
})

it('shows what plugins have set as gauges, also if two of them set the same', async () => {
  const { description } = plugin
  const set = (name: string, values: Readonly<Record<string, number>>): ServedPlugin => ({
    ...plugin,
    description: { ...description, name },
    metrics: Object.entries(values).map(([metric, value]) => ({
      name: metric,
      value,
      isTimer: false,
    })),
  })
  const plugins = [set('a', { size: 1.5, ratio: Number.NaN }), set('b', { size: -2 })]
  const { url } = await open({ plugins: () => plugins })
  const text = await textOf(`${url}/metrics`)
  expect(
    text.endsWith(`
# HELP size Set by plugins
# TYPE size gauge
size{plugin="a"} 1.5
size{plugin="b"} -2

# HELP ratio Set by plugins
# TYPE ratio gauge
ratio{plugin="a"} Nan
`),
  ).toBe(true)
})

it('shows the plugins, with links to their routes that have no groups', async () => {
  const { url } = await open()
  expect(JSON.parse(await textOf(`${url}/status`))).toMatchObject({
    notReady: null,
    plugins: [
      {
        name: 'héllo',
        file: 'hello.wasm',
        routes: [{ pattern: '/a b', link: '/a%20b' }],
        waiting: 3,
      },
    ],
  })
})

it('forbids its page to load anything, and others to frame it', async () => {
  const { url } = await open()
  const { headers } = await fetch(url)
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; connect-src 'self'; .*frame-ancestors 'none'/,
  )
})

it('refuses a host name that is not the loopback: DNS may have been rebound', async () => {
  const { port } = await open()
  const ask = async (host: string): Promise<string> =>
    (await exchange(port, `GET /status HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).statusLine
  for (const host of ['rebound.example', '127.rebound.example', 'localhost.rebound.example'])
    expect(await ask(`${host}:${port}`)).toContain('403')
  for (const host of ['localhost', '127.0.0.1', `localhost:${port}`])
    expect(await ask(host)).toContain('200')
})

describe('a restart', () => {
  const path = `/restart?plugin=${encodeURIComponent('héllo')}`

  it('is a POST of the same origin', async () => {
    const { url, restarts } = await open()
    const answer = await fetch(url + path, { method: 'POST', headers: { Origin: url } })
    expect({ status: answer.status, restarts }).toEqual({ status: 200, restarts: ['hello.wasm'] })
  })

  it.each([
    ['GET', undefined, path, 405],
    ['POST', undefined, path, 403],
    ['POST', 'http://other.example', path, 403],
    ['POST', 'null', path, 403],
    ['POST', 'own', '/restart?plugin=none', 404],
  ])('%s from %s to %s is refused', async (method, origin, target, status) => {
    const { url, restarts } = await open()
    const headers = origin === undefined ? {} : { Origin: origin === 'own' ? url : origin }
    expect((await fetch(url + target, { method, headers })).status).toBe(status)
    expect(restarts).toEqual([])
  })

  it('says why a plugin cannot be started again', async () => {
    const { url } = await open({ restart: () => Promise.resolve(['the file is empty']) })
    const answer = await fetch(url + path, { method: 'POST', headers: { Origin: url } })
    expect({ status: answer.status, text: await answer.text() }).toEqual({
      status: 409,
      text: 'the file is empty\n',
    })
  })
})
