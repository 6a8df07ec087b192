import type { Answer, Header, StreamHead } from './answer.ts'
import type { ByteString } from './byte-string.ts'
import type { Request } from './request.ts'

export type LogLevel = 'error' | 'warning' | 'info' | 'verbose'

/** One event of the log. `message` may hold what a guest or client wrote: the writer escapes it. */
export interface LogEvent {
  readonly level: LogLevel
  readonly message: string
  /** The code of a refusal (`refusals`): stable, to search for. */
  readonly code?: string
  readonly plugin?: string
  readonly request?: string
}

export type Log = (event: LogEvent) => void

/**
 * Where an answer goes that is sent before its callback ends. Both calls block the guest while the client is
 * slower than the guest, and throw `CallError` once the client has left.
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

/** Who sent a request, as far as the connection tells. */
export interface Sender {
  /** The IP address; unknown without a socket, or once it is closed. */
  readonly address: string | undefined
  readonly protocol: 'http' | 'https'
}

/** What stands behind a request while it is answered. */
export interface Client {
  readonly target: StreamTarget
  readonly sender?: Sender
  /** The address in whose share the request is counted; absent: in none. */
  readonly shareAddress?: string | undefined
  /** Whether the client has left already; cheaper to ask than `signal`. */
  readonly hasLeft: boolean
  /** Aborted when the client leaves before its answer is complete, or has closed its side for a while: see `onDoubt`. */
  readonly signal: AbortSignal
  /** Has `act` called when the client leaves; of several the last one. Cheaper than `signal`. */
  onLeave?(act: () => void): void
  /**
   * Has `act` called when the client has closed its side for a while, which may mean that it has left: what still waits
   * behind others is forgotten then, and nobody else is asked for it. Of several the last one.
   */
  onDoubt?(act: () => void): void
  /** Gets the buffer of the request's body back once the plugin has it no more. */
  takeBack?(buffer: ArrayBuffer): void
  /**
   * For a request that a plugin sends: whether it may wait for the plugin of that name, which is false where that one waits
   * for it already. What goes wrong is told to it, and not logged on the way.
   */
  readonly mayWaitFor?: (plugin: ByteString) => boolean
}

/** Finds who answers a request, and has it answered; never rejects. */
export type Dispatch = (request: Request, client: Client) => Promise<Answer>

/** A request that a plugin sends while its callback waits; plain data, which crosses processes. */
export type OutboundCall = RestCall | HttpCall

/** To the REST API of the Orthanc behind the host, and to routes of other plugins first if that is asked for. */
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
  /** 0: the time that Orthanc gives it. */
  readonly timeoutMs: number
}

/** What came of it. */
export type OutboundReply =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: readonly Header[]
      readonly body: Uint8Array<ArrayBuffer>
    }
  /** There is no answer. `reason`, a text, is for the log; absent where it was told already. */
  | { readonly kind: 'failed'; readonly code: number; readonly reason?: string }

/** Sends a request and blocks the guest until there is a reply. */
export type RequestOutbound = (call: OutboundCall) => OutboundReply

/** The plugin that sends a request. */
export interface Caller {
  /** Its name, a byte string; empty as long as it has not said it. */
  readonly plugin: ByteString
  /** The id of the request that it answers; `undefined` while it starts or stops. */
  readonly request: string | undefined
  /** What bounds the body of an answer. */
  readonly maxAnswerBytes: number
  /** Aborted when nobody waits for the reply any more. */
  readonly signal: AbortSignal
}

/** Sends a request for a plugin, if that is allowed; never rejects. */
export type Outbound = (call: OutboundCall, caller: Caller) => Promise<OutboundReply>
