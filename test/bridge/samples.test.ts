import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { buildDicom } from '../support/dicom.ts'
import { runProgram } from '../support/program.ts'
import { lacksRust } from '../support/rust.ts'
import { commandLine, root, sample } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside, type InsideOrthanc } from './inside-orthanc.ts'

const folder = temporaryFolder('samples')
const lacksCompiler = await lacksRust()
let orthanc: InsideOrthanc

const services = [
  'OrthancPluginRegisterIncomingDicomInstanceFilter',
  'OrthancPluginRegisterIncomingHttpRequestFilter2',
]

/** Compiles test/bridge/events.rs and returns the module's path. */
async function buildEvents(): Promise<string> {
  const output = join(folder, 'events.wasm')
  const source = join(import.meta.dirname, 'events.rs')
  const built = await runProgram(root, process.execPath, commandLine, 'build', source, '-o', output)
  if (built.code !== 0) throw new Error(built.err)
  return output
}

/** Uploads an instance of a modality and returns what Orthanc says of it. */
async function upload(modality: string): Promise<{ Status: string; ParentSeries: string }> {
  const body = buildDicom({
    patientId: modality,
    texts: [[0x00080060, 'CS', modality]],
    rows: 1,
    columns: 2,
    pixels: [1, 2],
  })
  const answer = await fetch(`${orthanc.url}/instances`, { method: 'POST', body })
  return JSON.parse(await answer.text())
}

describe.skipIf(lacksOrthanc())('inside Orthanc, the sample', () => {
  beforeAll(async () => {
    orthanc = await startInside(
      await buildNativePlugin(folder),
      {
        modules: [
          sample('auto-tag'),
          sample('guard'),
          ...(lacksCompiler ? [] : [await buildEvents()]),
        ],
        orthanc: { StableAge: 1, Guard: { Modalities: ['CT'], DeleteFrom: ['10.1.2.3'] } },
        webAssembly: {
          Plugins: {
            'auto-tag': { Allow: { RestApi: ['GET /series/*', 'PUT /series/*'] } },
            guard: { Allow: { Services: services } },
            events: { Allow: { RestApi: ['PUT /series/*'], Services: services } },
          },
        },
      },
      join(folder, 'orthanc'),
    )
  })

  afterAll(async () => orthanc.stop())

  it('auto-tag notes when a series was complete', async () => {
    const { ParentSeries: series } = await upload('CT')
    const note = async () => (await fetch(`${orthanc.url}/series/${series}/metadata/4800`)).text()
    await expect.poll(note, { timeout: 20_000 }).toMatch(/^from the REST API, complete at 20\d\d-/)
  })

  it.skipIf(lacksCompiler)('in Rust follows changes and stored instances', async () => {
    const { ParentSeries: series } = await upload('CT')
    const note = async () => (await fetch(`${orthanc.url}/series/${series}/metadata/4801`)).text()
    await expect.poll(note, { timeout: 20_000 }).toBe('stable')
    expect(orthanc.log()).toMatch(/\[events\] .*: \d{3} bytes of true/)
  })

  it('guard refuses instances of other modalities, and deletions from elsewhere', async () => {
    expect(await upload('MR')).toMatchObject({ Status: 'FilteredOut' })
    const { ParentSeries: series } = await upload('CT')
    const remove = await fetch(`${orthanc.url}/series/${series}`, { method: 'DELETE' })
    expect(remove.status).toBe(403)
  })
})
