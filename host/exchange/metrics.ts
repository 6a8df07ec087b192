import { fixedLimits } from './limits.ts'

/** A value that a plugin sets. */
export interface Metric {
  readonly name: string
  readonly value: number
  /** Whether a smaller value waits until the one before is 10 s old. */
  readonly isTimer: boolean
}

const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/

/** How the names of the host's own metrics begin. */
const ownPrefixes = ['orthanc_wasm_', 'process_', 'nodejs_']

/** Why a plugin cannot have a metric of that name; `undefined`: it can. */
export function reasonAgainstMetric(name: string): string | undefined {
  if (!metricName.test(name))
    return 'Prometheus allows letters, digits, "_" and ":", and no digit at the beginning'
  if (name.length > fixedLimits.metricNameBytes)
    return `its name has ${name.length} bytes, at most ${fixedLimits.metricNameBytes} are allowed`
  if (ownPrefixes.some((prefix) => name.startsWith(prefix)))
    return `names that begin with ${ownPrefixes.join(', ')} are the host's own`
  return undefined
}
