import type { RequestOutbound, OutboundReply } from './ports.ts'
import type { Request } from './request.ts'

/** The source of a value that an instance cannot know before. A replay returns the recorded values. */
export type InputSource = 'uuid' | 'random' | 'clock' | 'bytes' | 'outside' | 'clientLeft'

/** One event between an instance and its host. The events inside a call stand between its `call` and `return`. */
export type TraceEvent =
  | { readonly kind: 'call'; readonly name: string; readonly values: readonly TraceValue[] }
  | { readonly kind: 'return'; readonly value: TraceValue }
  /** `value` is in the form of its source: a decimal number, base64, JSON. */
  | { readonly kind: 'input'; readonly source: InputSource; readonly value: string }

/** A value in a trace. Of other values than numbers and texts only the size is kept. */
export type TraceValue = number | string | boolean | null

/** A request as a trace keeps it. */
export interface TracedRequest {
  readonly request: Omit<Request, 'body'>
  readonly route: number
  readonly groups: readonly string[]
}

/** A piece of a trace; `kind` is one of `traceKinds`. */
export interface TraceFrame {
  readonly kind: number
  readonly payload: Buffer
}

/** What a trace holds of an instance. */
export interface Trace {
  /** Earlier requests of the instance that were overwritten. */
  readonly dropped: number
  frames(): Iterable<TraceFrame>
}

/** A request that failed, and the trace of its instance up to then. */
export interface RequestFailure {
  readonly kind: 'trap' | 'deadline' | 'process'
  readonly message: string
  readonly request: string
  /** The route whose callback answered it. */
  readonly route: number
  /** Only while the failure is reported: the trace may be overwritten afterwards. */
  readonly readTrace: () => Trace
}

/** Sees each call that a guest makes. */
export interface InstanceWatch {
  /** Makes the call and returns its result. */
  call(name: string, values: readonly unknown[], make: () => unknown): unknown
}

/** Values that an instance receives from its host and cannot know before. */
export interface InstanceInputs {
  readonly uuid: () => string
  readonly random: () => number
  /** The system's unless given. */
  readonly clock?: ((monotonic: boolean) => bigint) | undefined
  readonly fillRandom?: ((bytes: Uint8Array) => void) | undefined
  readonly ask?: RequestOutbound | undefined
}

/** Inputs that are recorded, or replayed. */
export interface WatchedInputs extends InstanceInputs {
  readonly watch: InstanceWatch
  readonly clock: (monotonic: boolean) => bigint
  readonly fillRandom: (bytes: Uint8Array) => void
}

/** A value as a trace keeps it. NaN and the infinities, which JSON does not have, are texts. */
export function traceValue(value: unknown): TraceValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (Array.isArray(value)) return `list of ${value.length}`
  return null
}

/** A call as a line for a person: `OrthancPluginAnswerBuffer(1, 5, 1024, 16, 2048)`. */
export function describeEvent(event: TraceEvent): string {
  if (event.kind === 'call') return `${event.name}(${event.values.join(', ')})`
  if (event.kind === 'return') return `a return of ${String(event.value)}`
  return `a value of ${event.source}`
}

/** The system's clock in ns: since 1970, or monotonic from an arbitrary start. */
export function systemClock(monotonic: boolean): bigint {
  return monotonic ? process.hrtime.bigint() : BigInt(Date.now()) * 1_000_000n
}

/** A reply as the text of an event. */
export function writeReply(reply: OutboundReply): string {
  if (reply.kind === 'failed') return JSON.stringify(reply)
  return JSON.stringify({ ...reply, body: Buffer.from(reply.body).toString('base64') })
}

/** The reply that `writeReply` wrote; `undefined` for another text. */
export function readReply(text: string): OutboundReply | undefined {
  const reply = parsedReply(text)
  if (reply?.kind === 'failed') return Number.isInteger(reply.code) ? reply : undefined
  if (reply?.kind !== 'answered' || typeof reply.body !== 'string') return undefined
  const isWhole = Number.isInteger(reply.status) && areHeaders(reply.headers)
  return isWhole ? { ...reply, body: new Uint8Array(Buffer.from(reply.body, 'base64')) } : undefined
}

function parsedReply(text: string): (OutboundReply & { readonly body?: unknown }) | undefined {
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return undefined
  }
}

function areHeaders(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPairOfTexts)
}

function isPairOfTexts(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
  )
}
