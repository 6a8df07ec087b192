import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../abi/enums.ts'
import { notedJob, type NotedJob } from '../../test/support/noted-job.ts'
import type { Flight } from './flights.ts'
import { settleLost, type Ending } from './lost-requests.ts'

const crash: Ending = { kind: 'thread', reason: 'its thread ended' }

function flight(ordinal: number, state: Partial<Flight> = {}): Flight & { job: NotedJob } {
  return { ordinal, isTransferred: false, isStreamed: false, ...state, job: notedJob() }
}

/** What the only request of a thread is answered. */
function answerAfter(ending: Ending, state?: Partial<Flight>): unknown {
  const one = flight(1, state)
  settleLost([one], ending, 1)
  return one.job.settled
}

describe('settleLost', () => {
  it('gives back what has not begun, in order, without an answer', () => {
    const flights = [flight(4), flight(5), flight(6)]
    const jobs = flights.map(({ job }) => job)
    expect(settleLost(flights, crash, 4)).toEqual(jobs.slice(1))
    expect(jobs.map(({ settled }) => settled.length)).toEqual([1, 0, 0])
  })

  it('answers what has not begun and whose body the thread had', () => {
    const one = flight(2, { isTransferred: true })
    expect(settleLost([one], crash, 1)).toEqual([])
    expect(one.job.settled).toMatchObject([{ kind: 'error', details: 'its thread ended' }])
  })

  it('answers all where no other thread follows', () => {
    const flights = [flight(1), flight(2)]
    expect(settleLost(flights, { kind: 'stop', reason: 'the server stops' })).toEqual([])
    for (const { job } of flights) expect(job.settled).toMatchObject([{ status: 503 }])
  })

  it('says why the thread ended', () => {
    const late = { code: errorCodes.Timeout, status: 504, details: 'late' }
    expect(answerAfter({ kind: 'deadline', reason: 'late' })).toMatchObject([late])
    const crashed = { code: errorCodes.Plugin, details: 'its thread ended' }
    expect(answerAfter(crash)).toMatchObject([crashed])
    expect(answerAfter(crash)).not.toMatchObject([{ status: expect.anything() }])
  })

  it('cuts an answer that has begun', () => {
    const cut = [{ kind: 'streamed', complete: false }]
    expect(answerAfter(crash, { isStreamed: true })).toEqual(cut)
  })
})
