import { describe, expect, it } from 'vitest'
import { notedJob, type NotedJob } from '../../test/support/noted-job.ts'
import { refuse, type Refusal } from '../exchange/refusals.ts'
import type { InFlightRequest } from './in-flight-requests.ts'
import { settleLost } from './lost-requests.ts'

const crash = refuse('process-ended', { reason: 'its process ended' })

function inFlight(ordinal: number, isStreamed = false): InFlightRequest & { job: NotedJob } {
  return { ordinal, isFiled: false, isStreamed, job: notedJob() }
}

/** What the only request of a process is answered. */
function answerAfter(refusal: Refusal, isStreamed?: boolean): unknown {
  const one = inFlight(1, isStreamed)
  settleLost([one], refusal, 1)
  return one.job.settled
}

describe('settleLost', () => {
  it('returns requests that have not begun, in order, without an answer', () => {
    const requests = [inFlight(4), inFlight(5), inFlight(6)]
    const jobs = requests.map(({ job }) => job)
    expect(settleLost(requests, crash, 4)).toEqual(jobs.slice(1))
    expect(jobs.map(({ settled }) => settled.length)).toEqual([1, 0, 0])
  })

  it('answers all where no other process follows', () => {
    const requests = [inFlight(1), inFlight(2)]
    expect(settleLost(requests, refuse('server-stopping'))).toEqual([])
    for (const { job } of requests) expect(job.settled).toMatchObject([{ status: 503 }])
  })

  it('says why the process ended', () => {
    expect(answerAfter(crash)).toEqual([crash])
  })

  it('cuts an answer that has begun', () => {
    const cut = [{ kind: 'streamed', complete: false }]
    expect(answerAfter(crash, true)).toEqual(cut)
  })
})
