import type { InstanceSettings } from '../exchange/instance-settings.ts'
import type { Trace, TracedRequest, TraceEvent, TraceFrame } from '../exchange/trace.ts'
import { traceKinds } from '../frames/trace-file.ts'

/** What every file that replays something says of itself. */
const replayFormat = { format: 'orthanc-wasm replay', version: 1 } as const

/** What went wrong, and in which words. */
export interface BundledFailure {
  readonly kind: 'trap' | 'deadline' | 'process' | 'refused' | 'memory' | 'unwritten'
  readonly message: string
}

/** What a bundle says before its trace. */
export interface BundleHead {
  readonly time: string
  readonly plugin: { readonly name: string; readonly file: string }
  /** The module lies beside the bundle, in a file that its hash names. */
  readonly module: { readonly sha256: string; readonly file: string }
  readonly settings: InstanceSettings
  /** Wall-clock time of one callback, and of a start. */
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
  readonly failure: BundledFailure
}

/** A request of a bundle, and what happened between its callback and the host. */
export interface BundledRequest extends TracedRequest {
  /** Base64. */
  readonly body: string
  readonly events: readonly TraceEvent[]
  /** Whether the trace ends before the callback did. */
  readonly isCut: boolean
}

/** A bundle as its file has it: all that is needed to have an instance do the same again. */
export interface Bundle extends BundleHead {
  readonly format: typeof replayFormat.format
  readonly version: typeof replayFormat.version
  readonly kind: 'request'
  /** How many requests of the instance, before the first of these, are not in the file. */
  readonly requestsBefore: number
  /** What happened while the instance started. */
  readonly start: readonly TraceEvent[]
  /** In their order; the last one failed. */
  readonly requests: readonly BundledRequest[]
}

/** Characters of one piece, about: what is made at once without holding anybody up. */
const pieceLength = 64 * 1024
/** Bytes of a body in one piece; a multiple of 3, so that the base64 of the pieces joins. */
const bodyPieceBytes = 48 * 1024

/** The text of a bundle in pieces, so that one of a large request can be written bit by bit. */
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

/** Whether a trace has that request, which can be replayed then. */
export function hasRequest(trace: Trace, request: string): boolean {
  // From the end: it is one of the last, and each that is looked at is parsed.
  return [...trace.frames()].findLast((frame) => isRequest(frame, request)) !== undefined
}

/**
 * The frames of the start, and behind them those of each request up to that one; what an instance did for later ones is
 * left out. Clients choose the ids: the one that failed is the last of several with the same.
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
