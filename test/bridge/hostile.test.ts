import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { functions } from '../../abi/functions.ts'
import { nativeCallbacks } from '../../abi/native.ts'
import { ServiceRights } from '../../host/bridge/service-rights.ts'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { buildDicom } from '../support/dicom.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { FakeHost } from './fake-host.ts'
import { HostileGuest } from './hostile-guest.ts'
import { buildNativePlugin, startInside, type InsideOrthanc } from './inside-orthanc.ts'

/** Calls of the guests; ORTHANC_WASM_RUNS multiplies them. */
const runs = Number(process.env['ORTHANC_WASM_RUNS'] ?? 1)
const calls = 5000 * runs
const seed = Math.floor(Math.random() * 2 ** 31)
const guests = 6
const causesAtOnce = 8
/** Several of each kind, however many calls a guest makes. */
const leastCauses = 100

describe.skipIf(lacksOrthanc())('Orthanc', () => {
  const folder = temporaryFolder('hostile-guests')
  const socket = join(folder, 'socket', 'bridge')
  const hostile = new HostileGuest(seed)
  let host: FakeHost
  let orthanc: InsideOrthanc

  beforeAll(async () => {
    mkdirSync(join(folder, 'socket'), { mode: 0o700 })
    host = await FakeHost.start(socket, {
      registrations: hostile.registrations(),
      functions: [
        undefined,
        ...Array.from({ length: nativeCallbacks.size + 2 }, () => hostile.act),
      ],
      timeoutMs: 1000,
      rights: new ServiceRights({
        restApi: ['* /*'],
        http: [],
        services: Object.keys(functions),
      }),
    })
    const webAssembly = { Bridge: { Socket: socket } }
    const orthancOptions = { StableAge: 1, JobsHistorySize: 5 }
    orthanc = await startInside(
      await buildNativePlugin(folder),
      { modules: [], webAssembly, orthanc: orthancOptions },
      join(folder, 'orthanc'),
    )
    for (let i = 1; i < guests; i++) host.addGuest()
    void replaceGuests()
  })

  afterAll(async () => {
    await orthanc.stop()
    host.close()
  })

  /** For each guest that is ended, another one. */
  async function replaceGuests(): Promise<never> {
    for (;;) {
      await host.reports.take()
      host.addGuest()
    }
  }

  /** Whatever makes Orthanc call a plugin. */
  async function cause(i: number): Promise<void> {
    const pixels = [i % 7, 2, 3, 4]
    const body = buildDicom({ patientId: `P${i % 20}`, rows: 2, columns: 2, pixels })
    const requests: readonly (readonly [path: string, init?: RequestInit])[] = [
      ['/fake/route'],
      ['/fake/body', { method: 'PUT', body }],
      ['/instances', { method: 'POST', body }],
      ['/instances', { method: 'POST', body }],
      ['/tools/metrics-prometheus'],
      ['/hostile-webdav/', { method: 'PROPFIND', headers: { Depth: '1' } }],
      ['/hostile-webdav/a'],
      ['/hostile-webdav/b', { method: 'PUT', body: 'b' }],
    ]
    const [path, init] = requests[i % requests.length] ?? ['/fake/route']
    await send(path, init)
    const [instance] = await list('/instances?limit=1&since=0')
    if (instance === undefined) return
    await send(`/instances/${instance}/preview`)
    await send(`/instances/${instance}/file?transcode=1.2.840.10008.1.2.4.70`)
  }

  /**
   * On its own: two clients block Orthanc 1.12.7 without any plugin where one shows an instance and the other deletes or overwrites
   * one, since each waits for a lock that the other holds (of its database, and of its cache of instances).
   */
  async function deleteInstances(): Promise<void> {
    for (const instance of await list('/instances'))
      await send(`/instances/${instance}`, { method: 'DELETE' })
  }

  async function send(path: string, init?: RequestInit): Promise<string> {
    const answer = await fetch(orthanc.url + path, init).catch(() => undefined)
    return (await answer?.text().catch(() => undefined)) ?? ''
  }

  async function list(path: string): Promise<readonly string[]> {
    const text = await send(path)
    return text.startsWith('[') ? JSON.parse(text) : []
  }

  it(
    `lives, whatever guests call and return (seed ${seed})`,
    async () => {
      for (let next = 0; hostile.calls < calls || next < leastCauses; next += causesAtOnce) {
        if (!orthanc.isAlive()) break
        await Promise.all(Array.from({ length: causesAtOnce }, (_, i) => cause(next + i)))
        await deleteInstances()
      }
      expect(orthanc.isAlive() ? '' : orthanc.log().slice(-3000)).toBe('')
      // A filter of a guest may refuse it.
      await expect.poll(async () => (await send('/system')).includes('"1.12.7"')).toBe(true)
      expect(hostile.calls).toBeGreaterThanOrEqual(calls)
      expect(hostile.succeeded.size).toBeGreaterThan(40)
      expect(hostile.callbacks.size).toBeGreaterThan(15)
    },
    120_000 + 30_000 * runs,
  )
})
