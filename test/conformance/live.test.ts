import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildGuests, lacksCompilerForC } from './guest-plugin.ts'
import { runLiveConfigs } from './live-configs.ts'
import { lacksOrthanc } from './orthanc-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'live-'))
const requests = 1100
const fixedSeed = 20_260_101
const freshSeed = Math.floor(Math.random() * 2 ** 31)

afterAll(() => rmSync(folder, { recursive: true }))

const isMissing = [lacksOrthanc(), lacksCompilerForC()].includes(true)

describe.skipIf(isMissing)('the real server and ours, with the same plugin,', () => {
  let guest: string

  beforeAll(async () => {
    guest = (await buildGuests('C', folder))['script-plugin']
  })

  it.each([
    ['a fixed', fixedSeed],
    ['a fresh', freshSeed],
  ])(
    'answer alike what is generated from %s seed, %i',
    async (_, seed) => {
      const result = await runLiveConfigs(guest, { requests, seed, folder })
      expect(result.failures.join('\n\n')).toBe('')
      expect(result.failing).toBe(0)
      expect(result.requests).toBeGreaterThanOrEqual(requests)
    },
    150_000,
  )
})
