import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer } from '../exchange/answer.ts'
import type { InFlightRequest, Job } from './in-flight-requests.ts'

/** Why a process ends with requests that it has not answered. */
export interface Ending {
  /** It took too long, it ended by itself or did what it must not, or the server stops. */
  readonly kind: 'deadline' | 'process' | 'stop'
  readonly reason: string
}

/** Answers for requests whose plugin instance ended. */
const answers: { readonly [kind in Ending['kind']]: { code: number; status?: number } } = {
  deadline: { code: errorCodes.Timeout, status: 504 },
  process: { code: errorCodes.Plugin },
  stop: { code: errorCodes.Plugin, status: 503 },
}

/**
 * Answers the requests that a process had begun when it ended, and returns the others, which another process can have: they
 * come after the last one that has begun. Without `lastBegun` all are answered.
 */
export function settleLost(
  requests: readonly InFlightRequest[],
  { kind, reason }: Ending,
  lastBegun = Number.POSITIVE_INFINITY,
): Job[] {
  const { code, ...status } = answers[kind]
  const answer = errorAnswer(code, { ...status, details: reason })
  const unstarted: Job[] = []
  for (const { job, ordinal, isStreamed } of requests)
    if (ordinal > lastBegun) unstarted.push(job)
    else job.settle(isStreamed ? { kind: 'streamed', complete: false } : answer)
  return unstarted
}
