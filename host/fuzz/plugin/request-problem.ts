import type { Trace } from '../../exchange/trace.ts'
import { traceKinds } from '../../frames/trace-file.ts'
import type { BundledFailure } from '../../record/bundle.ts'
import type { RunOutcome } from '../request-runner.ts'

/** Something that a request did wrong. */
export interface Problem {
  readonly kind: BundledFailure['kind']
  readonly message: string
  /** The same for the same mistake in the plugin, as far as that can be told. */
  readonly identity: string
  /** Where the frames of a trap are in the module. */
  readonly offsets: readonly number[]
}

/** Frames of a trap that tell it from others. */
const framesCompared = 3

/** What went wrong with a request. */
export function problemsOf(
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
  // Where a stack overflows is chance: in any of the functions that call each other.
  if (reason === 'stack overflow') return `trap ${reason} ${[...new Set(names)].toSorted().join()}`
  const innermost = names.slice(0, framesCompared).join()
  return `trap ${reason.replaceAll(/\d+/g, '#')} ${innermost} ${place}`
}

/** The functions that were called in the last request, each once. */
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
