import type { Answer, Passed } from '../exchange/answer.ts'
import type { Job } from './in-flight-requests.ts'

/** Requests that wait for a worker. Those whose clients have left are dropped. */
export class JobQueue {
  readonly #jobs: Job[] = []
  #hasDropped = false

  get length(): number {
    return this.#jobs.length
  }

  /** The first request, which stays in the queue. Drops those before it whose clients have left. */
  next(): Job | undefined {
    while (this.#jobs[0]?.client.hasLeft === true) this.#jobs.shift()?.settle({ kind: 'nothing' })
    return this.#jobs[0]
  }

  add(job: Job): void {
    this.#jobs.push(job)
  }

  /** Puts requests back to the front that a worker had and did not begin. */
  putBack(jobs: readonly Job[]): void {
    this.#jobs.unshift(...jobs)
    for (const job of jobs) this.#dropWhenLeft(job)
  }

  /** Removes the first request. */
  shift(): void {
    this.#jobs.shift()
  }

  /** Drops that job when its client leaves, if it still waits: one that was sent at once needs no listener. */
  wait(job: Job): void {
    if (this.#jobs.at(-1) === job) this.#dropWhenLeft(job)
  }

  /** Drops requests whose clients have left; at most once per turn of the event loop. */
  dropAbandoned(): void {
    if (this.#hasDropped) return
    this.#hasDropped = true
    setImmediate(() => (this.#hasDropped = false))
    for (const job of this.#jobs.splice(0))
      if (job.client.hasLeft) job.settle({ kind: 'nothing' })
      else this.#jobs.push(job)
  }

  /** Settles all requests with the same answer. */
  settleAll(answer: Answer | Passed): void {
    for (const { settle } of this.#jobs.splice(0)) settle(answer)
  }

  /** Drops a request, with its body, when its client leaves. */
  #dropWhenLeft(job: Job): void {
    const drop = (): void => {
      const at = this.#jobs.indexOf(job)
      if (at < 0) return
      this.#jobs.splice(at, 1)
      job.settle({ kind: 'nothing' })
    }
    job.client.onLeave?.(drop)
    job.client.onHalfClose?.(drop)
  }
}
