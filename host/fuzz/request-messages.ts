import type { PluginDescription } from '../exchange/instance.ts'
import type { TracedRequest } from '../exchange/trace.ts'
import type { ExpectedEvents } from './trace-player.ts'

/** Where the inputs of an instance come from: random numbers, time, replies. */
export type InstanceSetup =
  /** From a record, which is compared with everything that the instance does. */
  | { readonly kind: 'recorded'; readonly start: ExpectedEvents }
  /** From a seed; everything that the instance does is recorded. `fill`: the byte in all of its free memory. */
  | { readonly kind: 'invented'; readonly seed: number; readonly fill?: number }

/** The codes of the CALL frames to the process of a runner. It answers each one with a RESULT. */
export const requestCodes = { begin: 1, run: 2 } as const

/** `begin` replaces the instance with a fresh one. */
export interface BeginRequest {
  readonly setup: InstanceSetup
}

/** `run` runs a request, whose body is the bytes of the frame. */
export interface RunRequest {
  readonly traced: TracedRequest
  readonly expected: ExpectedEvents | undefined
}

/** The error that ended an instance: the innermost function first. */
export interface Death {
  readonly message: string
  /** Offsets of the frames in the module's file, as far as they are known. */
  readonly offsets: readonly number[]
  /** The innermost frame: the number of its function, and its offset. */
  readonly place: string
}

/** How a callback ended. */
export interface EndedRun {
  readonly kind: 'ended'
  /** The answer in two words: `complete 200`, `error 3`. */
  readonly shape: string
  /** The length of the body of a complete answer. */
  readonly bodyBytes: number
  /** The same for the same answer, byte for byte. */
  readonly digest: string
  readonly death: Death | undefined
  /** The messages of refused calls. */
  readonly refusals: readonly string[]
  /** The functions that it called, in the order of their first calls. */
  readonly called: readonly string[]
  /** The size of the instance's memory afterwards. */
  readonly memoryBytes: number | undefined
}

/** A RESULT, with the place where the instance first differed from its record. */
export type RequestReply = (
  | { readonly kind: 'begun'; readonly description: PluginDescription }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  | EndedRun
) & { readonly divergence?: string }
