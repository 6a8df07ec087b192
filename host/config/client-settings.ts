import { quote, type ConfigSection } from './config-section.ts'
import { defaultClientLimits, type ClientLimits } from '../exchange/limits.ts'
import { isProxy } from './trusted-proxies.ts'

/** The keys of the section `WebAssembly` that bound clients. */
export const clientKeys = ['ClientShare', 'LeastRateKiBps', 'TrustedProxies'] as const

/** What one client may take, with defaults for what the section does not say. */
export function readClientLimits(section: ConfigSection | undefined): ClientLimits {
  if (section === undefined) return defaultClientLimits
  const { share, leastRateKiBps } = defaultClientLimits
  return {
    share: section.number('ClientShare', 0.01, 1) ?? share,
    leastRateKiBps: section.integer('LeastRateKiBps', 0, 1024 * 1024) ?? leastRateKiBps,
    trustedProxies: readProxies(section),
  }
}

function readProxies(section: ConfigSection): readonly string[] {
  const texts = section.strings('TrustedProxies') ?? []
  for (const { value, refuse } of texts)
    if (!isProxy(value))
      refuse(`expected an IP address, or a network like 10.0.0.0/8, found ${quote(value)}`)
  return texts.map(({ value }) => value)
}
