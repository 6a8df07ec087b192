import type { CallsFailure } from './call-campaign.ts'
import type { Tried } from '../fuzz-outcome.ts'

/** The input of the thread of a campaign. */
export interface AttackData {
  readonly codecs: WebAssembly.Module
  readonly seed: number
  readonly first: number
  readonly calls: number
  readonly maximumPages: number
  readonly timeoutMs: number
  readonly shared: SharedArrayBuffer
}

/** A message of the thread. */
export type FromAttack =
  | { readonly kind: 'failure'; readonly failure: CallsFailure }
  | { readonly kind: 'done'; readonly tried: readonly Tried[] }

/** Indexes of the 32-bit numbers that both threads share. */
export const sharedPlaces = {
  /** The number of the scenario that runs. */
  number: 0,
  /** Calls so far. */
  calls: 1,
  /** Incremented at the start of each scenario. */
  pulse: 2,
  /** 1: the campaign should end. */
  stop: 3,
} as const

/** Their size in bytes. */
export const sharedBytes = 16
