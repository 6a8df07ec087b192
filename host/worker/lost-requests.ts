import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer } from '../exchange/answer.ts'
import type { Flight, Job } from './flights.ts'

/** Why a thread ends with requests that it has not answered. */
export interface Ending {
  /** It took too long, it ended by itself or did what it must not, or the server stops. */
  readonly kind: 'deadline' | 'thread' | 'stop'
  readonly reason: string
}

/** What those get that nobody answers any more. */
const answers: { readonly [kind in Ending['kind']]: { code: number; status?: number } } = {
  deadline: { code: errorCodes.Timeout, status: 504 },
  thread: { code: errorCodes.Plugin },
  stop: { code: errorCodes.Plugin, status: 503 },
}

/**
 * Answers the requests of a thread that ends. Gives back those that another thread can have: they come after the last
 * one that has begun, and their bodies are still here. Without `lastBegun` all are answered.
 */
export function settleLost(
  flights: readonly Flight[],
  ending: Ending,
  lastBegun = Number.POSITIVE_INFINITY,
): Job[] {
  const { code, ...status } = answers[ending.kind]
  const answer = errorAnswer(code, { ...status, details: ending.reason })
  const unstarted: Job[] = []
  for (const { job, ordinal, isTransferred, isStreamed } of flights)
    if (ordinal > lastBegun && !isTransferred) unstarted.push(job)
    else job.settle(isStreamed ? { kind: 'streamed', complete: false } : answer)
  return unstarted
}
