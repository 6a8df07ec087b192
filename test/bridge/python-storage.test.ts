import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import {
  dicomOf,
  exercise,
  get,
  lacksPair,
  move,
  raising,
  startPair,
  steps,
  type Act,
  type Server,
} from './script-pair.ts'

// A storage area in Python, and the C-MOVE of one function, in Orthanc's own plugin for Python and in ours.

const folder = temporaryFolder('python-storage')

/** Uploads an instance, reads it, and deletes it. */
const keep: Act = async (server) => {
  const uploaded = await fetch(`${server.url}/instances`, { method: 'POST', body: dicomOf('A') })
  const { ID: id }: { readonly ID?: string } = JSON.parse(await uploaded.text())
  const read = await fetch(`${server.url}/instances/${id}/file`)
  const bytes = Buffer.from(await read.arrayBuffer())
  const preview = await fetch(`${server.url}/instances/${id}/tags?simplify`)
  const deleted = await fetch(`${server.url}/instances/${id}`, { method: 'DELETE' })
  const isSame = bytes.equals(Buffer.from(dicomOf('A')))
  const left = await get(server, '/instances')
  return (
    [uploaded, read, preview, deleted].map(({ status }) => status).join(' ') + ` ${isSame} ${left}`
  )
}

const compared = [
  ...steps(keep, 'create', ['', '3', ...raising]),
  ...steps(keep, 'read', ['None', "'text'", 'bytearray(3)', "b''", ...raising]),
  ...steps(keep, 'remove', ['3', ...raising]),
  ...steps(move, 'move', ['None', '3', ...raising]),
]

describe.skipIf(lacksPair())('a storage area in Python', () => {
  let real: Server
  let ours: Server

  beforeAll(async () => {
    // No file is read from a cache.
    ;({ real, ours } = await startPair('storage.py', folder, { MaximumStorageCacheSize: 0 }))
  })

  afterAll(async () => {
    await Promise.all([real?.stop(), ours?.stop()])
  })

  it('keeps files as in the real plugin, and a C-MOVE calls its function', async () => {
    for (const step of compared) {
      const [expected, found] = await Promise.all([exercise(real, step), exercise(ours, step)])
      expect(found).toEqual(expected)
      // Each function is called where it is asked for a value.
      expect(found.join(' ')).toContain(`["${Object.keys(step.returns)[0] ?? 'create'}"`)
    }
  })
})
