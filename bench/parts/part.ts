import type { Findings } from '../findings.ts'
import type { LoadGenerator } from '../load/load-generator.ts'
import type { PluginBuilder } from '../plugin-builder.ts'

/** What parts are run with. */
export interface BenchContext {
  /** A smoke run: everything once, on small inputs; the figures mean nothing. */
  readonly isQuick: boolean
  /** The requested number of rounds, else the default; 1 in a smoke run. */
  readonly rounds: (usual: number) => number
  readonly load: LoadGenerator
  /** The `dist` folder of another build to compare with. */
  readonly before: string | undefined
  readonly plugins: PluginBuilder
  /** A folder of this run, removed at its end. */
  readonly folder: string
}

/** A part of the benchmarks, which can be run alone. */
export interface Part {
  readonly name: string
  /** The heading of its section. */
  readonly title: string
  /** What is compared, and how to read it. */
  readonly about: string
  readonly run: (context: BenchContext) => Promise<Findings>
}
