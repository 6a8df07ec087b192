import type { Findings, Skipped } from '../findings.ts'
import type { BenchContext } from '../parts/part.ts'

/** What a part of the page is measured with. */
export type PageContext = Pick<BenchContext, 'folder' | 'load'>

/** A part of docs/languages.md, which can be measured alone. */
export interface PagePart {
  readonly name: string
  /** The heading of its section. */
  readonly title: string
  /** What is measured, and how to read it. */
  readonly about: string
  readonly run: (context: PageContext) => Promise<Findings>
}

/** Runs a measurement. One that fails is reported with its name, and makes the command fail after the others have run. */
export async function attempt<T extends object>(
  peer: string,
  run: () => Promise<T>,
): Promise<T | Skipped> {
  try {
    return await run()
  } catch (error) {
    console.error(`failed: ${peer}`, error)
    process.exitCode = 1
    return { peer, why: 'it failed' }
  }
}
