import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCodes } from '../../abi/enums.ts'
import { functions } from '../../abi/functions.ts'
import { buildInC } from '../conformance/guest-plugin.ts'
import { buildDicom } from '../support/dicom.ts'
import { portOf } from '../support/port.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside, type InsideOrthanc } from './inside-orthanc.ts'
import { lacksPair } from './orthanc-pair.ts'

const folder = temporaryFolder('nested')
const timeoutMs = 5000
/** In front of a path: the plugin sends what it gets there. */
const passOn = 'pass-on/nested-plugin/'

/** One instance of the plugin runs all callbacks, those that its own calls cause as well. */
describe.skipIf(lacksPair())('with one instance', () => {
  let orthanc: InsideOrthanc
  /** Asks the plugin for an answer while it waits for one. */
  let relay: Server
  let relayUrl: string
  /** Requests that the relay does not answer, and its own ones to the plugin. */
  const relayed: Promise<unknown>[] = []

  beforeAll(async () => {
    relay = createServer((_, response) => {
      relayed.push(once(response, 'close'), get('leaf'))
    }).listen(0, '127.0.0.1')
    await once(relay, 'listening')
    relayUrl = `http://127.0.0.1:${portOf(relay)}`
    const library = await buildNativePlugin(folder)
    const Allow = {
      RestApi: ['GET /*', 'PUT /*', 'POST /*'],
      Http: [`${relayUrl}/*`],
      Services: Object.keys(functions),
    }
    orthanc = await startInside(
      library,
      {
        modules: [await buildInC('nested-plugin', folder)],
        orthanc: { OverwriteInstances: true },
        webAssembly: {
          TimeoutMs: timeoutMs,
          Workers: 1,
          Plugins: { 'nested-plugin-C': { Allow } },
        },
      },
      join(folder, 'orthanc'),
    )
  })

  afterAll(async () => {
    await orthanc.stop()
    relay.close()
  })

  const get = async (path: string): Promise<string> =>
    (await fetch(`${orthanc.url}/nested-plugin/${path}`)).text()

  const post = async (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<readonly [number, string]> => {
    const answer = await fetch(`${orthanc.url}/nested-plugin/${path}`, { method: 'POST', body })
    return [answer.status, await answer.text()]
  }

  async function studyOf(patientId: string): Promise<string> {
    const found = await fetch(`${orthanc.url}/tools/find`, {
      method: 'POST',
      body: JSON.stringify({ Level: 'Study', Query: { PatientID: patientId } }),
    })
    const [study = '']: readonly string[] = JSON.parse(await found.text())
    return study
  }

  it('a route uploads, and the filter and OnStoredInstance read what Orthanc keeps', async () => {
    expect(await post('upload', instanceOf('ROUTE'))).toEqual([200, 'leaf'])
    expect(await get('events')).toBe('2 filter 0\n2 stored 0\n1 upload 0\n')
  })

  it('a job uploads, and the filter reads what Orthanc keeps', async () => {
    const [status, id] = await post('job', instanceOf('JOB'))
    expect(status).toBe(200)
    const job = async () => (await fetch(`${orthanc.url}/jobs/${id}`)).text()
    await expect.poll(job).toContain('"State" : "Success"')
    expect(await get('events')).toContain('2 filter 0\n2 stored 0\n1 job 0\n')
  })

  it('OnChange writes to Orthanc and calls a route of the plugin', async () => {
    const body = JSON.stringify(['ANY', 'localhost', 104])
    await fetch(`${orthanc.url}/modalities/any`, { method: 'PUT', body })
    await expect.poll(() => get('events')).toBe('1 change 0\n')
    expect(await (await fetch(`${orthanc.url}/peers`)).json()).toEqual(['nested'])
  })

  it('a route waits for a job of Orthanc whose callbacks come from another thread', async () => {
    await fetch(`${orthanc.url}/instances`, { method: 'POST', body: instanceOf('THREAD') })
    const study = await studyOf('THREAD')
    await get('events')
    expect(await post(`anonymize/${study}`, '')).toEqual([200, 'leaf'])
    expect(await get('events')).toContain('2 filter 0\n2 stored 0\n1 anonymize 0\n')
  })

  describe('a request that would wait for its own thread is refused', () => {
    const refused = 'BadSequenceOfCalls'
    it.each([
      ['when filtered', '/instances', 'x', refused],
      ['when filtered', '/studies/{study}/anonymize', '{}', refused],
      ['when filtered', '/studies/{study}/anonymize', '{"Asynchronous":true}', 'Success'],
      ['when filtered', '/tools/find', '{"Level":"Study","Query":{}}', 'Success'],
      ['when stored', '/studies/{study}/anonymize', '{}', refused],
      ['when stored', '/studies/{study}/anonymize', '{"Asynchronous":true}', 'Success'],
      ['in a job', '/studies/{study}/anonymize', '{}', refused],
      ['for metrics', '/tools/metrics-prometheus', '', refused],
      ['for metrics', '/statistics', '', 'Success'],
    ] as const)('%s: %s %s', async (callback, path, body, code) => {
      await fetch(`${orthanc.url}/instances`, { method: 'POST', body: instanceOf('KEPT') })
      const uri = path.replace('{study}', await studyOf('KEPT'))
      await post('request', [callback, uri, body].join('\n'))
      await post('job', instanceOf('OTHER'))
      await fetch(`${orthanc.url}/tools/metrics-prometheus`)
      await expect
        .poll(() => get('events'))
        .toMatch(new RegExp(`\\d ${callback} ${errorCodes[code]}\n`))
    })

    it('and the log says why', async () => {
      await expect
        .poll(() => orthanc.log())
        .toContain(
          'OrthancPluginRestApiPostAfterPlugins: POST /instances would block Orthanc in this callback: Orthanc has locked its plugins',
        )
    })
  })

  describe('Orthanc has more stack than its threads give it, and lives', () => {
    it('where a route calls itself 20 levels deep', async () => {
      expect(await get('descend/20')).toBe('leaf')
    })

    it('where a route calls itself without end', async () => {
      expect(await get('descend/1000')).toContain('"OrthancStatus" : 4')
      await expect
        .poll(() => orthanc.log())
        .toMatch(/a callback .* others of this thread wait for it/)
      expect(await get('leaf')).toBe('leaf')
    })

    it('where a nested call is given JSON or DICOM of many levels', async () => {
      const find = `${passOn}pass-on/tools/find`
      const store = `${passOn}pass-on/instances`
      const badRequest = [400, expect.stringContaining('Bad request')]
      const badFile = [400, expect.stringContaining('Bad file format')]
      expect(await post(find, deepJson(66))).toEqual(badRequest)
      expect(await post(find, deepJson(67))).toEqual(badFile)
      expect((await post(store, deepDicom(32)))[0]).toBe(200)
      expect(await post(store, deepDicom(33))).toEqual(badFile)
      expect(await post(store, deepDicom(100_000))).toEqual(badFile)
      const archive = Buffer.concat([Buffer.from('PK'), deepDicom(1)])
      expect(await post(store, archive)).toEqual([500, expect.stringContaining('Not implemented')])
      await expect.poll(() => orthanc.log()).toContain('Upload the DICOM files in it')
    })

    it('where a nested call makes an archive', async () => {
      await fetch(`${orthanc.url}/instances`, { method: 'POST', body: instanceOf('ARCHIVE') })
      const request = JSON.stringify({ Resources: [await studyOf('ARCHIVE')], Synchronous: true })
      const answer = await post(`${passOn}${passOn}pass-on/tools/create-archive`, request)
      expect(answer).toEqual([200, 'leaf'])
    })
  })

  describe('a call that ends with an exception that is not Orthanc’s own fails, and Orthanc lives', () => {
    // The numbers are read by boost::lexical_cast. A native plugin would be left by the exception.
    const wrong = '/patients?since=a&limit=b'

    it('where the thread has little stack', async () => {
      await post('request', `for metrics\n${wrong}`)
      await fetch(`${orthanc.url}/tools/metrics-prometheus`)
      expect(await get('events')).toContain(`1 for metrics ${errorCodes.InternalError}\n`)
      await expect
        .poll(() => orthanc.log())
        .toContain('failed with an exception that is not Orthanc')
    })

    it('where it has enough', async () => {
      await post('request', `in a job\n${wrong}`)
      await post('job', instanceOf('EXCEPTION'))
      await expect.poll(() => get('events')).toContain(`1 in a job ${errorCodes.InternalError}\n`)
    })
  })

  it('a cycle that leaves Orthanc ends at the deadline, and costs nothing else', async () => {
    const startMs = performance.now()
    const [status] = await post('cycle', relayUrl)
    expect(status).toBe(500)
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(timeoutMs)
    await Promise.all(relayed)
    expect(relayed).toHaveLength(2)
    expect(await get('leaf')).toBe('leaf')
    expect((await fetch(`${orthanc.url}/system`)).status).toBe(200)
    await expect
      .poll(() => orthanc.log())
      .toContain(`a callback did not end within ${timeoutMs} ms`)
  })
})

function instanceOf(patientId: string): Uint8Array<ArrayBuffer> {
  return buildDicom({ patientId, ...instance })
}

function deepDicom(count: number): Uint8Array<ArrayBuffer> {
  return buildDicom({ ...instance, patientId: 'DEEP', sequences: { count, kind: 'undefined' } })
}

function deepJson(levels: number): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`
}

const instance = { rows: 2, columns: 2, pixels: [1, 2, 3, 4] }
