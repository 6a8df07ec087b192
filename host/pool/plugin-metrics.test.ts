import { expect, it } from 'vitest'
import { fixedLimits } from '../exchange/limits.ts'
import { PluginMetrics } from './plugin-metrics.ts'

function open() {
  const clock = { ms: 0 }
  const metrics = new PluginMetrics(() => clock.ms)
  const set = (value: number, isTimer = true): unknown => {
    metrics.set({ name: 'a', value, isTimer })
    return metrics.all[0]?.value
  }
  return { clock, metrics, set }
}

it('shows the largest value of a timer for 10 s', () => {
  const { clock, set } = open()
  expect([set(5), set(4)]).toEqual([5, 5])
  clock.ms = 9999
  expect([set(3), set(6)]).toEqual([5, 6])
  clock.ms = 9999 + 9999
  expect(set(1)).toBe(6)
  clock.ms = 9999 + 10_000
  expect(set(1)).toBe(1)
})

it('shows the last value of a metric that began as none', () => {
  const { set } = open()
  expect([set(5, false), set(4, true), set(3, false)]).toEqual([5, 4, 3])
})

it('keeps a limited number, from however many processes they come', () => {
  const { metrics } = open()
  for (let i = 0; i <= fixedLimits.metrics; i++)
    metrics.set({ name: `m${i}`, value: 1, isTimer: false })
  expect(metrics.all).toHaveLength(fixedLimits.metrics)
})
