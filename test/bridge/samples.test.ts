import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { lacksChromium, startChromium } from '../support/chromium.ts'
import { buildDicom, type DicomOptions } from '../support/dicom.ts'
import { readPng } from '../support/png-reader.ts'
import { missingPackage } from '../support/requirements.ts'
import { sample } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside, type InsideOrthanc } from './inside-orthanc.ts'

const folder = temporaryFolder('samples')
const lacksFindscu = missingPackage('findscu', 'dcmtk')
const run = promisify(execFile)
let orthanc: InsideOrthanc

const services = [
  'OrthancPluginRegisterIncomingDicomInstanceFilter',
  'OrthancPluginRegisterIncomingHttpRequestFilter2',
]

interface Uploaded {
  readonly ID: string
  readonly Status: string
  readonly ParentSeries: string
}

/** Uploads an instance of a modality and returns what Orthanc says of it. */
async function upload(modality: string, image: Partial<DicomOptions> = {}): Promise<Uploaded> {
  const body = buildDicom({
    patientId: modality,
    texts: [[0x00080060, 'CS', modality]],
    rows: 1,
    columns: 2,
    pixels: [1, 2],
    ...image,
  })
  return JSON.parse(await request('POST', '/instances', body))
}

/** The body of an answer of Orthanc. */
async function request(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<string> {
  const answer = await fetch(orthanc.url + path, body === undefined ? { method } : { method, body })
  return answer.text()
}

describe.skipIf(lacksOrthanc())('inside Orthanc, the sample', () => {
  beforeAll(async () => {
    const nativePlugin = await buildNativePlugin(folder)
    const options = {
      modules: ['auto-tag', 'guard', 'worklist', 'thumbnail', 'job'].map(sample),
      orthanc: { StableAge: 1, Guard: { Modalities: ['CT'], DeleteFrom: ['10.1.2.3'] } },
      webAssembly: {
        Plugins: {
          'auto-tag': { Allow: { RestApi: ['GET /series/*', 'PUT /series/*'] } },
          guard: { Allow: { Services: services } },
          worklist: {
            Allow: {
              Services: [
                'OrthancPluginRegisterWorklistCallback',
                'OrthancPluginGetGlobalProperty',
                'OrthancPluginSetGlobalProperty',
              ],
            },
          },
          thumbnail: { Allow: { RestApi: ['GET /instances/*', 'PUT /instances/*'] } },
          job: {
            Allow: {
              RestApi: ['GET /instances', 'GET /statistics', 'POST /instances/*'],
              Services: [
                'OrthancPluginCreateJob2',
                'OrthancPluginSubmitJob',
                'OrthancPluginRegisterJobsUnserializer',
              ],
            },
          },
        },
      },
    }
    start = () => startInside(nativePlugin, options, join(folder, 'orthanc'))
    orthanc = await start()
  })

  afterAll(async () => orthanc.stop())

  let start: () => Promise<InsideOrthanc>

  it('auto-tag notes when a series was complete', async () => {
    const { ParentSeries: series } = await upload('CT')
    const note = async () => (await fetch(`${orthanc.url}/series/${series}/metadata/4800`)).text()
    await expect.poll(note, { timeout: 20_000 }).toMatch(/^from the REST API, complete at 20\d\d-/)
  })

  it('guard refuses instances of other modalities, and deletions from elsewhere', async () => {
    expect(await upload('MR')).toMatchObject({ Status: 'FilteredOut' })
    const { ParentSeries: series } = await upload('CT')
    const remove = await fetch(`${orthanc.url}/series/${series}`, { method: 'DELETE' })
    expect(remove.status).toBe(403)
  })

  it.skipIf(lacksFindscu)('worklist answers the entries that match a query', async () => {
    expect(await request('POST', '/worklist', '"text"')).toContain('expected a JSON object')
    for (const [id, modality] of [
      ['W1', 'CT'],
      ['W2', 'MR'],
    ]) {
      const entry = {
        PatientID: id,
        ScheduledProcedureStepSequence: [{ Modality: modality }],
      }
      await request('POST', '/worklist', JSON.stringify(entry, undefined, 2))
    }
    expect(JSON.parse(await request('GET', '/worklist'))).toHaveLength(2)
    const step = 'ScheduledProcedureStepSequence[0].Modality'
    const find = async (modality: string) => {
      const keys = ['-k', 'PatientID', '-k', `${step}=${modality}`]
      const args = ['-W', '127.0.0.1', String(orthanc.dicomPort), ...keys]
      const { stdout, stderr } = await run('findscu', args)
      return (stdout + stderr).match(/\bW\d/g)
    }
    expect(await find('MR')).toEqual(['W2'])
    expect(await find('')).toEqual(['W1', 'W2'])
  })

  it('thumbnail stores a small picture of what arrives', async () => {
    const pixels = Array.from({ length: 300 * 200 }, (_, i) => 1000 + (i % 300))
    const { ID: id } = await upload('CT', { patientId: 'T', rows: 200, columns: 300, pixels })
    const answer = await fetch(`${orthanc.url}/thumbnail/${id}`)
    const { width, height, rows: levels } = readPng(Buffer.from(await answer.arrayBuffer()))
    expect([width, height, levels[0], levels[99]]).toEqual([100, 66, 0, 253])
  })

  it.skipIf(lacksChromium())('thumbnail shows it in Orthanc Explorer', async () => {
    const { ID: id } = await upload('CT', {
      patientId: 'X',
      rows: 4,
      columns: 4,
      pixels: Array(16).fill(1),
    })
    const browser = await startChromium()
    try {
      const page = await browser.newPage()
      await page.goto(`${orthanc.url}/app/explorer.html#instance?uuid=${id}`)
      const width = () => page.evaluate(`document.querySelector('#thumbnail')?.naturalWidth`)
      await expect.poll(width, { timeout: 20_000 }).toBe(4)
    } finally {
      await browser.close()
    }
  })

  it('job continues after a restart of Orthanc', async () => {
    const count = 60
    for (let i = 0; i < count; i++) await upload('CT', { patientId: `J${i}` })
    const { ID: id }: { ID: string } = JSON.parse(await request('POST', '/check'))
    await request('POST', `/jobs/${id}/pause`)
    const state = async (): Promise<Job> => JSON.parse(await request('GET', `/jobs/${id}`))
    await expect.poll(state).toMatchObject({ State: 'Paused', Type: 'CheckInstances' })
    const before = await state()
    expect(before.Content.Checked).toBeLessThan(count)
    await orthanc.stop()
    orthanc = await start()
    expect(await state()).toMatchObject({ State: 'Paused', Content: before.Content })
    await request('POST', `/jobs/${id}/resume`)
    await expect.poll(state, { timeout: 20_000 }).toMatchObject({ State: 'Success', Progress: 100 })
    const { Content: found } = await state()
    expect(found).toMatchObject({ Damaged: 0 })
    expect(found.Checked).toBeGreaterThanOrEqual(count)
  })
})

interface Job {
  readonly State: string
  readonly Content: { readonly Checked: number; readonly Damaged: number }
}
