import { describe, expect, it } from 'vitest'
import { fixedLimits } from '../exchange/limits.ts'
import { GuestLog } from './loaded-plugin.ts'
import { LogLimiter } from '../exchange/log.ts'

function open(mostLines: number, rate?: LogLimiter) {
  const lines: string[] = []
  const requests: (string | undefined)[] = []
  const log = new GuestLog(
    mostLines,
    ({ message, request }) => {
      lines.push(message)
      requests.push(request)
    },
    rate,
  )
  return { log, lines, requests }
}

describe('GuestLog', () => {
  it('passes on a limited number of lines of a callback, and says once that there are more', () => {
    const { log, lines } = open(2)
    log.begin('r-1')
    for (const line of ['a', 'b', 'c', 'd']) log.write('info', line)
    expect(lines).toEqual([
      'a',
      'b',
      'more than 2 log lines of one call (MaxLogLines): the rest is left out',
    ])
  })

  it('counts again for each callback', () => {
    const { log, lines } = open(1)
    for (const request of ['r-1', 'r-2']) {
      log.begin(request)
      log.write('info', request)
    }
    expect(lines).toEqual(['r-1', 'r-2'])
  })

  it('says which request a line belongs to, while there is one', () => {
    const { log, requests } = open(9)
    log.begin(undefined)
    log.write('info', 'at the start')
    log.begin('r-1')
    log.write('info', 'in its callback')
    log.end()
    log.write('info', 'between callbacks')
    expect(requests).toEqual([undefined, 'r-1', undefined])
  })

  it('cuts a line one character after its limit, so that the cut can be seen', () => {
    const { log, lines } = open(1)
    log.write('info', 'x'.repeat(fixedLimits.logCharacters + 9))
    expect(lines[0]).toHaveLength(fixedLimits.logCharacters + 1)
  })

  it('says before the next line how many of the last second are left out', () => {
    let now = 0
    const { log, lines } = open(
      9,
      LogLimiter.perSecond(1, () => now),
    )
    for (const line of ['a', 'b', 'c']) log.write('info', line)
    now = 1000
    log.write('info', 'd')
    expect(lines).toEqual(['a', '2 log lines of the last second are left out', 'd'])
  })
})
