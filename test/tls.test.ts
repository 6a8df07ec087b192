import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('tls')
let server: RunningServer

beforeAll(async () => {
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost']
  const output = ['-keyout', 'key.pem', '-out', 'cert.pem', '-days', '1']
  execFileSync('openssl', [...args, ...output], { cwd: folder, stdio: 'ignore' })
  const pem = ['cert.pem', 'key.pem'].map((name) => readFileSync(join(folder, name), 'utf8'))
  writeFileSync(join(folder, 'both.pem'), pem.join(''))
  const config = { SslEnabled: true, SslCertificate: join(folder, 'both.pem') }
  writeFileSync(join(folder, 'orthanc.json'), JSON.stringify(config))
  server = await startServer({
    plugins: [sample('hello')],
    args: ['--config', join(folder, 'orthanc.json')],
  })
})

afterAll(() => server.stop())

it('serves HTTPS with the certificate of the configuration', async () => {
  const ca = readFileSync(join(folder, 'cert.pem'))
  const request = get(`${server.url}/hello/tls`, { ca, servername: 'localhost' })
  const [response] = await once(request, 'response')
  expect([response.statusCode, await text(response)]).toEqual([200, 'Hello tls!\n'])
})

it('says https in the line that it prints, and closes what speaks plain HTTP', async () => {
  expect(server.url).toMatch(/^https:\/\//)
  await expect(fetch(server.url.replace('https', 'http'))).rejects.toThrow('fetch failed')
})
