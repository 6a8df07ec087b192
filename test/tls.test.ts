import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCertificate } from './support/certificate.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('tls')
let server: RunningServer
let certificate: string

beforeAll(async () => {
  const made = makeCertificate(folder, { WebAssembly: { DrainMs: 600_000 } })
  certificate = made.certificate
  server = await startServer({
    plugins: [sample('hello')],
    args: ['--config', made.config],
  })
})

afterAll(() => server.stop())

it('serves HTTPS with the certificate of the configuration', async () => {
  const ca = readFileSync(certificate)
  const request = get(`${server.url}/hello/tls`, { ca, servername: 'localhost' })
  const [response] = await once(request, 'response')
  expect([response.statusCode, await text(response)]).toEqual([200, 'Hello tls!\n'])
})

it('says https in the line that it prints, and closes what speaks plain HTTP', async () => {
  expect(server.url).toMatch(/^https:\/\//)
  await expect(fetch(server.url.replace('https', 'http'))).rejects.toThrow('fetch failed')
})

it('stops while a client is silent in its handshake', async () => {
  const silent = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(silent, 'connect')
  expect(await server.stop()).toBe(0)
  silent.destroy()
})
