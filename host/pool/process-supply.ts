import { availableParallelism, tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultLimits, processMiBOf } from '../exchange/limits.ts'
import { GuestProcess, type GuestProcessOptions, type RemoteFront } from './guest-process.ts'
import { Reaper } from './reaper.ts'

/** Delay before the next spare is started, so that the plugin that took the last one runs first. */
const restockMs = 100

/** More processes that start concurrently would only wait for each other. */
const mostStarting = Math.max(2, availableParallelism())

/** Options that all processes of a host share. */
export interface CommonOptions extends Omit<
  GuestProcessOptions,
  'processMiB' | 'isTraced' | 'entry' | 'rights' | 'front'
> {
  /** Returns a front for each process; absent: this host is the front. */
  readonly takeFront?: () => Promise<RemoteFront>
}

/** The options of a host without a configuration. */
const defaultOptions: CommonOptions = {
  nodePath: process.execPath,
  guestCommand: [],
  bodyFolder: tmpdir(),
  onNoBodyFile: () => undefined,
}

/** Options of one process. */
export type ProcessNeeds = Pick<GuestProcessOptions, 'processMiB' | 'isTraced'>

/** A process without files and without a remote front; absent: the program of plugins. */
export type ProgramNeeds = Pick<GuestProcessOptions, 'processMiB' | 'rights'> &
  Partial<Pick<GuestProcessOptions, 'entry'>>

/**
 * Starts guest processes, a few concurrently, and keeps a spare one without a plugin, which replaces a killed process at
 * once. Shared by all plugins of a host. Closed with `close`.
 */
export class ProcessSupply {
  readonly #entry: URL
  readonly #onDebugger: GuestProcessOptions['onDebugger']
  #options: CommonOptions = defaultOptions
  #usual: ProcessNeeds = { processMiB: processMiBOf(defaultLimits), isTraced: false }
  readonly #reaper = new Reaper()
  /** All processes that have not ended. */
  readonly #running = new Set<GuestProcess>()
  readonly #waiting: (() => void)[] = []
  #starting = 0
  #spare: Promise<GuestProcess> | undefined
  #restock: NodeJS.Timeout | undefined
  #isKeeping = false
  #isClosed = false

  /** `entry` is the bundled `guest.js`. With `onDebugger` all processes are debugged, as if their options had it. */
  constructor(
    entry = new URL('../guest.js', import.meta.url),
    onDebugger?: GuestProcessOptions['onDebugger'],
  ) {
    this.#entry = entry
    this.#onDebugger = onDebugger
  }

  /** Sets how processes are started, and what most plugins need. Kills a spare that was started with other options. */
  configure(options: CommonOptions, usual: ProcessNeeds): void {
    const before = JSON.stringify([this.#options, this.#usual, this.inspects])
    this.#options = { onDebugger: this.#onDebugger, ...options }
    this.#usual = usual
    if (JSON.stringify([options, usual, this.inspects]) === before) return
    void this.#spare?.then(
      (guest) => guest.kill(),
      () => undefined,
    )
    this.#spare = undefined
  }

  /** Whether processes are debugged and may take any time. */
  get inspects(): boolean {
    return this.#options.onDebugger !== undefined
  }

  /** Whether all processes were killed for good: none is replaced. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Starts a spare process. */
  prepare(): void {
    if (this.#isClosed || this.#spare !== undefined) return
    const spare = this.#start(this.#usual)
    this.#spare = spare
    // If the spare does not start, for example without a free descriptor, the next caller tries again.
    const forget = (): void => {
      if (this.#spare === spare) this.#spare = undefined
    }
    spare.then(({ exited }) => exited.then(forget), forget)
  }

  /** Starts a process that serves no plugin. The caller owns it. */
  startProgram(program: ProgramNeeds): Promise<GuestProcess> {
    const { nodePath, guestCommand, bodyFolder } = this.#options
    const usual = { nodePath, guestCommand, bodyFolder, entry: this.#entry, isTraced: false }
    return this.#startOwn({ ...usual, ...program })
  }

  /** Keeps a spare from now on; while plugins are loaded, a spare would only slow them down. */
  keep(): void {
    this.#isKeeping = true
    this.#restockLater()
  }

  /** Returns a process, which the caller owns. Rejects if none could be started. */
  take(needs: ProcessNeeds): Promise<GuestProcess> {
    const { processMiB, isTraced } = this.#usual
    const isUsual = needs.processMiB === processMiB && needs.isTraced === isTraced
    if (!isUsual || this.#spare === undefined) return this.#start(needs)
    const spare = this.#spare
    this.#spare = undefined
    if (this.#isKeeping) this.#restockLater()
    return spare
  }

  /** Kills all processes. Resolves once they have ended, or after that time. */
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

  async #start(needs: ProcessNeeds): Promise<GuestProcess> {
    const { takeFront, ...options } = this.#options
    const front = await takeFront?.()
    return this.#startOwn({
      ...options,
      ...needs,
      entry: this.#entry,
      ...(front === undefined ? {} : { front }),
    })
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
    // The supply was closed while the process started.
    if (this.#isClosed) guest.kill()
  }
}
