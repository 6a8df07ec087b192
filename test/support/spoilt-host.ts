import { readFileSync } from 'node:fs'
import { runCampaign, type CallsFailure } from '../../host/fuzz/host/call-campaign.ts'
import { hostImports, type MakeImports } from '../../host/fuzz/host/guest.ts'
import { ScenarioRunner } from '../../host/fuzz/host/scenario-runner.ts'
import type { GuestState } from '../../host/imports/import-object.ts'

export const codecs = new WebAssembly.Module(
  readFileSync(new URL('../../dist/host/image/codecs.wasm', import.meta.url)),
)

/** For a machine that does much else. */
export const patience = 120_000

/** Of a function of the host one that has a mistake. */
export type Spoil = (right: WebAssembly.ImportValue, state: GuestState) => WebAssembly.ImportValue

/** A mistake in one function of the host, and what it is told as. */
export interface Mistake {
  readonly what: string
  readonly kinds: readonly CallsFailure['kind'][]
  readonly module?: string
  /** Without `OrthancPlugin`. */
  readonly name: string
  readonly spoil: Spoil
}

/** A host of which one function has a mistake. */
export function spoiltHost(module: string, name: string, spoil: Spoil): MakeImports {
  return (compiled, state) => {
    const imports = hostImports(compiled, state)
    const right = imports[module]?.[name]
    if (right === undefined) throw new TypeError(`${module}.${name}`)
    return { ...imports, [module]: { ...imports[module], [name]: spoil(right, state) } }
  }
}

/** The host that makes a mistake. */
export function spoilt({ module = 'orthanc', name, spoil }: Mistake): MakeImports {
  return spoiltHost(module, module === 'orthanc' ? `OrthancPlugin${name}` : name, spoil)
}

/** The first failure that a campaign finds. */
export function firstFailure(
  makeImports: MakeImports,
  { calls = 60_000, shrinkRuns = 0 } = {},
): CallsFailure | undefined {
  const failures: CallsFailure[] = []
  const runner = new ScenarioRunner(codecs, makeImports)
  const shrinkBudget = { runs: shrinkRuns, milliseconds: 600_000 }
  const limits = { maximumPages: 32, timeoutMs: 600_000, shrinkBudget }
  const options = { runner, seed: 1, first: 0, calls, ...limits }
  runCampaign(options, {
    begin: () => failures.length === 0,
    made: () => undefined,
    found: (failure) => failures.push(failure),
  })
  return failures[0]
}
