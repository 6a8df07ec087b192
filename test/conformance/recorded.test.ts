import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildGuests, lacksCompilerForC, type Language } from './guest-plugin.ts'
import { runRecordedCases, type Outcome } from './run-cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'conformance-'))

afterAll(() => rmSync(folder, { recursive: true }))

const longestMs = 120_000

async function failures(language: Language): Promise<readonly string[]> {
  const outcomes = await runRecordedCases(await buildGuests(language, folder), folder)
  return outcomes.filter(({ kind }) => kind === 'failed').map(describeFailure)
}

function describeFailure({ id, differences }: Outcome): string {
  return [id, ...differences].join('\n')
}

describe('every recorded answer of the real server comes back', () => {
  it(
    'from the plugin in AssemblyScript',
    async () => {
      expect(await failures('AssemblyScript')).toEqual([])
    },
    longestMs,
  )

  it.skipIf(lacksCompilerForC())(
    'from the plugin in C',
    async () => {
      expect(await failures('C')).toEqual([])
    },
    longestMs,
  )
})
