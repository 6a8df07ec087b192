import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ConfigFolder } from '../../test/support/config-folder.ts'
import {
  defaultClientLimits,
  defaultLimits,
  pluginLimits,
  propertyOf,
  type LimitRow,
  type PluginLimits,
} from '../exchange/limits.ts'
import { findEntry } from './plugin-entry.ts'

const config = new ConfigFolder()

describe('plugins', () => {
  beforeAll(() => {
    mkdirSync(join(config.path, 'plugins'))
    for (const name of ['b.wasm', 'a.wasm', 'B.WASM', 'c.so', 'readme.txt', 'a.wasm.map'])
      writeFileSync(join(config.path, 'plugins', name), '')
  })

  it('come from the command line, then from files and folders by name', () => {
    const { plugins } = config.read('{"Plugins": ["x.wasm", "plugins", "/y.wasm"]}', {
      plugins: ['first.wasm'],
    })
    expect(plugins).toEqual([
      'first.wasm',
      join(config.path, 'x.wasm'),
      join(config.path, 'plugins/B.WASM'),
      join(config.path, 'plugins/a.wasm'),
      join(config.path, 'plugins/b.wasm'),
      '/y.wasm',
    ])
  })

  it('that are native are left out with one warning', () => {
    const { plugins, warnings } = config.read(
      '{"Plugins": ["x.so", "y.DLL", "z.dylib", "plugins"]}',
    )
    expect(plugins).toHaveLength(3)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/x\.so, .*y\.DLL, .*z\.dylib, .*c\.so$/)
  })

  it('have limits of their own, then the general ones, then the defaults', () => {
    const settings = config.read(
      '{"WebAssembly": {"TimeoutMs": 5, "MaxQueue": 0, "Plugins": {"p": {"TimeoutMs": 6}}}}',
    )
    const limitsOf = (file: string): PluginLimits => findEntry(settings, file, '').limits
    expect(limitsOf('p.wasm')).toEqual({ ...defaultLimits, timeoutMs: 6, maxQueue: 0 })
    expect(limitsOf('q.wasm')).toEqual({ ...defaultLimits, timeoutMs: 5, maxQueue: 0 })
  })

  it('may be confined to prefixes of paths, without a final slash', () => {
    const settings = config.read(
      '{"WebAssembly": {"Plugins": {"p": {"Routes": ["/a", "/b/c/", "/\u00e9", "/"]}}}}',
    )
    const routesOf = (file: string) => findEntry(settings, file, '').routes
    expect(routesOf('p.wasm')).toEqual(['/a', '/b/c', '/\u00c3\u00a9', ''])
    expect(routesOf('q.wasm')).toBeUndefined()
  })

  it('may be allowed something', () => {
    const settings = config.read(
      '{"WebAssembly": {"Plugins": {"p": {"Allow": {"RestApi": ["GET /instances/*"], "Http": ["https://h/*"]}}}}}',
    )
    expect(findEntry(settings, 'p.wasm', '').allow).toEqual({
      restApi: ['GET /instances/*'],
      http: ['https://h/*'],
      services: [],
    })
  })

  it('may be allowed functions of the SDK, by their names', () => {
    const { allow } = findEntry(readServices('OrthancPluginReadFile'), 'p.wasm', '')
    expect(allow.services).toEqual(['OrthancPluginReadFile'])
    expect(() => readServices('OrthancPluginReadFiles')).toThrow(
      'did you mean "OrthancPluginReadFile"?',
    )
  })
})

const readServices = (...Services: readonly string[]) =>
  config.read(JSON.stringify({ WebAssembly: { Plugins: { p: { Allow: { Services } } } } }))

const readClients = (section: object) =>
  config.read(JSON.stringify({ WebAssembly: section })).clients

describe('the limits of clients', () => {
  it('have defaults', () => {
    expect(config.read('{}').clients).toEqual(defaultClientLimits)
    expect(readClients({ TimeoutMs: 5 })).toEqual(defaultClientLimits)
  })

  it('are read from the section', () => {
    const TrustedProxies = ['127.0.0.1', '2001:db8::/32']
    expect(readClients({ ClientShare: 0.25, LeastRateKiBps: 0, TrustedProxies })).toEqual({
      clientShare: 0.25,
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

describe('each limit of a plugin', () => {
  const numbers = Object.entries<LimitRow>(pluginLimits).flatMap(([key, row]) =>
    'unit' in row ? [[key, row.minimum, row.maximum] as const] : [],
  )
  it.each(numbers)('%s is from %d to %d', (key, minimum, maximum) => {
    const section = (value: number): string => JSON.stringify({ WebAssembly: { [key]: value } })
    for (const value of [minimum, maximum]) {
      const { general } = config.read(section(value))
      expect(Reflect.get(general.limits, propertyOf(key))).toBe(value)
    }
    const expected = `expected a whole number from ${minimum} to ${maximum}`
    for (const value of [minimum - 1, maximum + 1, minimum + 0.5])
      expect(config.problem(section(value))).toContain(expected)
  })
})
