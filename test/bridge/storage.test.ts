import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDicom } from '../support/dicom.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { lacksPair, OrthancPair, type PairServer } from './orthanc-pair.ts'

const folder = temporaryFolder('storage')

const get = async ({ url }: PairServer, path: string): Promise<string> => {
  const bytes = await (await fetch(url + path)).arrayBuffer()
  return Buffer.from(bytes).toString('latin1')
}

async function upload(
  { url }: PairServer,
  patientId: string,
): Promise<readonly [status: number, id: string]> {
  const pixels = Array.from({ length: 100 * 100 }, (_, i) => i % 256)
  const body = buildDicom({ patientId, rows: 100, columns: 100, bitsAllocated: 8, pixels })
  const answer = await fetch(`${url}/instances`, { method: 'POST', body })
  const { ID: id = '' }: { ID?: string } = JSON.parse(await answer.text())
  return [answer.status, id]
}

const remove = async ({ url }: PairServer, path: string): Promise<number> =>
  (await fetch(url + path, { method: 'DELETE' })).status

async function fail({ url }: PairServer, how: string): Promise<void> {
  await fetch(`${url}/storage-plugin/next`, { method: 'POST', body: how })
}

/** Stores, reads in parts and as a whole, and removes. */
async function exercise(server: PairServer): Promise<unknown> {
  const ids = await Promise.all(['A', 'B', 'C', 'D'].map((patient) => upload(server, patient)))
  const paths = ids.map(([, id]) => `/instances/${id}`)
  const read = await Promise.all(
    paths.flatMap((path) => [get(server, `${path}/file`), get(server, `${path}/preview`)]),
  )
  const tags = await get(server, `${paths[0]}/tags`)
  const removed = await Promise.all(paths.slice(1).map((path) => remove(server, path)))
  const missing = (await fetch(`${server.url}${paths[1]}/file`)).status
  return [ids, read, tags, removed, missing, await get(server, '/storage-plugin/calls')]
}

describe.skipIf(lacksPair()).each([
  ['storage-plugin', 2],
  ['storage-1-plugin', 1],
] as const)('%s with %i instances keeps the files of Orthanc', (plugin, workers) => {
  let pair: OrthancPair
  const files = join(folder, plugin, 'files')

  beforeAll(async () => {
    mkdirSync(files, { recursive: true })
    const orthanc = { MaximumStorageCacheSize: 0, StoragePlugin: { Folder: files } }
    const webAssembly = { Workers: workers }
    pair = await OrthancPair.start(
      { plugins: [plugin], orthanc, webAssembly },
      join(folder, plugin),
    )
  })

  afterAll(async () => pair.stop())

  it('as natively', async () => {
    const [native, inside] = await pair.each(exercise)
    expect(inside).toEqual(native)
    // Each server has one instance left, the others are empty files.
    const sizes = readdirSync(files).map((name) => statSync(join(files, name)).size)
    expect(sizes.filter((size) => size > 10_000)).toHaveLength(2)
  })

  // What follows is about what one instance remembers.
  it.skipIf(workers > 1)(
    'and cannot wait for the database while Orthanc removes a file',
    async () => {
      const [, inside] = pair.servers
      expect(inside && (await get(inside, '/storage-plugin/in-remove'))).toBe('6')
    },
  )

  it.skipIf(workers > 1)('and refuses a file', async () => {
    const statuses = await pair.each(async (server) => {
      await fail(server, 'f')
      return (await upload(server, 'REFUSED'))[0]
    })
    expect(statuses[1]).toBe(statuses[0])
    expect(statuses[1]).toBeGreaterThanOrEqual(500)
  })

  it.skipIf(workers > 1)('and loses the file that it traps on, and no other', async () => {
    const [, inside] = pair.servers
    if (inside === undefined) throw new Error('no server')
    const [, before] = await upload(inside, 'BEFORE')
    await fail(inside, 't')
    expect((await upload(inside, 'TRAP'))[0]).toBe(500)
    expect((await upload(inside, 'TRAP'))[0]).toBe(200)
    expect(await get(inside, `/instances/${before}/file`)).toContain('BEFORE')
  })
})
