import type { Refusal } from '../exchange/refusals.ts'
import type { InFlightRequest, Job } from './in-flight-requests.ts'

/**
 * Answers the requests that a process had begun when it ended: those up to the ordinal `lastBegun`. Returns the others,
 * which another process can answer. Without `lastBegun` all are answered.
 */
export function settleLost(
  requests: readonly InFlightRequest[],
  refusal: Refusal,
  lastBegun = Number.POSITIVE_INFINITY,
): Job[] {
  const unstarted: Job[] = []
  for (const { job, ordinal, isStreamed } of requests)
    if (ordinal > lastBegun) unstarted.push(job)
    else job.settle(isStreamed ? { kind: 'streamed', complete: false } : refusal)
  return unstarted
}
