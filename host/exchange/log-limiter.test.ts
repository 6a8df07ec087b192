import { expect, it } from 'vitest'
import { dropLines, LogLimiter } from './log-limiter.ts'

it('passes a number of lines per second, and reports with the next one how many it dropped', () => {
  let now = 0
  const limiter = LogLimiter.perSecond(2, () => now)
  const next = (): unknown => limiter.next()
  expect([next(), next(), next(), next()]).toEqual([0, 0, 'drop', 'drop'])
  now = 999
  expect(next()).toBe('drop')
  now = 1000
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
