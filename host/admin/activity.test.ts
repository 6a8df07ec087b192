import { expect, it } from 'vitest'
import type { EndedInstance } from '../exchange/ports.ts'
import { Activity, slotSeconds } from './activity.ts'

const request = { id: 'r', method: 'GET', path: '/', status: 200, bytes: 0, isComplete: true }

function createActivity() {
  const clock = { ms: 1_000_000 }
  return { clock, activity: new Activity(() => clock.ms) }
}

it('counts requests by slot, and their percentiles within 19 %', () => {
  const { clock, activity } = createActivity()
  for (let ms = 1; ms <= 100; ms++) activity.onRequest({ ...request, ms, plugin: 'hello' })
  clock.ms += slotSeconds * 1000
  const { requestsPerSecond, p50Ms, p99Ms } = activity.recent('hello')
  expect(requestsPerSecond.at(-1)).toBe(100 / slotSeconds)
  expect(p50Ms.at(-1)).toBeGreaterThanOrEqual(50)
  expect(p50Ms.at(-1)).toBeLessThanOrEqual(50 * 1.19)
  expect(p99Ms.at(-1)).toBeGreaterThanOrEqual(99)
  expect(p99Ms.at(-1)).toBeLessThanOrEqual(99 * 1.19)
  expect(p50Ms.at(-2)).toBeNull()
})

it('forgets what is older than its slots', () => {
  const { clock, activity } = createActivity()
  activity.onRequest({ ...request, ms: 1, plugin: 'hello' })
  clock.ms += slotSeconds * 1000
  const slots = activity.recent('hello').requestsPerSecond.length
  clock.ms += slots * slotSeconds * 1000
  expect(activity.recent('hello').requestsPerSecond).toEqual(Array.from({ length: slots }, () => 0))
})

it.each<readonly [EndedInstance['kind'], string, string, string | undefined]>([
  ['trap', 'unreachable in crash < answer', 'unreachable', 'crash < answer'],
  ['trap', 'unreachable in crash (bad.ts:5:10) < ~lib/x.ts:1:1', 'unreachable', 'bad.ts:5:10'],
  [
    'trap',
    'no slice of John Doe 12:30:45 in src/bad.ts:5:10',
    'the plugin aborted',
    'src/bad.ts:5:10',
  ],
  ['trap', 'John Doe', 'the plugin aborted', undefined],
  ['deadline', 'a callback did not end in time', 'a callback did not end in time', undefined],
])('shows a failure without text of the plugin: %s %s', (kind, message, what, where) => {
  const { activity } = createActivity()
  activity.onEnd({ kind, message, plugin: 'hello', request: 'r-1' })
  expect(activity.failures).toEqual([
    { time: '1970-01-01T00:16:40.000Z', plugin: 'hello', request: 'r-1', what, where },
  ])
})
