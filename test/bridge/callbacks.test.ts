import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { functions } from '../../abi/functions.ts'
import { buildInC, buildNative, lacksCompilerForC } from '../conformance/guest-plugin.ts'
import { lacksOrthanc, startOrthanc } from '../conformance/orthanc-server.ts'
import { buildDicom } from '../support/dicom.ts'
import { findFreePort } from '../support/port.ts'
import { missingPackage } from '../support/requirements.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside } from './inside-orthanc.ts'

const run = promisify(execFile)
const isMissing = [
  lacksOrthanc(),
  lacksCompilerForC(),
  missingPackage('storescu', 'dcmtk'),
].includes(true)

/** What both Orthancs have in common, for peers, C-FIND and worklists. */
const options = {
  DicomServerEnabled: true,
  DicomAlwaysAllowFind: true,
  DicomAlwaysAllowFindWorklist: true,
  DicomAlwaysAllowStore: true,
  StableAge: 1,
  OrthancPeers: { me: ['http://127.0.0.1:9/'] },
}

/** All that a plugin may be allowed to call. */
const allow = {
  RestApi: ['GET /*', 'PUT /*', 'POST /*', 'DELETE /*'],
  Services: Object.keys(functions).filter((name) =>
    /Register(?:Incoming|Received|Worklist|Find|Jobs|WebDav)|Job$|GlobalProperty|ReadFile|Token/.test(
      name,
    ),
  ),
}

/** A running Orthanc with the plugin. */
interface Server {
  readonly url: string
  readonly dicomPort: number
  stop(): Promise<unknown>
}

/** What the plugin of a server did, in an order that does not depend on time. */
async function exercise({ url, dicomPort }: Server, folder: string): Promise<readonly string[]> {
  const seen: string[] = []
  const get = async (path: string) => (await fetch(url + path)).text()
  for (const patientId of ['KEPT', 'REFUSED', 'MODIFYME']) {
    const body = buildDicom({ patientId, rows: 4, columns: 4, pixels: pixels(16) })
    const answer = await fetch(`${url}/instances`, { method: 'POST', body })
    const { Status: status }: { Status?: string } = JSON.parse(await answer.text())
    seen.push(`${patientId}: ${answer.status} ${status}`)
  }
  const file = join(folder, 'no-store.dcm')
  writeFileSync(file, buildDicom({ patientId: 'NOSTORE', rows: 2, columns: 2, pixels: pixels(4) }))
  seen.push(await dcmtk('storescu', ['-v', '127.0.0.1', String(dicomPort), file], /Received.*/g))
  const find = ['127.0.0.1', String(dicomPort), '-k', 'PatientID=', '-k', 'PatientName=Work^1']
  seen.push(await dcmtk('findscu', ['-W', ...find], /\[.*\]/g))
  seen.push(await dcmtk('findscu', ['-S', '-k', 'QueryRetrieveLevel=STUDY', ...find], /\[.*\]/g))
  seen.push(`forbidden: ${(await fetch(`${url}/forbidden`)).status}`)
  seen.push(await get('/calls'))
  seen.push(await get('/webdav-sandbox/a.txt'))
  const listed = await fetch(`${url}/webdav-sandbox/`, {
    method: 'PROPFIND',
    headers: { Depth: '1' },
  })
  seen.push(...((await listed.text()).match(/<D:displayname>[^<]*/g) ?? []))
  const stored = await fetch(`${url}/webdav-sandbox/c.txt`, { method: 'PUT', body: 'abc' })
  seen.push(`stored: ${stored.status}`)
  await expect.poll(() => get('/jobs?expand'), { timeout: 20_000 }).toContain('"Success"')
  seen.push(...((await get('/jobs?expand')).match(/"(?:steps|Progress|Type)" : .*/g) ?? []))
  // Both series are stable.
  await expect.poll(() => get('/events'), { timeout: 20_000 }).toMatch(/(?:^put .* 0$[^]*){2}/m)
  const metrics = await get('/tools/metrics-prometheus')
  seen.push(/^sandbox_stored \d+/m.exec(metrics)?.[0] ?? 'no metric')
  const events = (await get('/events')).split('\n')
  // Changes arrive in their own time, and those of jobs name the job.
  return [...seen, ...events.filter((line) => !line.startsWith('change')).toSorted(byText)]
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function pixels(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i)
}

/** What matches in the output of a program of DCMTK. */
async function dcmtk(program: string, args: readonly string[], wanted: RegExp): Promise<string> {
  // A refused C-STORE is a failure of the program.
  const { stdout, stderr } = await run(program, args).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => error,
  )
  return `${program}: ${((stdout + stderr).match(wanted) ?? []).join(' ')}`
}

const folder = temporaryFolder('callbacks')
const servers: Server[] = []

beforeAll(async () => {
  if (isMissing) return
  const dicomPort = await findFreePort()
  const library = await buildNative('callbacks-plugin', folder)
  const native = await startOrthanc(
    library,
    { ...options, DicomPort: dicomPort },
    join(folder, 'native'),
  )
  servers.push({ ...native, dicomPort, url: `http://127.0.0.1:${native.port}` })
  const guest = await buildInC('callbacks-plugin', folder)
  const webAssembly = { Plugins: { 'callbacks-plugin-C': { Allow: allow } } }
  const given = { modules: [guest], orthanc: options, webAssembly }
  servers.push(await startInside(await buildNativePlugin(folder), given, join(folder, 'inside')))
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
})

it.skipIf(isMissing)('callbacks and calls of the same plugin do what native ones do', async () => {
  const [native, inside] = await Promise.all(servers.map((server) => exercise(server, folder)))
  expect(inside).toEqual(native)
  expect(inside).toEqual(
    expect.arrayContaining([
      'KEPT: 200 Success',
      'REFUSED: 200 FilteredOut',
      'forbidden: 403',
      'sandbox_stored 2',
      'hello',
    ]),
  )
})
