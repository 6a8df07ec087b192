import type { PluginDescription } from '../exchange/registrations.ts'
import type { InstanceSettings } from '../worker/instance-settings.ts'
import type { TracedRequest } from '../worker/record-trace.ts'
import type { ExpectedEvents } from './trace-player.ts'

/** Where an instance gets from what it cannot know before. */
export type InstanceSetup =
  /** From a record, with which all that it does is compared. */
  | { readonly kind: 'recorded'; readonly start: ExpectedEvents }
  /** From a seed; all that it does is recorded. With `fill` its free memory is full of that byte. */
  | { readonly kind: 'invented'; readonly seed: number; readonly fill?: number }

/** From the main thread. */
export type ToRequestThread =
  | {
      readonly kind: 'load'
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly codecs: WebAssembly.Module
      readonly settings: InstanceSettings
    }
  /** Makes a fresh instance; what was before is forgotten. */
  | { readonly kind: 'begin'; readonly setup: InstanceSetup }
  | {
      readonly kind: 'run'
      readonly traced: TracedRequest
      readonly body: Uint8Array<ArrayBuffer>
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

/** From the thread. */
export type FromRequestThread =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'begun'; readonly description: PluginDescription }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  /** The memory of `TraceMemory` that is written from now on. */
  | { readonly kind: 'trace'; readonly memory: SharedArrayBuffer }
  | { readonly kind: 'diverged'; readonly where: string }
  | EndedRun
