import { availableParallelism, tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultLimits, processMiBOf } from '../exchange/limits.ts'
import { GuestProcess, type GuestProcessOptions } from './guest-process.ts'
import { Reaper } from './reaper.ts'

/** How long after the spare was taken the next one is started: what it was taken for comes first. */
const restockMs = 100

/** More that start at once only wait for each other. */
const mostStarting = Math.max(2, availableParallelism())

/** What processes of a host have in common. */
export type CommonOptions = Omit<GuestProcessOptions, 'processMiB' | 'isTraced' | 'entry'>

/** Those of a host without a configuration. */
const defaultOptions: CommonOptions = {
  nodePath: process.execPath,
  guestCommand: [],
  bodyFolder: tmpdir(),
  onNoBodyFile: () => undefined,
}

/** What one process needs. */
export type ProcessNeeds = Pick<GuestProcessOptions, 'processMiB' | 'isTraced'>

/** A program of its own, which has no files. */
export type ProgramNeeds = Pick<GuestProcessOptions, 'entry' | 'processMiB' | 'rights'>

/**
 * Starts guest processes, some at a time, and keeps one without a plugin, so that one that was killed is replaced at once.
 * All plugins of a host share it. Closed with `close`.
 */
export class ProcessSupply {
  readonly #entry: URL
  #options: CommonOptions = defaultOptions
  #usual: ProcessNeeds = { processMiB: processMiBOf(defaultLimits), isTraced: false }
  readonly #reaper = new Reaper()
  /** All that have not ended, whoever owns them. */
  readonly #running = new Set<GuestProcess>()
  readonly #waiting: (() => void)[] = []
  #starting = 0
  #spare: Promise<GuestProcess> | undefined
  #restock: NodeJS.Timeout | undefined
  #isKeeping = false
  #isClosed = false

  /** `entry` is the bundled `guest.js`. */
  constructor(entry = new URL('../guest.js', import.meta.url)) {
    this.#entry = entry
  }

  /** Says how processes are started from now on, and what most plugins need. A spare that is not like that is ended. */
  configure(options: CommonOptions, usual: ProcessNeeds): void {
    const before = JSON.stringify([this.#options, this.#usual, this.inspects])
    this.#options = options
    this.#usual = usual
    if (JSON.stringify([options, usual, this.inspects]) === before) return
    void this.#spare?.then(
      (guest) => guest.kill(),
      () => undefined,
    )
    this.#spare = undefined
  }

  /** Whether processes are debugged: whatever they do may take any time. */
  get inspects(): boolean {
    return this.#options.onDebugger !== undefined
  }

  /** Starts a process before one is needed. */
  prepare(): void {
    if (this.#isClosed || this.#spare !== undefined) return
    const spare = this.#start(this.#usual)
    this.#spare = spare
    // One that could not start, for want of a descriptor say, is not what the next one gets: that tries again.
    const forget = (): void => {
      if (this.#spare === spare) this.#spare = undefined
    }
    spare.then(({ exited }) => exited.then(forget), forget)
  }

  /** Starts another program than that of plugins. The caller owns the process from here on. */
  startProgram(program: ProgramNeeds): Promise<GuestProcess> {
    const { nodePath, guestCommand, bodyFolder } = this.#options
    return this.#startOwn({ nodePath, guestCommand, bodyFolder, ...program, isTraced: false })
  }

  /** From now on one that was taken is replaced: until all plugins run, a spare would only slow them down. */
  keep(): void {
    this.#isKeeping = true
    this.#restockLater()
  }

  /** A process, which the caller owns from here on. Rejects with why none could be started. */
  take(needs: ProcessNeeds): Promise<GuestProcess> {
    const { processMiB, isTraced } = this.#usual
    const isUsual = needs.processMiB === processMiB && needs.isTraced === isTraced
    if (!isUsual || this.#spare === undefined) return this.#start(needs)
    const spare = this.#spare
    this.#spare = undefined
    if (this.#isKeeping) this.#restockLater()
    return spare
  }

  /** Kills every process, and resolves once they have ended, or after that time. */
  async close(withinMs: number): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#restock)
    const all = [...this.#running]
    for (const guest of all) guest.kill()
    const ended = Promise.all(all.map(({ exited }) => exited))
    await Promise.race([ended, sleep(withinMs, undefined, { ref: false })])
    this.#reaper.close()
  }

  #restockLater(): void {
    this.#restock ??= setTimeout(() => {
      this.#restock = undefined
      this.prepare()
    }, restockMs).unref()
  }

  #start(needs: ProcessNeeds): Promise<GuestProcess> {
    return this.#startOwn({ ...this.#options, ...needs, entry: this.#entry })
  }

  async #startOwn(options: GuestProcessOptions): Promise<GuestProcess> {
    while (this.#starting >= mostStarting)
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
      })
    this.#starting++
    try {
      const guest = await GuestProcess.start(options)
      this.#own(guest)
      return guest
    } finally {
      this.#starting--
      this.#waiting.shift()?.()
    }
  }

  #own(guest: GuestProcess): void {
    this.#running.add(guest)
    this.#reaper.add(guest.pid)
    void guest.exited.then(() => {
      this.#running.delete(guest)
      this.#reaper.remove(guest.pid)
    })
    // It was started for nobody any more.
    if (this.#isClosed) guest.kill()
  }
}
