import type { Trace } from '../../exchange/trace.ts'
import { traceKinds } from '../../frames/trace-file.ts'
import type { BundledFailure } from '../../record/bundle.ts'
import type { RunOutcome } from '../request-runner.ts'

/** What went wrong in a request. */
export interface Problem {
  readonly kind: BundledFailure['kind']
  readonly message: string
  /** The same for the same mistake in the plugin, as far as the host can see. */
  readonly identity: string
  /** Offsets of the frames of a trap in the module. */
  readonly offsets: readonly number[]
}

/** How many frames of a trap are compared. */
const framesCompared = 3

/** Finds what went wrong in a request. */
export function findProblems(
  outcome: RunOutcome,
  trace: Trace,
  route: string,
  timeoutMs: number,
): readonly Problem[] {
  if (outcome.kind === 'deadline') {
    const message = `a callback did not end within ${timeoutMs} ms`
    const identity = `deadline ${route} ${lastCalls(trace).join()}`
    return [{ kind: 'deadline', message, identity, offsets: [] }]
  }
  if (outcome.kind === 'process') {
    const { message } = outcome
    return [{ kind: 'process', message, identity: `process ${route}`, offsets: [] }]
  }
  const refused = outcome.refusals.map((message) => ({
    kind: 'refused' as const,
    message,
    identity: `refused ${message.replaceAll(/\d+/g, '#')}`,
    offsets: [],
  }))
  const { death } = outcome
  if (death === undefined) return refused
  const { message, place, offsets } = death
  return [{ kind: 'trap', message, identity: trapIdentity(message, place), offsets }, ...refused]
}

function trapIdentity(message: string, place: string): string {
  const end = message.lastIndexOf(' in ')
  const reason = end < 0 ? message : message.slice(0, end)
  const names = end < 0 ? [] : message.slice(end + ' in '.length).split(' < ')
  // A stack overflows in any of the functions that call each other.
  if (reason === 'stack overflow') return `trap ${reason} ${[...new Set(names)].toSorted().join()}`
  const innermost = names.slice(0, framesCompared).join()
  return `trap ${reason.replaceAll(/\d+/g, '#')} ${innermost} ${place}`
}

/** The functions that the last request called, each once. */
function lastCalls(trace: Trace): readonly string[] {
  let names = new Set<string>()
  for (const { kind, payload } of trace.frames()) {
    if (kind === traceKinds.request) names = new Set()
    const name = kind === traceKinds.event ? callName(payload.toString('utf8')) : undefined
    if (name !== undefined) names.add(name)
  }
  return [...names].toSorted()
}

function callName(event: string): string | undefined {
  return /^\{"kind":"call","name":"(\w+)"/.exec(event)?.[1]
}
