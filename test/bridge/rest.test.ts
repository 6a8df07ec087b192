import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildInC, buildNative, lacksCompilerForC } from '../conformance/guest-plugin.ts'
import { runLive } from '../conformance/live.ts'
import { lacksOrthanc, startOrthanc } from '../conformance/orthanc-server.ts'
import { ServerPair } from '../conformance/server-pair.ts'
import { sample } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside, type InsideOrthanc } from './inside-orthanc.ts'

const isMissing = [lacksOrthanc(), lacksCompilerForC()].includes(true)
const requests = 600
const seed = 885_378_597

describe.skipIf(isMissing)('inside Orthanc', () => {
  const folder = temporaryFolder('inside')
  let nativePlugin: string
  let guest: string

  beforeAll(async () => {
    nativePlugin = await buildNativePlugin(folder)
    guest = await buildInC('script-plugin', folder)
  })

  it(`the same plugin in C answers with the same bytes as one that is native (seed ${seed})`, async () => {
    const native = await buildNative('script-plugin', folder)
    const startReal = () => startOrthanc(native, {}, join(folder, 'native'))
    const startOurs = () => startInside(nativePlugin, { modules: [guest] }, join(folder, 'guest'))
    const pair = new ServerPair([startReal, startOurs], [await startReal(), await startOurs()])
    try {
      const result = await runLive(pair, requests, seed)
      expect(result.failures.join('\n\n')).toBe('')
      expect(result.requests).toBeGreaterThanOrEqual(requests)
    } finally {
      await pair.stop()
    }
  })

  describe('a plugin', () => {
    let orthanc: InsideOrthanc

    beforeAll(async () => {
      orthanc = await startInside(
        nativePlugin,
        {
          modules: [sample('hello'), sample('hostile'), sample('rest')],
          webAssembly: { TimeoutMs: 1000, MaxRequestBodyMiB: 1 },
        },
        join(folder, 'samples'),
      )
    })

    afterAll(async () => orthanc.stop())

    const get = async (path: string): Promise<readonly [status: number, body: string]> => {
      const answer = await fetch(orthanc.url + path)
      return [answer.status, await answer.text()]
    }

    const echo = (bytes: number): Promise<Response> => {
      const body = new Uint8Array(bytes).fill(1)
      return fetch(`${orthanc.url}/rest/echo`, { method: 'POST', body })
    }

    it('receives no body beyond MaxRequestBodyMiB', async () => {
      const whole = await echo(2 ** 20)
      expect([whole.status, (await whole.arrayBuffer()).byteLength]).toEqual([200, 2 ** 20])
      const refused = await echo(2 ** 20 + 1)
      expect(refused.status).toBe(413)
      expect(await refused.json()).toMatchObject({
        HttpStatus: 413,
        Details: 'The request body is larger than 1048576 bytes (MaxRequestBodyMiB)',
      })
    })

    it('answers a request', async () => {
      expect(await get('/hello/world')).toEqual([200, 'Hello world!\n'])
    })

    it('that traps costs one request, whose answer names the line', async () => {
      const [status, body] = await get('/hostile/trap/unreachable')
      expect([status, JSON.parse(body)]).toEqual([
        500,
        expect.objectContaining({
          Details: expect.stringMatching(/unreachable .* at hostile\.ts:\d+:\d+/),
          OrthancStatus: 1,
        }),
      ])
      expect(await get('/hostile/good')).toEqual([200, expect.stringContaining('good')])
      await expect.poll(orthanc.log).toContain('unreachable')
    })

    it('that loops is ended at its deadline, and others are not', async () => {
      const startMs = performance.now()
      const [status] = await get('/hostile/loop/empty')
      expect(status).toBeGreaterThanOrEqual(500)
      expect(performance.now() - startMs).toBeGreaterThanOrEqual(1000)
      await expect.poll(orthanc.log).toContain('[hostile] a callback did not end within 1000 ms')
      expect(await get('/hello/world')).toEqual([200, 'Hello world!\n'])
      expect(await get('/hostile/good')).toEqual([200, 'good 1\n'])
    })
  })
})
