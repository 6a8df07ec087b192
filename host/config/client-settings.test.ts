import { describe, expect, it } from 'vitest'
import { ConfigFolder } from '../../test/support/config-folder.ts'
import { defaultClientLimits } from '../exchange/limits.ts'

const config = new ConfigFolder()
const read = (section: object) => config.read(JSON.stringify({ WebAssembly: section })).clients

describe('the limits of clients', () => {
  it('have defaults', () => {
    expect(config.read('{}').clients).toEqual(defaultClientLimits)
    expect(read({ TimeoutMs: 5 })).toEqual(defaultClientLimits)
  })

  it('are read from the section', () => {
    const TrustedProxies = ['127.0.0.1', '2001:db8::/32']
    expect(read({ ClientShare: 0.25, LeastRateKiBps: 0, TrustedProxies })).toEqual({
      share: 0.25,
      leastRateKiBps: 0,
      trustedProxies: TrustedProxies,
    })
  })

  it.each([
    ['{"ClientShare": 0}', '"WebAssembly.ClientShare": expected a number from 0.01 to 1, found 0'],
    ['{"ClientShare": 1.5}', 'found 1.5'],
    ['{"LeastRateKiBps": 0.5}', 'expected a whole number from 0'],
    ['{"TrustedProxies": "::1"}', 'expected a list of strings'],
    [
      '{"TrustedProxies": ["::1", "nginx"]}',
      '"WebAssembly.TrustedProxies": expected an IP address, or a network like 10.0.0.0/8, found "nginx"',
    ],
    [
      '{"Plugins": {"p": {"ClientShare": 0.5}}}',
      '"WebAssembly.Plugins.p.ClientShare": unknown key',
    ],
  ])('%s is refused', (section, message) => {
    expect(config.problem(`{"WebAssembly": ${section}}`)).toContain(message)
  })
})
