import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksOrthanc, startOrthanc } from '../conformance/orthanc-server.ts'
import type { ConformanceServer } from '../conformance/our-server.ts'
import { sentPath } from '../support/sent-path.ts'
import { buildDicom } from '../support/dicom.ts'
import { exchange, get } from '../support/raw-http.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Every byte as it is, and percent-encoded once and twice, in letters of both cases. */
const variations: readonly string[] = [
  ...new Set(
    Array.from({ length: 256 }, (_, byte) => {
      const hex = byte.toString(16).padStart(2, '0')
      const upper = hex.toUpperCase()
      return [String.fromCharCode(byte), `%${hex}`, `%${upper}`, `%25${hex}`, `%25${upper}`]
    }).flat(),
  ),
]

/** What stands for nothing, for a separator, or for the segment before, somewhere. */
const words =
  '.. ... .... ..; .; ;a // /./ /../ /.../ %2e%2e %2E%2e%2E .%2e %252e%252e %2f%2e ..%2f ..\\ ..%5c .%00 ..%00a a. a.. ' +
  'a%20 %20%20 a%20. .%20. +. ++ %c0%ae %c0%ae%c0%ae %c0%af %e0%80%af %c1%9c %uff0e %u002e %u2215 %ef%bc%8e %e2%81%84 ::$DATA ~1'

/** How many requests are under way at once. */
const atOnce = 20

describe.skipIf(lacksOrthanc())('of the real Orthanc', () => {
  let orthanc: ConformanceServer
  let id: string
  /** Answers to the paths that an entry covers, or does not. */
  const known = new Map<string, string>()

  beforeAll(async () => {
    orthanc = await startOrthanc('', { Plugins: [] }, temporaryFolder('allow'))
    const file = buildDicom({ rows: 2, columns: 2, pixels: [1, 2, 3, 4], patientId: 'P1' })
    const url = `http://127.0.0.1:${orthanc.port}/instances`
    const stored = await fetch(url, { method: 'POST', body: file })
    ;({ ID: id } = JSON.parse(await stored.text()))
    for (const path of ['/', '/instances', `/instances/${id}`, `/instances/${id}/tags`])
      known.set(await answerTo(path), path.replace(id, 'ID'))
  })

  afterAll(() => orthanc.stop())

  /** Status and body; without the time of an error page. */
  async function answerTo(path: string): Promise<string> {
    const { statusLine, body } = await exchange(orthanc.port, get(path, 'Connection: close'))
    const status = statusLine.split(' ')[1]
    return status === '200' ? body.toString('latin1') : `status ${status}`
  }

  /** The resource that answers a path, or the status of an error. */
  async function resourceAt(path: string): Promise<string> {
    const answer = await answerTo(path)
    return known.get(answer) ?? answer.slice(0, 100)
  }

  /** The resources that answer what an entry lets pass, where `*` in the URIs stands for each variation. */
  async function resourcesReached(entry: string, uris: readonly string[]): Promise<Set<string>> {
    const paths = uris
      .flatMap((uri) =>
        [...variations, ...words.split(' ')].map((each) => uri.replace('*', () => each)),
      )
      .map((uri) => sentPath(entry, uri.replace('ID', id)))
      .filter((path) => path !== undefined)
      // And what a proxy that decodes once makes of it
      .flatMap((path) => [path, path.replaceAll('%25', '%')])
    const reached = new Set<string>()
    const rest = [...new Set(paths)]
    expect(rest.length).toBeGreaterThan(uris.length)
    const askInTurn = async (): Promise<void> => {
      for (let path = rest.pop(); path !== undefined; path = rest.pop())
        reached.add(await resourceAt(path))
    }
    await Promise.all(Array.from({ length: atOnce }, askInTurn))
    return reached
  }

  it('a plugin that may GET /instances/*/tags reaches no other resource', async () => {
    const uris = [
      '/instances/ID/tags*',
      '/instances/ID/*tags',
      '/instances/ID/ta*gs',
      '/instances/ID*/tags',
      '/instances/*ID/tags',
      '/instances/ID/*/tags',
      '/instances/*/ID/tags',
      '/instances/*/tags',
      '/instances*/ID/tags',
      '/*/instances/ID/tags',
      '/instances/ID/tags/*',
    ]
    const reached = await resourcesReached('GET /instances/*/tags', uris)
    expect([...reached].toSorted()).toEqual(['/instances/ID/tags', 'status 404'])
  })

  it('a plugin that may GET /instances/* does not reach the list', async () => {
    const uris = [
      '/instances/*',
      '/instances/ID*',
      '/instances/*ID',
      '/instances/ID/*',
      '/*instances/ID',
    ]
    const reached = await resourcesReached('GET /instances/*', uris)
    expect([...reached].toSorted()).toEqual(['/instances/ID', 'status 404'])
  })
})
