import { expect, it } from 'vitest'
import { fixedLimits } from '../exchange/limits.ts'
import type { Metric } from '../exchange/metrics.ts'
import { MetricBook } from './metric-book.ts'

function open() {
  const values = new Map<string, Metric>()
  const warnings: string[] = []
  const book = new MetricBook(values, (message) => warnings.push(message))
  const set = (name: string, value: number, type: 'value' | 'timer' = 'value'): void =>
    book.set({ name, value, isTimer: type === 'timer' }, 'fraction')
  const setInteger = (name: string, value: number): void =>
    book.set({ name, value, isTimer: false }, 'integer')
  const valueOf = (name: string): number | undefined => values.get(name)?.value
  return { set, setInteger, valueOf, values, warnings }
}

it('keeps the last value of a metric, and the largest one of a timer', () => {
  const { set, valueOf } = open()
  for (const value of [3, 5, 4]) {
    set('last', value)
    set('largest', value, 'timer')
  }
  expect([valueOf('last'), valueOf('largest')]).toEqual([4, 5])
})

it.each([
  [2.5, 3],
  [-1.5, -2],
  [-(2 ** 63), -(2 ** 63)],
  [Number.NaN, 0],
  [Number.POSITIVE_INFINITY, 0],
  [1e30, 0],
])('makes %s of a metric that was a whole number %s', (value, whole) => {
  const { set, setInteger, valueOf } = open()
  setInteger('count', 0)
  set('count', value)
  expect(valueOf('count')).toBe(whole)
})

it('leaves the type of a metric as it was at first', () => {
  const { set, setInteger, valueOf } = open()
  set('largest', 5, 'timer')
  set('largest', 3)
  set('fraction', 0.5)
  setInteger('fraction', 1)
  set('fraction', 1.5)
  expect([valueOf('largest'), valueOf('fraction')]).toEqual([5, 1.5])
})

it('warns once of each name that cannot be shown', () => {
  const { set, values, warnings } = open()
  const long = 'a'.repeat(fixedLimits.metricNameBytes + 1)
  for (const name of ['my-metric', 'my-metric', '', '1a', 'caf\xc3\xa9', 'process_cpu', long])
    set(name, 1)
  expect(values.size).toBe(0)
  expect(warnings).toHaveLength(6)
  expect(warnings[0]).toBe(
    'metric "my-metric" is left out: Prometheus allows letters, digits, "_" and ":", and no digit at the beginning',
  )
  expect(warnings[3]).toContain('"café"')
  expect(warnings[4]).toContain(
    "names that begin with orthanc_wasm_, process_, nodejs_ are the host's own",
  )
})

it('takes a limited number of names', () => {
  const { set, values, warnings } = open()
  for (let i = 0; i <= 2 * fixedLimits.metrics + 1; i++) set(`m${i}`, 1)
  set('m0', 2)
  expect(values.size).toBe(fixedLimits.metrics)
  expect(values.get('m0')?.value).toBe(2)
  expect(warnings).toHaveLength(fixedLimits.metrics)
})
