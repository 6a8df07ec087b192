import type { Arguments } from './host/argument-model.ts'
import type { Verdict } from './verdict.ts'
import type { World } from './world.ts'

/** What a service does with good fields; `unknown`: only that it breaks nothing. */
export type ServiceModel = (world: World, given: Arguments) => Verdict | 'unknown'
