import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCrashes } from './case-file.ts'
import { runCrashCase } from './crash-case.ts'
import { buildComponents, buildGuests, lacksCompilerForC, type Language } from './guest-plugin.ts'
import { startOurs, type ConformanceServer } from './our-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'crashes-'))
const config = join(folder, 'config.json')
writeFileSync(config, '{}')

afterAll(() => rmSync(folder, { recursive: true }))

const variants: readonly { language: Language; form: 'module' | 'component' }[] = [
  { language: 'AssemblyScript', form: 'module' },
  { language: 'C', form: 'module' },
  { language: 'AssemblyScript', form: 'component' },
  { language: 'C', form: 'component' },
]

describe.each(variants)(
  'what the real server dies of, in $language as a $form,',
  ({ language, form }) => {
    describe.skipIf(language === 'C' && lacksCompilerForC())('costs one request', () => {
      let server: ConformanceServer

      beforeAll(async () => {
        const modules = await buildGuests(language, folder)
        const guests = form === 'component' ? await buildComponents(modules) : modules
        server = await startOurs(guests['script-plugin'], config, ['--timeout', '1000'])
      })

      afterAll(async () => server.stop())

      it.each(readCrashes())('$id', async (one) => {
        expect(await runCrashCase(one, server.port)).toEqual([])
        expect(server.isAlive()).toBe(true)
      })
    })
  },
)
