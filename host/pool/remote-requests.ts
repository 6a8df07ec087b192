import { BufferShelf } from '../exchange/bytes.ts'
import type { Job } from '../exchange/ports.ts'
import { FrameError } from '../frames/frame.ts'
import type { Requests } from './in-flight-requests.ts'

/** A process that has run for this long counts as one that began a callback: it is replaced at once. */
const settledMs = 1000

/** The requests of a process whose callbacks another program sends: this host sees none of them, but counts its starts. */
export class RemoteRequests implements Requests {
  readonly shelf = new BufferShelf(0)
  readonly length = 0
  readonly head = undefined
  readonly running = undefined
  readonly mayCall = true
  isStarting = false
  #startedAt: number | undefined

  /** Callbacks that were begun, as far as this host can tell. */
  get sent(): number {
    const now = performance.now()
    return now - (this.#startedAt ?? now) > settledMs ? 1 : 0
  }

  beginStart(): void {
    this.isStarting = true
  }

  endStart(): void {
    if (!this.isStarting) throw new FrameError('an unexpected start')
    this.isStarting = false
    this.#startedAt ??= performance.now()
  }

  /** Nested callbacks that end the same instance are reported one by one. */
  die(): undefined {
    this.isStarting = true
  }

  hasDiedOf(): boolean {
    return false
  }

  /** Whether this host may send a request: never. */
  hasRoom(): boolean {
    return false
  }

  add(): void {
    throw new Error('another program sends the callbacks of this process')
  }

  settle(): never {
    throw new FrameError('an answer to another program')
  }

  settleAll(): void {
    // It has none.
  }

  settleRunning(): Job[] {
    return []
  }
}
