import { expect, it, vi } from 'vitest'
import { rateLog } from './rated-log.ts'

it('writes ten events of a second, and counts the others in the next line', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const lines: string[] = []
    const log = rateLog(({ message }) => void lines.push(message))
    for (let i = 0; i < 15; i++) log({ level: 'warning', message: `event ${i}` })
    expect(lines).toHaveLength(10)
    vi.advanceTimersByTime(1001)
    log({ level: 'warning', message: 'later' })
    expect(lines[10]).toBe('later; 5 such lines are left out')
  } finally {
    vi.useRealTimers()
  }
})
