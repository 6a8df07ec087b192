import { fixedLimits } from '../exchange/limits.ts'
import type { Metric } from '../exchange/metrics.ts'

/** As long as Orthanc shows the largest value of a timer. */
const timerMs = 10_000

/** The metrics that the instances of a plugin have set. */
export class PluginMetrics {
  readonly #metrics = new Map<string, Metric & { readonly setMs: number }>()
  readonly #now: () => number

  /** `now` returns milliseconds since any moment. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  get all(): readonly Metric[] {
    return [...this.#metrics.values()]
  }

  set(metric: Metric): void {
    const setMs = this.#now()
    const { name, value } = metric
    const before = this.#metrics.get(name)
    if (before === undefined && this.#metrics.size === fixedLimits.metrics) return
    const { isTimer } = before ?? metric
    const isKept = isTimer && before !== undefined && setMs - before.setMs < timerMs
    if (!isKept || value > before.value) this.#metrics.set(name, { name, value, isTimer, setMs })
  }
}
