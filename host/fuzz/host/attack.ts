import { Worker } from 'node:worker_threads'
import { readCodecs } from '../../pool/codecs.ts'
import {
  sharedBytes,
  sharedPlaces,
  type AttackData,
  type FromAttack,
  type CallsFailure,
} from './call-campaign.ts'
import { describeScenario } from '../scenario/scenario.ts'
import type { FuzzFailure, FuzzOptions, FuzzOutcome, Tried } from '../fuzz-outcome.ts'
import { generateScenario } from '../scenario/generate.ts'
import { writeReplay } from '../replay-file.ts'

const pagesPerMiB = 16
const pollMs = 100
/** The limit of the thread's heap, which a leak of the host exceeds. */
const heapMiB = 1024
/** How often a thread that ended is replaced. */
const mostRestarts = 5

/** The end of a thread. */
interface Shift {
  readonly tried: readonly Tried[]
  /** Why it ended early, and in which scenario. */
  readonly death?: { readonly number: number; readonly kind: 'time' | 'host'; readonly why: string }
}

/** Calls all functions of the host with generated values, in a thread of its own, and checks its invariants. */
export async function attack(options: FuzzOptions): Promise<FuzzOutcome> {
  const codecs = await WebAssembly.compile(await readCodecs())
  const campaign = new ThreadedCampaign(options, codecs)
  const start = performance.now()
  await campaign.run()
  const seconds = (performance.now() - start) / 1000
  return {
    seed: options.seed,
    runs: campaign.calls,
    callsPerSecond: Math.round(campaign.calls / seconds),
    tried: campaign.tried,
    failures: campaign.failures,
  }
}

class ThreadedCampaign {
  readonly #options: FuzzOptions
  readonly #codecs: WebAssembly.Module
  readonly #maximumPages: number
  readonly #shared = new SharedArrayBuffer(sharedBytes)
  readonly #numbers = new Int32Array(this.#shared)
  readonly #tried = new Map<string, number>()
  readonly failures: FuzzFailure[] = []

  constructor(options: FuzzOptions, codecs: WebAssembly.Module) {
    this.#options = options
    this.#codecs = codecs
    this.#maximumPages = Math.min(options.memoryMiB * pagesPerMiB, 65536)
  }

  get calls(): number {
    return Atomics.load(this.#numbers, sharedPlaces.calls)
  }

  get tried(): readonly Tried[] {
    return [...this.#tried]
      .map(([what, count]) => ({ what, count }))
      .toSorted((a, b) => b.count - a.count)
  }

  /** After a thread has ended early, the next one starts with the following scenario. */
  async run(): Promise<void> {
    let first = 0
    for (let i = 0; i <= mostRestarts && this.calls < this.#options.runs; i++) {
      const { tried, death } = await this.#shift(first)
      for (const { what, count } of tried)
        this.#tried.set(what, (this.#tried.get(what) ?? 0) + count)
      if (death === undefined) return
      const { number, kind, why } = death
      const scenario = generateScenario(this.#options.seed, number, this.#maximumPages)
      this.#report({ number, kind, message: why, scenario, isRepeatable: true })
      first = number + 1
    }
  }

  /** Runs one thread to its end. */
  async #shift(first: number): Promise<Shift> {
    const { seed, runs, timeoutMs } = this.#options
    const workerData: AttackData = {
      codecs: this.#codecs,
      seed,
      first,
      calls: runs - this.calls,
      maximumPages: this.#maximumPages,
      timeoutMs,
      shared: this.#shared,
    }
    const worker = new Worker(new URL('./attack-thread.js', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: heapMiB },
    })
    const watchdog = new Watchdog(this.#numbers, timeoutMs)
    const timer = setInterval(() => this.#look(worker, watchdog), pollMs)
    try {
      return await this.#endOf(worker, watchdog)
    } finally {
      clearInterval(timer)
    }
  }

  #look(worker: Worker, watchdog: Watchdog): void {
    const { signal, progress, runs } = this.#options
    if (signal.aborted) Atomics.store(this.#numbers, sharedPlaces.stop, 1)
    progress(`${this.calls} of ${runs} calls, ${this.failures.length} failures`)
    if (!watchdog.hasFired && watchdog.isLate()) void worker.terminate()
  }

  #endOf(worker: Worker, watchdog: Watchdog): Promise<Shift> {
    return new Promise((resolve) => {
      let tried: readonly Tried[] = []
      let why: string | undefined
      worker.on('message', (message: FromAttack) => {
        if (message.kind === 'failure') this.#report(message.failure)
        else tried = message.tried
      })
      worker.on('error', (error) => (why = `the host failed: ${error.name}: ${error.message}`))
      worker.on('exit', () => {
        const number = Atomics.load(this.#numbers, sharedPlaces.number)
        if (watchdog.hasFired)
          resolve({ tried, death: { number, kind: 'time', why: watchdog.reason } })
        else if (why === undefined) resolve({ tried })
        else resolve({ tried, death: { number, kind: 'host', why } })
      })
    })
  }

  #report({ number, kind, message, scenario, isRepeatable }: CallsFailure): void {
    const { seed, folder } = this.#options
    const replayFile = writeReplay(folder, `calls-${seed}-${number}`, {
      kind: 'calls',
      seed,
      number,
      failure: `${kind}: ${message}`,
      scenario,
    })
    const note = isRepeatable
      ? []
      : [`only after the ${number} scenarios before it: repeat the run with --seed ${seed}`]
    const details = [...note, ...describeScenario(scenario)]
    this.failures.push({ summary: `${kind}: ${message}`, details, replayFile })
  }
}

/** Detects a scenario that takes too long. */
class Watchdog {
  readonly #numbers: Int32Array
  readonly #timeoutMs: number
  #pulse = -1
  #since = performance.now()
  hasFired = false

  constructor(numbers: Int32Array, timeoutMs: number) {
    this.#numbers = numbers
    this.#timeoutMs = timeoutMs
  }

  get reason(): string {
    return `the calls did not end within ${this.#timeoutMs} ms`
  }

  /** Twice the time: the thread itself reports a scenario that ends late. */
  isLate(): boolean {
    const pulse = Atomics.load(this.#numbers, sharedPlaces.pulse)
    const now = performance.now()
    if (pulse !== this.#pulse) {
      this.#pulse = pulse
      this.#since = now
    }
    this.hasFired ||= now - this.#since > 2 * this.#timeoutMs
    return this.hasFired
  }
}
