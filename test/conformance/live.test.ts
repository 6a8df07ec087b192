import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildGuests, buildNative, lacksCompilerForC } from './guest-plugin.ts'
import { runLive, startPair, type Pair } from './live.ts'
import { lacksOrthanc } from './orthanc-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'live-'))
const fixedSeed = 20_260_101
const freshSeed = Math.floor(Math.random() * 2 ** 31)
const runs = Number(process.env['LIVE_RUNS'] ?? 1000)

afterAll(() => rmSync(folder, { recursive: true }))

const isMissing = [lacksOrthanc(), lacksCompilerForC()].includes(true)

describe.skipIf(isMissing)('the same plugin in the real server and in ours', () => {
  let pair: Pair

  beforeAll(async () => {
    const native = await buildNative('script-plugin', folder)
    const guest = (await buildGuests('C', folder))['script-plugin']
    pair = await startPair(
      { native, guest },
      JSON.parse(process.env['LIVE_CONFIG'] ?? '{}'),
      folder,
    )
  }, 60_000)

  afterAll(async () => pair.stop())

  it.each([
    ['a fixed', Number(process.env['LIVE_SEED'] ?? fixedSeed)],
    ['a fresh', freshSeed],
  ])(
    'answer alike whatever is sent, from %s seed: %i',
    async (_, seed) => {
      const t0 = Date.now()
      const result = await runLive(pair, runs, seed)
      console.error(
        seed,
        result.requests,
        result.same,
        result.onPurpose,
        Date.now() - t0,
        '\n' + result.failure,
      )
      expect(result.failure).toBeUndefined()
    },
    120_000,
  )
})
