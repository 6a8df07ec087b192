import type { GuestProcess } from './guest-process.ts'
import { MiB } from '../exchange/limits.ts'

/** Interval of the checks of a busy process. An idle one allocates nothing. */
const checkMs = 50

/** Resident memory besides data: Node's code and files. The system's own limit is for data alone. */
const ownMiB = 64

interface MemoryWatchEvents {
  /** Whether the process is busy. */
  isBusy(): boolean
  /** The process exceeds its limit; `reason` says by how much. */
  onExcess(reason: string): void
}

/**
 * Checks the resident memory of a process while it is busy. On Linux the kernel's limit for data is reached first and ends
 * the process at once; this check is for other systems, and for memory that the kernel's limit does not cover.
 */
export class MemoryWatch {
  readonly #process: Pick<GuestProcess, 'residentBytes'>
  readonly #mostMiB: number
  readonly #events: MemoryWatchEvents
  #timer: NodeJS.Timeout | undefined

  constructor(
    process: Pick<GuestProcess, 'residentBytes'>,
    processMiB: number,
    events: MemoryWatchEvents,
  ) {
    this.#process = process
    this.#mostMiB = processMiB + ownMiB
    this.#events = events
  }

  /** Begins to check: the process is busy. */
  begin(): void {
    this.#timer ??= setTimeout(() => this.#check(), checkMs).unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #check(): void {
    this.#timer = undefined
    const foundMiB = this.#process.residentBytes / MiB
    if (foundMiB > this.#mostMiB)
      this.#events.onExcess(`its process took ${Math.round(foundMiB)} MiB (ProcessMiB)`)
    else if (this.#events.isBusy()) this.begin()
  }
}
