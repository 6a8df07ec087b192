import type { CallsFailure } from './call-campaign.ts'
import type { Tried } from '../fuzz-outcome.ts'

/** What the thread that attacks is started with. */
export interface AttackData {
  readonly codecs: WebAssembly.Module
  readonly seed: number
  readonly first: number
  readonly calls: number
  readonly maximumPages: number
  readonly timeoutMs: number
  readonly shared: SharedArrayBuffer
}

/** What it says. */
export type FromAttack =
  | { readonly kind: 'failure'; readonly failure: CallsFailure }
  | { readonly kind: 'done'; readonly tried: readonly Tried[] }

/** What both threads see at any time: 32-bit numbers at these places. */
export const sharedPlaces = {
  /** The scenario that runs. */
  number: 0,
  /** Calls so far. */
  calls: 1,
  /** Grows with each scenario that begins. */
  pulse: 2,
  /** 1: the other side wants an end. */
  stop: 3,
} as const

/** The size of what they see. */
export const sharedBytes = 16
