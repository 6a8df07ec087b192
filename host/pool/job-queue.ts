import type { Answer, Passed } from '../exchange/answer.ts'
import type { Job } from './in-flight-requests.ts'

/** The requests that wait for a worker, without those whose clients have left. */
export class JobQueue {
  readonly #jobs: Job[] = []
  #hasLooked = false

  get length(): number {
    return this.#jobs.length
  }

  /** The one whose turn is next, which stays where it is. Those before it whose clients have left are forgotten. */
  next(): Job | undefined {
    while (this.#jobs[0]?.client.hasLeft === true) this.#jobs.shift()?.settle({ kind: 'nothing' })
    return this.#jobs[0]
  }

  add(job: Job): void {
    this.#jobs.push(job)
  }

  /** They had their turn already: they are the next ones. */
  putBack(jobs: readonly Job[]): void {
    this.#jobs.unshift(...jobs)
    for (const job of jobs) this.#dropWhenLeft(job)
  }

  /** Takes the first one out. */
  shift(): void {
    this.#jobs.shift()
  }

  /** That job may have to wait: if it still does, it is forgotten once its client leaves. */
  wait(job: Job): void {
    if (this.#jobs.at(-1) === job) this.#dropWhenLeft(job)
  }

  /** Forgets those whose clients have left. They are looked for once in a turn of the event loop. */
  dropAbandoned(): void {
    if (this.#hasLooked) return
    this.#hasLooked = true
    setImmediate(() => (this.#hasLooked = false))
    for (const job of this.#jobs.splice(0))
      if (job.client.hasLeft) job.settle({ kind: 'nothing' })
      else this.#jobs.push(job)
  }

  /** All that wait get the same answer. */
  settleAll(answer: Answer | Passed): void {
    for (const { settle } of this.#jobs.splice(0)) settle(answer)
  }

  /** What waits for a client that has left is forgotten, with its body. */
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
