import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  buildComponents,
  buildGuests,
  lacksCompilerForC,
  type Guests,
  type Language,
} from './guest-plugin.ts'
import { runRecordedCases, type Outcome } from './run-cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
process.env['XDG_CACHE_HOME'] = folder

afterAll(() => rmSync(folder, { recursive: true }))

const longestMs = 120_000

const modules = new Map<Language, Promise<Guests>>()

/** The plugins of a language, compiled once. */
async function guestsIn(language: Language): Promise<Guests> {
  const built = modules.get(language) ?? buildGuests(language, folder)
  modules.set(language, built)
  return built
}

async function failures(guests: Guests): Promise<readonly string[]> {
  const outcomes = await runRecordedCases(guests, folder)
  return outcomes.filter(({ kind }) => kind === 'failed').map(describeFailure)
}

function describeFailure({ id, differences }: Outcome): string {
  return [id, ...differences].join('\n')
}

describe('every recorded answer of the real server comes back', () => {
  it(
    'from the plugin in AssemblyScript',
    async () => {
      expect(await failures(await guestsIn('AssemblyScript'))).toEqual([])
    },
    longestMs,
  )

  it.skipIf(lacksCompilerForC())(
    'from the plugin in C',
    async () => {
      expect(await failures(await guestsIn('C'))).toEqual([])
    },
    longestMs,
  )

  it(
    'from the plugin in AssemblyScript as a component',
    async () => {
      expect(await failures(await buildComponents(await guestsIn('AssemblyScript')))).toEqual([])
    },
    longestMs,
  )

  it.skipIf(lacksCompilerForC())(
    'from the plugin in C as a component',
    async () => {
      expect(await failures(await buildComponents(await guestsIn('C')))).toEqual([])
    },
    longestMs,
  )
})
