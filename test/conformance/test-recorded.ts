import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildVariant, type Variant } from './guest-plugin.ts'
import { runRecordedCases, type Outcome } from './run-cases.ts'

const longestMs = 480_000

/** That every recorded answer of the real server comes back from the plugins of these variants. */
export function testRecorded(variants: readonly Variant[]): void {
  const folder = temporaryFolder('conformance')
  it.each(variants)(
    'every recorded answer of the real server comes back from $name',
    async (variant) => {
      const outcomes = await runRecordedCases(await buildVariant(variant, folder), folder)
      const failures = outcomes.filter(({ kind }) => kind === 'failed').map(describeFailure)
      expect(failures).toEqual([])
    },
    longestMs,
  )
}

function describeFailure({ id, differences }: Outcome): string {
  return [id, ...differences].join('\n')
}
