import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

  afterAll(() => orthanc.stop('SIGKILL'))

  const ask = async (path: string, options: RequestInit = {}): Promise<string> =>
    (await fetch(orthanc.url + path, options)).text()

  /** Begins a request that submits a job. The step of a job may run on top of it, so there may be no answer. */
  const submit = async (path: string, jobs: number): Promise<void> => {
    void ask(path).catch(() => undefined)
    await expect.poll(async () => JSON.parse(await ask('/jobs'))).toHaveLength(jobs)
  }

  it('waits neither for jobs that never end nor for a request that waits for such jobs', async () => {
    const body = buildDicom({ patientId: 'STOP', rows: 2, columns: 2, pixels: [1, 2, 3, 4] })
    const stored: { ParentStudy: string } = JSON.parse(
      await ask('/instances', { method: 'POST', body }),
    )
    await submit('/stop/job/endless', 1)
    await submit('/stop/job/loop', 2)
    await submit(`/stop/wait/${stored.ParentStudy}`, 3)
    await orthanc.stop()
    await expect.poll(() => orthanc.log()).toContain('Orthanc has stopped')
  }, 60_000)
})
