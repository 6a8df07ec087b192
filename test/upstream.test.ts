import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDicom } from './support/dicom.ts'
import { exchange, get } from './support/raw-http.ts'
import { missingPackage } from './support/requirements.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { findFreePort, portOf } from './support/port.ts'

const program = '/usr/sbin/Orthanc'

describe.skipIf(missingPackage(program, 'orthanc'))(
  'upstream of our server, the real Orthanc',
  () => {
    const folder = temporaryFolder('orthanc')
    let orthanc: ChildProcess
    let orthancPort: number
    let server: RunningServer

    beforeAll(async () => {
      orthancPort = await findFreePort()
      orthanc = await startOrthanc(orthancPort, folder)
      server = await startServer({
        plugins: [sample('hello')],
        args: ['--orthanc', `http://alice:s%20t@127.0.0.1:${orthancPort}`],
      })
    })

    afterAll(async () => {
      await server?.stop()
      orthanc?.kill('SIGKILL')
    })

    const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`${server.url}${path}`, init)

    it('leaves the routes of plugins to them', async () => {
      expect(await (await ask('/hello/world')).text()).toBe('Hello world!\n')
    })

    it('answers what no plugin does', async () => {
      expect(await (await ask('/system')).json()).toMatchObject({
        Name: 'upstream',
        ApiVersion: expect.any(Number),
      })
    })

    it('is authorized by the URL alone', async () => {
      expect((await fetch(`http://127.0.0.1:${orthancPort}/system`)).status).toBe(401)
      const wrong = { headers: { Authorization: 'Basic d3Jvbmc6d3Jvbmc=' } }
      expect((await ask('/system', wrong)).status).toBe(200)
    })

    it('stores a DICOM file and returns it', async () => {
      const pixels = Array.from({ length: 512 * 512 }, (_, i) => i % 4096)
      const file = buildDicom({ rows: 512, columns: 512, pixels, patientId: 'P1' })
      const answer = await ask('/instances', { method: 'POST', body: file })
      const stored: { ID: string; Status: string } = JSON.parse(await answer.text())
      expect(stored).toMatchObject({ Status: 'Success' })
      const back = await ask(`/instances/${stored.ID}/file`)
      expect(back.headers.get('content-length')).toBe(String(file.length))
      expect(Buffer.from(await back.arrayBuffer()).equals(file)).toBe(true)
      const deleted = await ask(`/instances/${stored.ID}?_method=DELETE`)
      expect(deleted.status).toBe(200)
      expect(await (await ask('/instances')).json()).toEqual([])
    })

    it.each(['/', '/none?a=b', '/instances/none/', '/app/explorer.html', '/instances?since=x'])(
      'returns the same answer for %s with us and without',
      async (path) => {
        const authorization = `Authorization: Basic ${btoa('alice:s t')}`
        const own = await exchange(orthancPort, get(path, authorization))
        expect(await exchange(server.port, get(path))).toEqual(own)
      },
    )

    it('that has stopped is a bad gateway, and plugins go on', async () => {
      orthanc.kill('SIGTERM')
      await once(orthanc, 'exit')
      const answer = await ask('/system')
      expect(answer.status).toBe(502)
      expect(await answer.json()).toMatchObject({
        OrthancStatus: 9,
        Details: 'The upstream Orthanc refuses the connection (ECONNREFUSED)',
      })
      expect(await (await ask('/hello/still')).text()).toBe('Hello still!\n')
      expect(server.log()).not.toMatch(/alice/)
      expect(await server.stop()).toBe(0)
    })
  },
)

describe('a host without plugins', () => {
  const folder = temporaryFolder('upstream')
  const echo = createHttpServer((incoming, response) =>
    response.end(incoming.headers.authorization),
  )
  const servers: RunningServer[] = []

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()))
    echo.close()
  })

  /** Starts a host with this configuration in front of a server that says how it was authorized. */
  async function start(config: object): Promise<RunningServer> {
    if (!echo.listening) await once(echo.listen(0, '127.0.0.1'), 'listening')
    const file = join(folder, 'config.json')
    const Orthanc = `http://127.0.0.1:${portOf(echo)}`
    writeFileSync(
      file,
      JSON.stringify({ ...config, WebAssembly: { Orthanc, MaxRequestBodyMiB: 1 } }),
    )
    const server = await startServer({ plugins: [], args: ['--config', file] })
    servers.push(server)
    return server
  }

  const authorization = `Basic ${btoa('alice:secret')}`

  it.each([
    [{ AuthenticationEnabled: false }, authorization],
    [{ AuthenticationEnabled: true, RegisteredUsers: { alice: 'secret' } }, ''],
  ])('hands credentials on unless they are its own (%j)', async (config, expected) => {
    const { url } = await start(config)
    const answer = await fetch(url, { headers: { Authorization: authorization } })
    expect([answer.status, await answer.text()]).toEqual([200, expected])
  })

  it('takes bodies beyond the general limit, as they are streamed', async () => {
    const { url } = await start({})
    const post = (length: number): Promise<Response> =>
      fetch(url, { method: 'POST', body: Buffer.alloc(length) })
    expect((await post(1024 * 1024)).status).toBe(200)
    expect((await post(1024 * 1024 + 1)).status).toBe(200)
  })
})

async function startOrthanc(port: number, folder: string): Promise<ChildProcess> {
  const file = join(folder, 'orthanc.json')
  const config = {
    Name: 'upstream',
    HttpPort: port,
    DicomServerEnabled: false,
    StorageDirectory: folder,
    IndexDirectory: folder,
    RegisteredUsers: { alice: 's t' },
    AuthenticationEnabled: true,
    Plugins: [],
  }
  writeFileSync(file, JSON.stringify(config))
  const orthanc = spawn(program, [file], { stdio: 'ignore' })
  while (orthanc.exitCode === null && !(await listens(port))) await sleep(50)
  if (orthanc.exitCode !== null) throw new Error(`Orthanc ended with ${orthanc.exitCode}`)
  return orthanc
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
