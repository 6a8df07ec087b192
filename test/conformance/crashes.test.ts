import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCrashes } from './case-file.ts'
import { runCrashCase } from './crash-case.ts'
import { buildGuests, lacksCompilerForC, type Language } from './guest-plugin.ts'
import { startOurs, type ConformanceServer } from './our-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'crashes-'))
const config = join(folder, 'config.json')
writeFileSync(config, '{}')

afterAll(() => rmSync(folder, { recursive: true }))

const languages: readonly Language[] = ['AssemblyScript', 'C']

describe.each(languages)('what the real server dies of, from a plugin in %s,', (language) => {
  describe.skipIf(language === 'C' && lacksCompilerForC())('costs one request', () => {
    let server: ConformanceServer

    beforeAll(async () => {
      const guests = await buildGuests(language, folder)
      server = await startOurs(guests['script-plugin'], config, ['--timeout', '1000'])
    }, 60_000)

    afterAll(async () => server.stop())

    it.each(readCrashes())('$id', async (one) => {
      expect(await runCrashCase(one, server.port)).toEqual([])
      expect(server.isAlive()).toBe(true)
    })
  })
})
