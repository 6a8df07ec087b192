import type { InstanceSettings } from '../exchange/instance.ts'
import type { Trace, TracedRequest, TraceEvent, TraceFrame } from '../exchange/trace.ts'
import { traceKinds } from '../frames/trace-file.ts'

/** The first fields of every replay file. */
const replayFormat = { format: 'orthanc-wasm replay', version: 1 } as const

/** The kind of a failure, and its message. */
export interface BundledFailure {
  readonly kind: 'trap' | 'deadline' | 'process' | 'refused' | 'memory' | 'unwritten'
  readonly message: string
}

/** The fields of a bundle before its trace. */
export interface BundleHead {
  readonly time: string
  readonly plugin: { readonly name: string; readonly file: string }
  /** The module is next to the bundle, in a file named by its hash. */
  readonly module: { readonly sha256: string; readonly file: string }
  readonly settings: InstanceSettings
  /** Deadlines of one callback, and of the start of an instance. */
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
  readonly failure: BundledFailure
}

/** A request of a bundle, and the events between its callback and the host. */
export interface BundledRequest extends TracedRequest {
  /** Base64. */
  readonly body: string
  readonly events: readonly TraceEvent[]
  /** Whether the trace ends before the callback did. */
  readonly isCut: boolean
}

/** The content of a bundle file: everything that an instance needs to do the same again. */
export interface Bundle extends BundleHead {
  readonly format: typeof replayFormat.format
  readonly version: typeof replayFormat.version
  readonly kind: 'request'
  /** How many requests of the instance, before the first of these, are not in the file. */
  readonly requestsBefore: number
  /** The events of the instance's start. */
  readonly start: readonly TraceEvent[]
  /** In their order; the last one failed. */
  readonly requests: readonly BundledRequest[]
}

/** Characters of one piece, about: few enough not to delay other work. */
const pieceLength = 64 * 1024
/** Bytes of a body in one piece; a multiple of 3, so that the base64 of the pieces joins. */
const bodyPieceBytes = 48 * 1024

/** The text of a bundle in pieces, so that a large one is written step by step. */
export function* bundlePieces(head: BundleHead, trace: Trace, request: string): Generator<string> {
  const requests = framesByRequest(trace, request)
  const members = JSON.stringify({ ...replayFormat, kind: 'request', ...head }, undefined, 2)
  yield `${members.slice(0, -2)},\n  "requestsBefore": ${trace.dropped},\n  "start": `
  yield* eventPieces(requests.shift() ?? [])
  yield ',\n  "requests": ['
  let separator = '\n    '
  for (const frames of requests) {
    yield separator
    yield* requestPieces(frames)
    separator = ',\n    '
  }
  yield '\n  ]\n}\n'
}

/** Whether a trace contains a request, so that it can be replayed. */
export function hasRequest(trace: Trace, request: string): boolean {
  // From the end, as it is one of the last and each candidate is parsed.
  return [...trace.frames()].findLast((frame) => isRequest(frame, request)) !== undefined
}

/**
 * The frames of the start, then those of each request up to the failed one; later requests are left out. Clients choose the
 * ids: the failed request is the last one with its id.
 */
function framesByRequest(trace: Trace, request: string): TraceFrame[][] {
  let latest: TraceFrame[] = []
  const groups = [latest]
  for (const frame of trace.frames()) {
    if (frame.kind === traceKinds.request) groups.push((latest = []))
    latest.push(frame)
  }
  const failed = groups.findLastIndex(([head]) => head !== undefined && isRequest(head, request))
  return groups.slice(0, failed + 1)
}

function isRequest({ kind, payload }: TraceFrame, id: string): boolean {
  return kind === traceKinds.request && tracedRequest(payload).request.id === id
}

function tracedRequest(payload: Buffer): TracedRequest {
  const traced: TracedRequest = JSON.parse(payload.toString('utf8'))
  return traced
}

function* requestPieces([head, body, ...events]: readonly TraceFrame[]): Generator<string> {
  if (head === undefined || body === undefined) return
  const isCut = events.some(({ kind }) => kind === traceKinds.cut)
  yield `${head.payload.toString('utf8').slice(0, -1)},"isCut":${isCut},"body":"`
  for (let at = 0; at < body.payload.length; at += bodyPieceBytes)
    yield body.payload.subarray(at, at + bodyPieceBytes).toString('base64')
  yield '","events":'
  yield* eventPieces(events)
  yield '}'
}

/** Events are JSON already. */
function* eventPieces(frames: readonly TraceFrame[]): Generator<string> {
  let piece = '['
  let separator = '\n      '
  for (const { kind, payload } of frames) {
    if (kind !== traceKinds.event) continue
    piece += `${separator}${payload.toString('utf8')}`
    separator = ',\n      '
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  yield `${piece}]`
}
