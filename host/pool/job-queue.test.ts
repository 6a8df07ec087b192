import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { notedJob, type NotedJob } from '../../test/support/noted-job.ts'
import { JobQueue } from './pool.ts'

const forgotten = [{ kind: 'nothing' }]

function queueOf(...jobs: readonly NotedJob[]): JobQueue {
  const queue = new JobQueue()
  for (const job of jobs) {
    queue.add(job)
    queue.wait(job)
  }
  return queue
}

/** Takes all out, in order. */
function takeAll(queue: JobQueue): unknown[] {
  const taken = []
  for (let job = queue.next(); job !== undefined; job = queue.next()) {
    taken.push(job)
    queue.shift()
  }
  return taken
}

describe('JobQueue', () => {
  it('returns first the requests that were put back', () => {
    const [a, b, c] = [notedJob(), notedJob(), notedJob()]
    const queue = queueOf(c)
    queue.putBack([a, b])
    expect(takeAll(queue)).toEqual([a, b, c])
  })

  it('forgets a request at once when its client leaves, also one that was put back', () => {
    const [waiting, returned, stays] = [notedJob(), notedJob(), notedJob()]
    const queue = queueOf(waiting, stays)
    queue.putBack([returned])
    waiting.leave()
    returned.leave()
    expect([waiting.settled, returned.settled, stays.settled]).toEqual([forgotten, forgotten, []])
    expect(queue.length).toBe(1)
  })

  it('leaves a request alone that has been taken out', () => {
    const job = notedJob()
    const queue = queueOf(job)
    queue.shift()
    job.leave()
    expect(job.settled).toEqual([])
  })

  it('passes over those whose clients had left before', () => {
    const [left, stays] = [notedJob(), notedJob()]
    left.leave()
    expect(queueOf(left, stays).next()).toBe(stays)
    expect(left.settled).toEqual(forgotten)
  })

  it('looks for those whose clients have left once in a turn', async () => {
    const [first, second] = [notedJob(), notedJob()]
    const queue = new JobQueue()
    const look = (job: NotedJob): number => {
      job.leave()
      queue.add(job)
      queue.dropAbandoned()
      return queue.length
    }
    expect([look(first), look(second)]).toEqual([0, 1])
    await turn()
    queue.dropAbandoned()
    expect(queue.length).toBe(0)
  })

  it('answers all waiting requests', () => {
    const jobs = [notedJob(), notedJob()]
    const queue = queueOf(...jobs)
    queue.settleAll({ kind: 'passed' })
    for (const { settled } of jobs) expect(settled).toEqual([{ kind: 'passed' }])
    expect(queue.length).toBe(0)
  })
})
