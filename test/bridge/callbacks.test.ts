import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDicom } from '../support/dicom.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { dcmtk, lacksPair, OrthancPair, type PairServer } from './orthanc-pair.ts'

/** What the plugin of a server did, in an order that does not depend on time. */
async function exercise(
  { url, dicomPort }: PairServer,
  folder: string,
): Promise<readonly string[]> {
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
  const made = await fetch(`${url}/webdav-sandbox/d`, { method: 'MKCOL' })
  const removed = await fetch(`${url}/webdav-sandbox/a.txt`, { method: 'DELETE' })
  seen.push(`made: ${made.status}, removed: ${removed.status}`)
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

const folder = temporaryFolder('callbacks')

describe.skipIf(lacksPair())('a plugin inside Orthanc', () => {
  let pair: OrthancPair

  beforeAll(async () => {
    const orthanc = {
      DicomAlwaysAllowFind: true,
      DicomAlwaysAllowFindWorklist: true,
      DicomAlwaysAllowStore: true,
      StableAge: 1,
      OrthancPeers: { me: ['http://127.0.0.1:9/'] },
    }
    pair = await OrthancPair.start({ plugins: ['callbacks-plugin'], orthanc }, folder)
  })

  afterAll(async () => pair.stop())

  it('does in callbacks what the native one does', async () => {
    const [native, inside] = await pair.each((server) => exercise(server, folder))
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

  it('calls all that its source has', async () => {
    const { called, written } = await pair.services('callbacks-plugin')
    expect(called).toEqual([written, written])
  })
})
