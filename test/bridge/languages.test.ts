import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCodes } from '../../abi/enums.ts'
import { functions } from '../../abi/functions.ts'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { lacksComponentize } from '../support/componentize.ts'
import { buildDicom } from '../support/dicom.ts'
import { readPng } from '../support/png-reader.ts'
import { findFreePort } from '../support/port.ts'
import { runProgram } from '../support/program.ts'
import { missingPackage } from '../support/requirements.ts'
import { lacksRust } from '../support/rust.ts'
import { commandLine, root } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside, type InsideOrthanc } from './inside-orthanc.ts'

const run = promisify(execFile)
const folder = temporaryFolder('languages')
const isMissing = [lacksOrthanc(), missingPackage('storescu', 'dcmtk')].includes(true)

/** Plugins that do the same, each with the SDK of its language. */
const languages = [
  { name: 'AssemblyScript', source: 'test/conformance/assembly/inside.ts', isMissing },
  { name: 'Rust', source: 'test/bridge/inside.rs', isMissing: isMissing || (await lacksRust()) },
  {
    name: 'JavaScript',
    source: 'test/bridge/inside.js',
    isMissing: isMissing || lacksComponentize(),
    isComponent: true,
  },
]

const allow = {
  RestApi: ['GET /query'],
  Services: Object.keys(functions).filter((name) =>
    /Register(?!WebDav|Storage(?!Commitment)|Database)|Job|GlobalProperty/.test(name),
  ),
}

describe.each(languages.filter((each) => !each.isMissing))('in $name', (language) => {
  const { name, source, isComponent = false } = language
  let start: () => Promise<InsideOrthanc>
  let dicomPort: number
  let orthanc: InsideOrthanc

  beforeAll(async () => {
    const module = join(folder, `${name}.wasm`)
    const nothing = join(folder, 'null-callbacks.wasm')
    await buildTo(nothing, 'test/conformance/assembly/null-callbacks.ts')
    await buildTo(module, source)
    const nativePlugin = await buildNativePlugin(folder)
    dicomPort = await findFreePort()
    const options = {
      // What it registers must not end Orthanc, nor keep others from being registered.
      modules: [nothing, module],
      orthanc: {
        DicomPort: dicomPort,
        DicomModalities: { self: ['ORTHANC', '127.0.0.1', dicomPort] },
      },
      webAssembly: {
        // A component of 14 MB is taken apart at the start.
        InitializeTimeoutMs: 60_000,
        Plugins: {
          'null-callbacks': { File: nothing, Allow: allow },
          inside: { File: module, Allow: allow },
        },
      },
    }
    start = () => startInside(nativePlugin, options, join(folder, `orthanc-${name}`))
    orthanc = await start()
  })

  afterAll(async () => orthanc.stop())

  async function request(path: string, body?: string | Uint8Array<ArrayBuffer>): Promise<Response> {
    const given = body === undefined ? {} : { method: 'POST', body }
    return fetch(orthanc.url + path, given)
  }

  async function json<T>(path: string, body?: string | Uint8Array<ArrayBuffer>): Promise<T> {
    return JSON.parse(await (await request(path, body)).text())
  }

  async function upload(patientId: string): Promise<{ ID: string; Status: string }> {
    return json('/instances', image(patientId))
  }

  /** The lines of a kind that the plugin noted. */
  async function notes(kind: string): Promise<readonly string[]> {
    const text = await (await request('/notes')).text()
    return text.split('\n').filter((line) => line.startsWith(`${kind}: `))
  }

  /** What matches in the output of a program of DCMTK. */
  async function dcmtk(
    program: string,
    options: readonly string[],
    wanted: RegExp,
    files: readonly string[] = [],
  ): Promise<readonly string[] | null> {
    const all = [...options, '127.0.0.1', String(dicomPort), ...files]
    // A refused request is a failure of the program.
    const { stdout, stderr } = await run(program, all).catch(
      (error: { readonly stdout: string; readonly stderr: string }) => error,
    )
    return (stdout + stderr).match(wanted)
  }

  it('filters what arrives, and sees what is stored', async () => {
    expect(await upload('KEPT')).toMatchObject({ Status: 'Success' })
    expect(await upload('REFUSED')).toMatchObject({ Status: 'FilteredOut' })
    const { ID: replaced } = await upload('REPLACED')
    expect(await json(`/instances/${replaced}/simplified-tags`)).toMatchObject({
      PatientID: 'REPLACEMENT',
    })
    await upload('DISCARDED')
    expect(await json('/statistics')).toMatchObject({ CountInstances: 2 })
    expect((await notes('stored')).slice(0, 2)).toEqual([
      'stored: KEPT, 44 letters, 4 wide, 32 raw',
      "stored: origin 3, aet '', 1.2.840.10008.1.2.1, 1 frame, pixels true, received true, same true",
    ])
    await expect.poll(() => notes('change')).toContain('change: new patient, level 0, 44 letters')
    const metrics = await (await request('/tools/metrics-prometheus')).text()
    expect(metrics).toMatch(/^inside_stored 2 /m)
  })

  it('refuses instances by C-STORE, and requests', async () => {
    const file = join(folder, 'no-store.dcm')
    writeFileSync(file, image('NOSTORE'))
    expect(await dcmtk('storescu', ['-v'], /OutOfResources/, [file])).not.toBeNull()
    expect((await request('/forbidden')).status).toBe(403)
  })

  it('answers worklists, C-FIND and C-MOVE', async () => {
    const keys = ['-k', 'PatientID', '-k', 'PatientName=Work^1']
    expect(await dcmtk('findscu', ['-W', ...keys], /\bW\d/g)).toEqual(['W1'])
    const study = ['-k', 'QueryRetrieveLevel=STUDY']
    expect(await dcmtk('findscu', ['-S', ...study, '-k', 'PatientID=F*'], /FOUND/)).not.toBeNull()
    const move = (patient: string) => {
      const args = ['-S', '-v', '-aem', 'TARGET', ...study, '-k', `PatientID=${patient}`]
      return dcmtk('movescu', args, /Final.*\((?:Success|Failed)/g)
    }
    expect(await move('OTHER')).toEqual(['Final Move Response (Failed'])
    expect(await move('MOVED')).toEqual(['Final Move Response (Success'])
    expect(await notes('worklist')).toEqual(['worklist: FINDSCU asks ANY-SCP, true'])
    expect(await notes('find')).toEqual([
      "find: QueryRetrieveLevel = 'STUDY'",
      "find: PatientID = 'F*'",
    ])
    expect(await notes('move')).toEqual([
      "move: level 1, patient 'OTHER', study ''",
      'move: MOVESCU asks ANY-SCP to send to TARGET',
      "move: level 1, patient 'MOVED', study ''",
      'move: MOVESCU asks ANY-SCP to send to TARGET',
      'move: instance 0',
      'move: instance 1',
    ])
  })

  it('answers storage commitment', async () => {
    const asked = {
      DicomInstances: ['1.2.3', '1.2.9'].map((uid) => ['1.2.840.10008.5.1.4.1.1.7', uid]),
    }
    const { ID: id } = await json<{ ID: string }>(
      '/modalities/self/storage-commitment',
      JSON.stringify(asked),
    )
    const report = () => json(`/storage-commitment/${id}`)
    await expect.poll(report, { timeout: 20_000 }).toMatchObject({
      Status: 'Failure',
      Success: [{ SOPInstanceUID: '1.2.3' }],
      Failures: [{ SOPInstanceUID: '1.2.9' }],
    })
    const noted = 'commitment: 1.2.3,1.2.9 by ORTHANC, class 1.2.840.10008.5.1.4.1.1.7'
    expect(await notes('commitment')).toEqual([noted, noted])
  })

  it('decodes and transcodes', async () => {
    const { ID: id } = await upload('DECODED')
    const answer = await request(`/instances/${id}/image-uint8`)
    const { width, height, rows } = readPng(Buffer.from(await answer.arrayBuffer()))
    expect([width, height, rows.at(-1)]).toEqual([3, 2, 7])
    // While the only instance of a component waits, Orthanc decodes itself.
    const decoded = await (await request('/decode', image('DECODED'))).text()
    expect(decoded).toBe(isComponent ? '4 × 4' : '3 × 2')
    const syntax = '1.2.840.10008.1.2.4.70'
    const transcoded = await request(`/instances/${id}/file?transcode=${syntax}`)
    expect(Buffer.from(await transcoded.arrayBuffer()).includes(syntax)).toBe(true)
    expect(await notes('transcode')).toContain(`transcode: to ${syntax}, new true, done true`)
  })

  it.runIf(isComponent)('fails at once where the only instance waits for itself', async () => {
    const answer = await request('/query?outer=1')
    expect(await answer.json()).toMatchObject({ OrthancStatus: errorCodes.BadSequenceOfCalls })
    await expect
      .poll(() => orthanc.log())
      .toMatch(/Plugin 'inside': .* a call of the plugin itself caused it/)
  })

  it.skipIf(isComponent)('keeps each request while another one runs on top of it', async () => {
    await request('/query?outer=1')
    expect(await notes('query')).toEqual(['query: inner=2', 'query: outer=1'])
  })

  it('runs jobs, and restores them and properties after a restart', async () => {
    const id = await (await request('/wait', '')).text()
    const job = () => json<Record<string, unknown>>(`/jobs/${id}`)
    expect(await job()).toMatchObject({ Type: 'Waiting', Priority: 5 })
    const running = { State: 'Running', Progress: 25, Content: { Starts: 1 } }
    await expect.poll(job).toMatchObject(running)
    await request('/property', 'kept')
    await orthanc.stop()
    orthanc = await start()
    expect(await job()).toMatchObject({ State: 'Running', Content: { Starts: 2 } })
    expect(await (await request('/property')).text()).toBe('kept')
    await request('/release', '')
    await expect.poll(job, { timeout: 20_000 }).toMatchObject({ State: 'Success' })
    expect(await notes('job')).toEqual(['job: restored, true', 'job: stop 1'])
  })
})

/** Builds a plugin with the command line. */
async function buildTo(module: string, source: string): Promise<void> {
  const args = ['build', source, '-o', module]
  const built = await runProgram(root, process.execPath, commandLine, ...args)
  if (built.code !== 0) throw new Error(built.err)
}

function image(patientId: string): Uint8Array<ArrayBuffer> {
  const pixels = Array.from({ length: 16 }, (_, i) => i)
  return buildDicom({ patientId, rows: 4, columns: 4, pixels })
}
