import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchange, get } from '../support/raw-http.ts'
import { buildInC, buildNative, lacksCompilerForC } from './guest-plugin.ts'
import { lacksOrthanc } from './orthanc-server.ts'
import { ServerPair } from './server-pair.ts'

/** Paths of the plugin: each letter is a call. */
const paths = `
  s sc scc scz sz sn c e ec hsc thsc ksc dsc scd osc usc asc rsc sa sca sco scr scu ss sm sp scp mc mpc cs sch
`
  .trim()
  .split(' ')

const folder = mkdtempSync(join(tmpdir(), 'stream-'))
afterAll(() => rmSync(folder, { recursive: true }))

const isMissing = [lacksOrthanc(), lacksCompilerForC()].includes(true)

describe.skipIf(isMissing)(
  'the real server and ours, with a plugin that answers in streams,',
  () => {
    let servers: ServerPair

    beforeAll(async () => {
      const guest = await buildInC('stream-plugin', folder)
      const native = await buildNative('stream-plugin', folder)
      servers = await ServerPair.start({ native, guest }, {}, folder)
    })

    afterAll(async () => servers.stop())

    const request = async (path: string): Promise<readonly [theirs: string, ours: string]> => {
      const { real, ours } = servers
      return [await textOf(real.port, path), await textOf(ours.port, path)]
    }

    it.each(paths)('answer /stream/%s alike, and return the same codes', async (path) => {
      const [theirs, ours] = await request(`/stream/${path}`)
      expect(ours).toBe(theirs)
      const [theirCodes, ourCodes] = await request('/codes')
      expect(ourCodes).toBe(theirCodes)
    })

    it('send what came before the callback failed', async () => {
      const [theirs, ours] = await request('/stream/scx')
      expect(ours).toBe(theirs)
    })
  },
)

/** The answer to a GET as it came over the wire, without the random part of a boundary. */
async function textOf(port: number, path: string): Promise<string> {
  const { statusLine, headerLines, body } = await exchange(port, get(path))
  const text = [statusLine, ...headerLines, '', body.toString('latin1')].join('\n')
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]+)+/g, 'BOUNDARY')
}
