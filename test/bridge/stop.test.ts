import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildAssemblyScript } from '../../guest/build/assemblyscript.ts'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { buildDicom } from '../support/dicom.ts'
import { root } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside, type InsideOrthanc } from './inside-orthanc.ts'

/** Fails if a plugin keeps Orthanc from stopping: the deadline of a callback is longer than that of the test. */
describe.skipIf(lacksOrthanc())('inside Orthanc, a stop', () => {
  const folder = temporaryFolder('stop')
  let orthanc: InsideOrthanc

  beforeAll(async () => {
    const built = await buildAssemblyScript({
      source: join(root, 'test/conformance/assembly/stop.ts'),
    })
    if (built.kind === 'failed') throw new Error(built.messages.join('\n'))
    const plugin = join(folder, 'stop.wasm')
    writeFileSync(plugin, built.wasm)
    const Allow = {
      RestApi: ['POST /studies/*'],
      Services: ['OrthancPluginCreateJob2', 'OrthancPluginSubmitJob'],
    }
    const webAssembly = { TimeoutMs: 600_000, Workers: 4, Plugins: { stop: { Allow } } }
    const options = { modules: [plugin], webAssembly, orthanc: { ConcurrentJobs: 2 } }
    orthanc = await startInside(await buildNativePlugin(folder), options, join(folder, 'orthanc'))
  })

  const ask = async (path: string, options: RequestInit = {}): Promise<string> =>
    (await fetch(orthanc.url + path, options)).text()

  const stateOf = async (id: string): Promise<string> => {
    const job: { State: string } = JSON.parse(await ask(`/jobs/${id}`))
    return job.State
  }

  it('waits neither for jobs that never end nor for a request that waits for such jobs', async () => {
    const body = buildDicom({ patientId: 'STOP', rows: 2, columns: 2, pixels: [1, 2, 3, 4] })
    const stored: { ParentStudy: string } = JSON.parse(
      await ask('/instances', { method: 'POST', body }),
    )
    const jobs = [await ask('/stop/job/loop'), await ask('/stop/job/endless')]
    for (const id of jobs) await expect.poll(() => stateOf(id)).toBe('Running')
    const waiting = ask(`/stop/wait/${stored.ParentStudy}`).catch(() => 'cut')
    await expect.poll(async () => JSON.parse(await ask('/jobs'))).toHaveLength(3)
    await orthanc.stop()
    await waiting
    expect(orthanc.log()).toContain('Orthanc has stopped')
  }, 60_000)
})
