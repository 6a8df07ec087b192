import type { Answer, StreamHead } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { CompiledPlugin } from '../exchange/compiled-plugin.ts'
import type { LogLevel } from '../exchange/ports.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import type { Request } from '../exchange/request.ts'
import type { InstanceSettings } from './instance-settings.ts'
import type { CallMessage, ReplyWire } from './sync-call.ts'

/** The plugin as its file has it, or compiled by the thread that loaded it first. */
export type PluginSource =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'compiled'; readonly compiled: CompiledPlugin }

/** A request on its way to a thread. */
export interface ThreadJob {
  readonly ordinal: number
  readonly request: ThreadRequest
  readonly route: number
  readonly groups: readonly ByteString[]
}

/** A request without its empty body: an array of no bytes is dear to send. */
type ThreadRequest = Omit<Request, 'body'> & { readonly body?: Request['body'] }

export interface BatchPages {
  readonly requests: readonly SharedArrayBuffer[]
  readonly answers: readonly SharedArrayBuffer[]
}

/** From the main thread to a guest's thread. */
export type ToThread =
  | {
      readonly kind: 'load'
      readonly source: PluginSource
      readonly codecs: WebAssembly.Module
      readonly settings: InstanceSettings
      /** The memory of `CallGate`. */
      readonly gate: SharedArrayBuffer
      /** The memory of `Doorbell`. */
      readonly bell: SharedArrayBuffer
      /** The memory of each `RequestPage`, and of the `AnswerPage` in the same place. */
      readonly pages: BatchPages
      /** Where replies to a `call` come from. */
      readonly replies: ReplyWire
    }
  /** A batch of requests that lies on a page. */
  | { readonly kind: 'look' }
  /** A batch that does not fit on one. */
  | {
      readonly kind: 'requests'
      readonly jobs: readonly ThreadJob[]
      /** The place of the page for their short answers. */
      readonly place: number
      /** Of answers that were sent, for use again. */
      readonly buffers: readonly ArrayBuffer[]
    }
  | { readonly kind: 'finalize' }

/** From a guest's thread to the main thread. Answers come in the order of the requests. */
export type FromThread =
  /** The thread runs, and waits for a plugin. */
  | { readonly kind: 'started' }
  | {
      readonly kind: 'loaded'
      readonly compiled: CompiledPlugin
      readonly description: PluginDescription
    }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  /** The memory of `TraceMemory` that is written from now on. */
  | { readonly kind: 'trace'; readonly memory: SharedArrayBuffer }
  /** Short answers are on the page. */
  | { readonly kind: 'answers' }
  | {
      readonly kind: 'answer'
      readonly ordinal: number
      readonly answer: Answer
      /** That of the request's body, if it was handed over. */
      readonly body?: ArrayBuffer | undefined
      /** What killed the instance; a fresh one is on its way: `loaded` or `refused` follows. */
      readonly death?: string | undefined
    }
  | { readonly kind: 'streamBegin'; readonly ordinal: number; readonly head: StreamHead }
  | {
      readonly kind: 'streamPart'
      readonly ordinal: number
      readonly bytes: Uint8Array<ArrayBuffer>
    }
  | {
      readonly kind: 'log'
      readonly level: LogLevel
      readonly message: string
      readonly request: string | undefined
    }
  /** The guest waits for the reply. */
  | CallMessage
  | { readonly kind: 'finalized' }
