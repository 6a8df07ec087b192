import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedLimits } from './limits.ts'
import {
  boundedLine,
  createLog,
  escapeJson,
  escapeText,
  listNames,
  dropLines,
  LogLimiter,
  type LogEvent,
} from './log.ts'

const now = (): Date => new Date('2026-01-31T12:00:00Z')

function linesOf(format: 'text' | 'json', event: LogEvent, verbose = false): string[] {
  const lines: string[] = []
  createLog({ format, verbose, write: (line) => lines.push(line), now })(event)
  return lines
}

const event: LogEvent = { level: 'warning', message: 'slow', plugin: 'preview', request: '1f-3' }
const nasty = 'a\r\nb\u001b[31m\u0085\u009b\u2028\u2029\ud800\u0000\u007f\u202e'
// eslint-disable-next-line no-control-regex -- the property is about control characters
const controls = /[\0-\x1f\x7f-\x9f\u2028\u2029]/

describe('text', () => {
  it('writes time, level, plugin, request and message', () => {
    expect(linesOf('text', event)).toEqual([
      '2026-01-31T12:00:00.000Z warning [preview] (1f-3) slow',
    ])
  })

  it('leaves out what an event does not have', () => {
    expect(linesOf('text', { level: 'info', message: 'ready' })).toEqual([
      '2026-01-31T12:00:00.000Z info ready',
    ])
  })

  it('escapes what a terminal would act on', () => {
    const [line] = linesOf('text', { level: 'info', message: nasty })
    expect(line).toBe(
      String.raw`2026-01-31T12:00:00.000Z info a\r\nb\u001b[31m\u0085\u009b\u2028\u2029\ud800\u0000\u007f\u202e`,
    )
  })

  it('keeps other letters as they are', () => {
    expect(escapeText('Schädel 頭 🩻')).toBe('Schädel 頭 🩻')
  })
})

describe('json', () => {
  it('writes one object', () => {
    const [line = ''] = linesOf('json', event)
    expect(JSON.parse(line)).toEqual({ time: '2026-01-31T12:00:00.000Z', ...event })
  })

  it('keeps the message', () => {
    const [line = ''] = linesOf('json', { level: 'info', message: nasty })
    expect(JSON.parse(line)).toHaveProperty('message', nasty)
  })
})

it('escapes a JSON of several lines, which has the same values afterwards', () => {
  const json = escapeJson(JSON.stringify({ [nasty]: [nasty] }, undefined, 2))
  expect(json.split('\n').join('')).not.toMatch(controls)
  expect(JSON.parse(json)).toEqual({ [nasty]: [nasty] })
})

it('cuts a long message and says by how much', () => {
  const [line] = linesOf('text', { level: 'info', message: 'x'.repeat(5000) })
  expect(line).toMatch(/ x{1000}… \(4000 more characters\)$/)
})

it('escapes a pair of surrogates that the cut divides', () => {
  const message = `${'x'.repeat(fixedLimits.logCharacters - 1)}🩻`
  expect(linesOf('text', { level: 'info', message })[0]).toContain(String.raw`x\ud83e…`)
})

it('writes verbose events only when asked', () => {
  expect(linesOf('text', { level: 'verbose', message: 'a' })).toEqual([])
  expect(linesOf('text', { level: 'verbose', message: 'a' }, true)).toHaveLength(1)
})

it.each(['text', 'json'] as const)('writes one bounded line of %s for any event', (format) => {
  const text = fc.string({ unit: 'binary', maxLength: 3000 })
  fc.assert(
    fc.property(text, text, text, (message, plugin, request) => {
      const lines = linesOf(format, { level: 'error', message, plugin, request })
      expect(lines).toHaveLength(1)
      expect(lines[0]).not.toMatch(controls)
      expect(lines[0]?.length).toBeLessThan(3 * 6 * fixedLimits.logCharacters + 500)
    }),
  )
})

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `f${i}`)

it('lists up to 50 names', () => {
  expect(listNames(['a', 'b'])).toBe('a, b')
  expect(listNames(names(50))).toMatch(/^f0, .* f49$/)
})

it('says how many more there are', () => {
  expect(listNames(names(60))).toMatch(/^f0, .* f49 and 10 more$/)
})

it('cuts a long name', () => {
  expect(listNames(['x'.repeat(100)])).toBe('x'.repeat(100))
  expect(listNames(['x'.repeat(101), 'b'])).toBe(`${'x'.repeat(100)}…, b`)
})

it('cuts a line once it is escaped', () => {
  expect(boundedLine('a\u001b[2J')).toBe(String.raw`a\u001b[2J`)
  expect(boundedLine('\u001b'.repeat(6000))).toHaveLength(6000)
})

it('passes a number of lines per second, and reports with the next one how many it dropped', () => {
  let ms = 0
  const limiter = LogLimiter.perSecond(2, () => ms)
  const next = (): unknown => limiter.next()
  expect([next(), next(), next(), next()]).toEqual([0, 0, 'drop', 'drop'])
  ms = 999
  expect(next()).toBe('drop')
  ms = 1000
  expect([next(), next(), next()]).toEqual([3, 0, 'drop'])
})

it('writes how many events were dropped before the next one', () => {
  const lines: string[] = []
  let isReached = false
  const limiter = new LogLimiter(() => isReached)
  const log = dropLines(({ message }) => void lines.push(message), limiter, 'a slow reader')
  const write = (message: string): void => log({ level: 'info', message })
  write('a')
  isReached = true
  write('b')
  write('c')
  isReached = false
  write('d')
  write('e')
  expect(lines).toEqual(['a', '2 log lines were dropped: a slow reader', 'd', 'e'])
})
