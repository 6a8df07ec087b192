import type { GuestProcess } from './guest-process.ts'

/** How often the memory of a busy process is looked at. An idle one takes no more than it has. */
const lookMs = 50

const bytesPerMiB = 1024 * 1024

/** The part of the cap that is data, where the system enforces it: code and files of Node come on top. */
const ownMiB = 64

interface MemoryWatchEvents {
  /** Whether the process is at something still. */
  isBusy(): boolean
  /** It has more than its cap: `reason` says how much. */
  onExcess(reason: string): void
}

/**
 * Watches the resident memory of a process while it is busy. On Linux the system's own limit for data is reached first, and
 * costs the process its life at once; this is for systems and memory that it does not cover.
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

  /** The process is at something. */
  begin(): void {
    this.#timer ??= setTimeout(() => this.#look(), lookMs).unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    this.#timer = undefined
    const foundMiB = this.#process.residentBytes / bytesPerMiB
    if (foundMiB > this.#mostMiB)
      this.#events.onExcess(`its process took ${Math.round(foundMiB)} MiB (ProcessMiB)`)
    else if (this.#events.isBusy()) this.begin()
  }
}
