import type { Answer, StreamHead } from './answer.ts'
import type { Request } from './request.ts'

export type LogLevel = 'error' | 'warning' | 'info' | 'verbose'

/** One event of the log. `message` may hold what a guest or client wrote: the writer escapes it. */
export interface LogEvent {
  readonly level: LogLevel
  readonly message: string
  readonly plugin?: string
  readonly request?: string
}

export type Log = (event: LogEvent) => void

/**
 * Where an answer goes that is sent before its callback ends. Both calls block the guest's thread while the client is
 * slower than the guest, and throw `CallError` once the client has left.
 */
export interface AnswerSink {
  begin(head: StreamHead): void
  write(bytes: Uint8Array<ArrayBuffer>): void
}

/** The client's side of a streamed answer, on the thread that has the socket. */
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
  /** Whether the client has left already; cheaper to ask than `signal`. */
  readonly hasLeft: boolean
  /** Aborted when the client leaves before its answer is complete. */
  readonly signal: AbortSignal
}

/** Finds who answers a request, and has it answered; never rejects. */
export type Dispatch = (request: Request, client: Client) => Promise<Answer>
