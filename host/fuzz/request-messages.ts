import type { PluginDescription } from '../exchange/registrations.ts'
import type { TracedRequest } from '../exchange/trace.ts'
import type { ExpectedEvents } from './trace-player.ts'

/** Where an instance gets from what it cannot know before. */
export type InstanceSetup =
  /** From a record, with which all that it does is compared. */
  | { readonly kind: 'recorded'; readonly start: ExpectedEvents }
  /** From a seed; all that it does is recorded. With `fill` its free memory is full of that byte. */
  | { readonly kind: 'invented'; readonly seed: number; readonly fill?: number }

/** What the process of a runner is asked to do: the codes of CALL frames from its parent, each answered by a RESULT. */
export const requestCodes = { begin: 1, run: 2 } as const

/** Of `begin`: makes a fresh instance; what was before is forgotten. */
export interface BeginRequest {
  readonly setup: InstanceSetup
}

/** Of `run`, with the body as the frame's bytes. */
export interface RunRequest {
  readonly traced: TracedRequest
  readonly expected: ExpectedEvents | undefined
}

/** What ended an instance: the innermost function first. */
export interface Death {
  readonly message: string
  /** Where the frames are in the module's file, as far as that is known. */
  readonly offsets: readonly number[]
  /** The innermost place, by numbers. */
  readonly place: string
}

/** How a callback ended. */
export interface EndedRun {
  readonly kind: 'ended'
  /** The answer in two words: `complete 200`, `error 3`. */
  readonly shape: string
  /** Of its body, if it came whole. */
  readonly bodyBytes: number
  /** The same for the same answer, byte for byte. */
  readonly digest: string
  readonly death: Death | undefined
  /** The calls that were refused for what no plugin may do. */
  readonly refusals: readonly string[]
  /** The functions that it called, in the order of their first calls. */
  readonly called: readonly string[]
  /** Of the instance, afterwards. */
  readonly memoryBytes: number | undefined
}

/** A RESULT, with where the instance did something else than its record for the first time. */
export type RequestReply = (
  | { readonly kind: 'begun'; readonly description: PluginDescription }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  | EndedRun
) & { readonly divergence?: string }
