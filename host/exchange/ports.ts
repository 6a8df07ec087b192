import type { Answer, Header, Passed, StreamHead } from './answer.ts'
import type { ByteString } from './byte-string.ts'
import type { Metric } from './metrics.ts'
import type { Request } from './request.ts'

/** A request that ended: its answer was sent, or its connection ended before that. */
export interface EndedRequest {
  readonly id: string
  readonly method: string
  /** As the client sent it, without the query. */
  readonly path: ByteString
  /** Absent: the connection ended without an answer. */
  readonly status: number | undefined
  /** Bytes of the answer's body that were passed to the connection. */
  readonly bytes: number
  /** From the request's head to the end of its answer. */
  readonly ms: number
  /** Whether the connection took the whole answer. */
  readonly isComplete: boolean
  /** The plugin that has the route. */
  readonly plugin: string | undefined
}

/** An instance of a plugin that ended: by a trap, by its deadline, or with its process. */
export interface EndedInstance {
  readonly kind: 'trap' | 'deadline' | 'process'
  /** May contain text of the plugin. */
  readonly message: string
  readonly plugin: string
  /** The id of the request that it answered, if any. */
  readonly request: string | undefined
}

/** Receives what happens to requests and plugins. A server without an observer measures nothing. */
export interface Observer {
  readonly onRequest: (request: EndedRequest) => void
  readonly onEnd?: (instance: EndedInstance) => void
  /** Another instance of that plugin started in place of one that ended. */
  readonly onRestart?: (plugin: string) => void
}

/**
 * Receives an answer that is sent before its callback ends. Both calls block the guest while the client reads more slowly than
 * the guest writes, and throw `CallError` once the client has left.
 */
export interface AnswerSink {
  begin(head: StreamHead): void
  write(bytes: Uint8Array<ArrayBuffer>): void
}

/** The client's side of a streamed answer, in the process that has its socket. */
export interface StreamTarget {
  begin(head: StreamHead): void
  /** Calls `taken` once the client has the bytes, or has left (`open` is false). */
  write(bytes: Uint8Array<ArrayBuffer>, taken: (open: boolean) => void): void
}

/** The peer that sent a request, as the connection shows it. */
export interface Sender {
  /** The IP address; unknown without a socket, or once it is closed. */
  readonly address: string | undefined
  readonly protocol: 'http' | 'https'
}

/** The client of a request, and where its answer goes. */
export interface Client {
  readonly target: StreamTarget
  readonly sender?: Sender
  /** The client address whose share the request counts in; absent: no share limits it. */
  readonly shareAddress?: string | undefined
  /** True if the client has left; cheaper than `signal`. */
  readonly hasLeft: boolean
  /** Aborted when the client leaves before its answer is complete, or has closed its side for a while: see `onHalfClose`. */
  readonly signal: AbortSignal
  /** Calls `act` when the client leaves; a second call replaces `act`. Cheaper than `signal`. */
  onLeave?(act: () => void): void
  /**
   * Calls `act` when the client has closed its side for a while, which may mean that it has left: a request that still waits
   * in a queue is dropped then, and is not sent to another plugin or server. A second call replaces `act`.
   */
  onHalfClose?(act: () => void): void
  /** Receives the buffer of the request's body once the plugin no longer needs it. */
  takeBack?(buffer: ArrayBuffer): void
  /**
   * For a request that a plugin sends: whether it may wait for the plugin of that name; false if that one already waits for
   * this plugin. Its errors are returned to the plugin and not logged on the way.
   */
  readonly mayWaitFor?: (plugin: ByteString) => boolean
}

/** No client waits for the answer of a callback for changes or timers. */
export const noClient: Client = {
  target: { begin: () => undefined, write: (_bytes, taken) => taken(false) },
  hasLeft: false,
  // One that is shared would keep the listeners of all callbacks.
  get signal() {
    return new AbortController().signal
  },
}

/** Answers a request with a plugin or another server; never rejects. */
export type Dispatch = (request: Request, client: Client) => Promise<Answer>

/** Receives the answer of a request, or the promise of one that is not rejected. Called once. */
export type Settle = (answer: Answer | Promise<Answer>) => void

/** A request for a route of a plugin. `settle` is called once, with its answer. */
export interface Job {
  readonly request: Request
  /** The index of the route in the plugin's description. */
  readonly route: number
  /** The groups of its pattern. */
  readonly groups: readonly ByteString[]
  readonly client: Client
  readonly settle: (answer: Answer | Passed) => void
}

/** A request that a plugin sends while its callback waits; plain data, which crosses processes. */
export type OutboundCall = RestCall | HttpCall

/** To the REST API of the upstream Orthanc; with `afterPlugins` routes of other plugins come first. */
export interface RestCall {
  readonly kind: 'rest'
  /** One of `httpMethods`. */
  readonly method: number
  readonly uri: ByteString
  readonly headers: readonly Header[]
  readonly body: Uint8Array<ArrayBuffer>
  readonly afterPlugins: boolean
}

/** To another server. */
export interface HttpCall {
  readonly kind: 'http'
  /** One of `httpMethods`. */
  readonly method: number
  readonly url: ByteString
  readonly headers: readonly Header[]
  readonly body: Uint8Array<ArrayBuffer>
  /** Name and password, with a colon between them. */
  readonly credentials: ByteString | undefined
  /** 0: Orthanc's default. */
  readonly timeoutMs: number
}

/** The result of an outbound call. */
export type OutboundReply =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: readonly Header[]
      readonly body: Uint8Array<ArrayBuffer>
    }
  /** There is no answer. `reason`, a text, is for the log; absent if it was logged already. */
  | { readonly kind: 'failed'; readonly code: number; readonly reason?: string }

/** Sends a request and blocks the guest until there is a reply. */
export type RequestOutbound = (call: OutboundCall) => OutboundReply

/** The plugin that sends a request. */
export interface Caller {
  /** Its name; empty until `OrthancPluginGetName` returned it. */
  readonly plugin: ByteString
  /** The id of the request that it answers; `undefined` while it starts or stops. */
  readonly request: string | undefined
  /** Limit of the body of an answer. */
  readonly maxAnswerBytes: number
  /** Aborted when the reply is no longer needed. */
  readonly signal: AbortSignal
}

/** Sends a request for a plugin, if `Allow` permits it; never rejects. */
export type Outbound = (call: OutboundCall, caller: Caller) => Promise<OutboundReply>

/** Sets a metric. The first value of a name decides whether it is a whole number, and whether it is a timer. */
export type SetMetric = (metric: Metric, kind: 'integer' | 'fraction') => void

/** Answers requests as an Orthanc would. */
export type AnswerRequest = (
  request: globalThis.Request,
) => globalThis.Response | Promise<globalThis.Response>
