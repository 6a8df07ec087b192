import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDicom } from '../support/dicom.ts'
import { portOf } from '../support/port.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { dcmtk, lacksPair, OrthancPair, type PairServer } from './orthanc-pair.ts'

/** A server that answers with what it received. */
async function startEcho(): Promise<Server> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method, url, headers } = request
      response.end(`${method} ${url} ${String(headers['x-calls'])} ${body}`)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const folder = temporaryFolder('calls')
let echo: Server
let echoUrl: string
let pair: OrthancPair

const get = async ({ url }: PairServer, path: string): Promise<string> =>
  (await fetch(url + path)).text()

const post = async (
  { url }: PairServer,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<string> => (await fetch(url + path, { method: 'POST', body })).text()

/** Stores an instance and returns its identifier in Orthanc. */
async function upload(server: PairServer, patientId: string): Promise<string> {
  const texts = [[0x00080050, 'SH', 'A1']] as const
  const pixels = Array.from({ length: 64 }, (_, i) => i * 3)
  const body = buildDicom({ patientId, texts, rows: 8, columns: 8, bitsAllocated: 8, pixels })
  const { ID: id }: { ID: string } = JSON.parse(await post(server, '/instances', body))
  return id
}

/** Expects the same of both servers, and returns it. */
async function expectSame<T>(act: (server: PairServer) => Promise<T>): Promise<T> {
  const [native, inside] = await pair.each(act)
  if (native === undefined) throw new Error('no server')
  expect(inside).toEqual(native)
  return native
}

/** Sends a body in pieces. */
async function stream(
  { url }: PairServer,
  path: string,
  pieces: readonly string[],
): Promise<readonly [status: number, body: string]> {
  const body = ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)))
  const answer = await fetch(url + path, { method: 'PUT', body, duplex: 'half' })
  return [answer.status, await answer.text()]
}

describe.skipIf(lacksPair())('a plugin does the same natively and inside the sandbox', () => {
  beforeAll(async () => {
    echo = await startEcho()
    echoUrl = `http://127.0.0.1:${portOf(echo)}`
    pair = await OrthancPair.start(
      {
        plugins: ['calls-plugin', 'dicom-plugin'],
        orthanc: {
          DicomAlwaysAllowFind: true,
          DicomAlwaysAllowFindWorklist: true,
          DicomAlwaysAllowMove: true,
          CallsPlugin: 'yes',
          OrthancPeers: { echo: { Url: echoUrl, Colour: 'red' } },
        },
        http: [`${echoUrl}/*`],
      },
      folder,
    )
  })

  afterAll(async () => {
    await pair.stop()
    echo.close()
  })

  it('when it calls what Orthanc offers', async () => {
    const seen = await expectSame(async (server) => {
      await upload(server, 'CALLS')
      const file = join(folder, 'written')
      return post(server, '/calls-plugin/all', `${echoUrl} ${file}`)
    })
    expect(seen).toContain('http client: PUT /http yes client')
    expect(seen).toContain('Content-Length: 25 POST /http yes first last')
    expect(seen).toContain('peer call: POST /peer yes peer')
    expect(readFileSync(join(folder, 'written'), 'utf8')).toBe('abc')
  })

  it('when it answers in a stream, with an error of its own, and filters requests', async () => {
    await expectSame((server) => get(server, '/calls-plugin/stream'))
    await expectSame(async ({ url }) => (await fetch(`${url}/filtered`)).status)
    const errors = await pair.each((server) => get(server, '/calls-plugin/error'))
    const fields = { HttpStatus: 409, Message: 'An error of this plugin', PluginCode: 77 }
    // To Orthanc all plugins of the sandbox are one.
    const names = ['calls-plugin', 'orthanc-wasm'].map((PluginName) => ({ ...fields, PluginName }))
    expect(errors.map((error) => JSON.parse(error))).toMatchObject(names)
    await expectSame(async (server) =>
      /^calls_metric \d+/m.exec(await get(server, '/tools/metrics-prometheus'))?.at(0),
    )
    const scripts = await pair.each((server) => get(server, '/plugins/explorer.js'))
    for (const script of scripts) expect(script).toContain('// calls-plugin')
  })

  it('when it takes bodies in pieces', async () => {
    const piece = 'a piece of a body '.repeat(20_000)
    const bodies = [['one'], [piece, piece, piece], ['fine', 'refused!', 'not read'], ['']]
    for (const body of bodies)
      await expectSame((server) => stream(server, '/calls-plugin/body', body))
    await expectSame((server) => stream(server, '/calls-plugin/bodyrefused', ['x']))
    await expectSame((server) => post(server, '/calls-plugin/body', piece))
    expect(await expectSame((server) => get(server, '/calls-plugin/body'))).toBe('0')
  })

  it('when it decodes and transcodes', async () => {
    const seen = await expectSame(async (server) => {
      const decoded = await upload(server, 'DECODED')
      const file = `/instances/${await upload(server, 'TRANSCODED')}/file`
      const transcoded = `${file}?transcode=1.2.840.10008.1.2.4.70`
      return [
        await get(server, `/instances/${decoded}/preview`),
        await get(server, `/instances/${decoded}/image-uint8`),
        await get(server, transcoded),
        await get(server, '/dicom-plugin/events'),
      ]
    })
    expect(seen.at(-1)).toMatch(/^decode .*\n(.*\n)*transcode 1\.2\.840\.10008\.1\.2\.4\.70/)
  })

  it('when it is asked by other modalities', async () => {
    const seen = await expectSame(async (server) => {
      const address = ['127.0.0.1', String(server.dicomPort)]
      const move = ['-v', '-aem', 'TARGET', ...address, '-S', '-k', 'QueryRetrieveLevel=STUDY']
      const wanted = /Received .*/g
      const find = [...address, '-k', 'PatientID=']
      return [
        await dcmtk('movescu', [...move, '-k', 'StudyInstanceUID=1.2.3'], wanted),
        await dcmtk('movescu', [...move, '-k', 'StudyInstanceUID=1.2.999'], wanted),
        await dcmtk('findscu', ['-v', '-W', ...find], wanted),
        await dcmtk('findscu', ['-v', '-S', ...find, '-k', 'QueryRetrieveLevel=STUDY'], wanted),
        await commit(server),
        await get(server, '/dicom-plugin/events'),
      ]
    })
    expect(seen.at(-1)).toMatch(/free move {2}3/)
    expect(seen.at(-1)).toMatch(/look up 1\.2\.3 1/)
  })

  it('when its job fails and is submitted again', async () => {
    await expectSame(async (server) => {
      const id = await post(server, '/dicom-plugin/submit/failing', '')
      await expect.poll(() => get(server, `/jobs/${id}`)).toContain('"State" : "Failure"')
      await post(server, `/jobs/${id}/resubmit`, '')
      await expect.poll(() => get(server, `/jobs/${id}`)).toContain('"State" : "Success"')
      return get(server, '/dicom-plugin/events')
    })
  })

  it.each(['calls-plugin', 'dicom-plugin'] as const)('all calls of %s', async (plugin) => {
    const { called, written } = await pair.services(plugin)
    expect(called).toEqual([written, written])
  })

  it('when Orthanc restarts during a job of it', async () => {
    const ids = await pair.each(async (server) => {
      const id = await post(server, '/dicom-plugin/submit/lasting', '')
      await expect.poll(() => get(server, `/jobs/${id}`)).toContain('"State" : "Running"')
      return id
    })
    await pair.restart()
    const events = await expectSame(async (server) => {
      const id = ids[pair.servers.indexOf(server)]
      await get(server, '/dicom-plugin/release')
      await expect.poll(() => get(server, `/jobs/${id}`)).toContain('"State" : "Success"')
      return get(server, '/dicom-plugin/events')
    })
    expect(events).toContain('unserialize')
  })
})

/** Asks Orthanc to ask itself whether it keeps instances, and returns what it says. */
async function commit(server: PairServer): Promise<unknown> {
  const body = JSON.stringify({ AET: 'ORTHANC', Host: '127.0.0.1', Port: server.dicomPort })
  await fetch(`${server.url}/modalities/self`, { method: 'PUT', body })
  const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7'
  const instances = ['1.2.3', '1.2.777'].map((uid) => [secondaryCapture, uid])
  const asked = JSON.stringify({ DicomInstances: instances })
  const { Path: path }: { Path: string } = JSON.parse(
    await post(server, '/modalities/self/storage-commitment', asked),
  )
  await expect.poll(() => get(server, path)).not.toContain('"Pending"')
  const { Success: kept, Failures: missing }: { Success: unknown; Failures: unknown } = JSON.parse(
    await get(server, path),
  )
  return [kept, missing]
}
