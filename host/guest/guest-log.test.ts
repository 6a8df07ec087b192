import { describe, expect, it } from 'vitest'
import { fixedLimits } from '../exchange/limits.ts'
import { GuestLog } from './guest-log.ts'
import { LogRate } from '../exchange/log-rate.ts'

function open(mostLines: number, rate?: LogRate) {
  const told: string[] = []
  const requests: (string | undefined)[] = []
  const log = new GuestLog(
    mostLines,
    ({ message, request }) => {
      told.push(message)
      requests.push(request)
    },
    rate,
  )
  return { log, told, requests }
}

describe('GuestLog', () => {
  it('tells so many lines of a callback, and once that there are more', () => {
    const { log, told } = open(2)
    log.begin('r-1')
    for (const line of ['a', 'b', 'c', 'd']) log.write('info', line)
    expect(told).toEqual([
      'a',
      'b',
      'more than 2 log lines of one call (MaxLogLines): the rest is left out',
    ])
  })

  it('counts anew for each callback', () => {
    const { log, told } = open(1)
    for (const request of ['r-1', 'r-2']) {
      log.begin(request)
      log.write('info', request)
    }
    expect(told).toEqual(['r-1', 'r-2'])
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

  it('cuts a line one character behind what is told of it, so that it is seen to be cut', () => {
    const { log, told } = open(1)
    log.write('info', 'x'.repeat(fixedLimits.logCharacters + 9))
    expect(told[0]).toHaveLength(fixedLimits.logCharacters + 1)
  })

  it('tells before the next line how many of the last second are left out', () => {
    let now = 0
    const { log, told } = open(9, new LogRate(1, () => now))
    for (const line of ['a', 'b', 'c']) log.write('info', line)
    now = 1000
    log.write('info', 'd')
    expect(told).toEqual(['a', '2 log lines of the last second are left out', 'd'])
  })
})
