import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'

/** Where an answer may or must differ from the real server's. `reason`, `safe` and `test` are for people. */
interface Difference {
  readonly reason: string
  /** What a client gets instead. */
  readonly safe: string
  /** The test that asserts it. */
  readonly test: string
  /** This status line stands for that one. */
  readonly statusLine?: { readonly from: string; readonly to: string }
  /** All that is asked of the answer. */
  readonly expect?: {
    readonly status?: number
    readonly lacks?: string
    readonly includes?: string
  }
  /** Whether the connection stays open is not asked. */
  readonly after?: 'any'
  /** Any answer, or none. */
  readonly answers?: 'any'
  /** Only the status code counts. */
  readonly compare?: 'code'
  /** An answer of this status is right, too. */
  readonly orStatus?: number
  readonly body?: 'any' | 'may-be-absent'
  readonly ignoreHeaders?: readonly string[]
  /** Interim answers do not count. */
  readonly ignoresContinue?: true
}

/** A difference that a case makes use of. */
export interface AppliedDifference extends Difference {
  readonly id: string
}

const file = join(findPackageRoot(), 'test/golden/conformance/differences.json')

export type Differences = ReadonlyMap<string, Difference>

export function readDifferences(): Differences {
  const table: { readonly differences: Record<string, Difference> } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  return new Map(Object.entries(table.differences))
}

/** The differences that a case names: `ID`, or `ID=TEXT` where the body must include the text. */
export function applyDifferences(
  table: Differences,
  names: readonly string[],
): readonly AppliedDifference[] {
  return names.map((name) => {
    const [id = '', includes] = name.split('=')
    const found = table.get(id)
    if (found === undefined) throw new Error(`no difference is called ${id}`)
    if (includes === undefined || found.expect === undefined) return { id, ...found }
    return { id, ...found, expect: { ...found.expect, includes } }
  })
}
