import { textOf } from '../exchange/byte-string.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { reasonAgainstMetric, type Metric } from '../exchange/metrics.ts'
import type { SetMetric } from '../exchange/ports.ts'

/** What the first value of a metric decided. */
interface MetricKind {
  readonly isInteger: boolean
  readonly isTimer: boolean
}

/** Collects the metrics that a plugin sets during a callback, and refuses names that cannot be shown. */
export class MetricBook {
  readonly #kinds = new Map<string, MetricKind>()
  readonly #values: Map<string, Metric>
  readonly #refused = new Set<string>()
  readonly #warn: (message: string) => void

  /** Puts the values into that map, which its reader clears. `warn` receives one message for each name that is refused. */
  constructor(values: Map<string, Metric>, warn: (message: string) => void) {
    this.#values = values
    this.#warn = warn
  }

  readonly set: SetMetric = ({ name, value, isTimer }, kind) => {
    const first =
      this.#kinds.get(name) ?? this.#open(name, { isTimer, isInteger: kind === 'integer' })
    const next = first?.isInteger === true ? roundToInteger(value) : value
    if (first === undefined || next === undefined) return
    const before = this.#values.get(name)
    if (first.isTimer && before !== undefined && !(next > before.value)) return
    this.#values.set(name, { name, value: next, isTimer: first.isTimer })
  }

  #open(name: string, kind: MetricKind): MetricKind | undefined {
    const reason = reasonAgainstMetric(name) ?? this.#reasonAgainstMore()
    if (reason === undefined) this.#kinds.set(name, kind)
    else this.#refuse(textOf(name.slice(0, fixedLimits.metricNameBytes)), reason)
    return this.#kinds.get(name)
  }

  #reasonAgainstMore(): string | undefined {
    const { metrics } = fixedLimits
    return this.#kinds.size < metrics ? undefined : `a plugin has at most ${metrics} metrics`
  }

  #refuse(name: string, reason: string): void {
    if (this.#refused.has(name) || this.#refused.size === fixedLimits.metrics) return
    this.#refused.add(name)
    this.#warn(`metric ${JSON.stringify(name)} is left out: ${reason}`)
  }
}

/** Half away from zero; `undefined` for a value that no 64-bit integer has, which changes nothing. */
function roundToInteger(value: number): number | undefined {
  const rounded = Math.sign(value) * Math.round(Math.abs(value))
  return Math.abs(rounded) <= 2 ** 63 ? rounded : undefined
}
