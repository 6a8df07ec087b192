import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { LeastRate } from './least-rate.ts'

/** A clock that stands still until it is set, and transfers that note when they are cut. */
function setUp(kibPerSecond = 1) {
  const clock = { ms: 0 }
  const cut: string[] = []
  const rate = new LeastRate(kibPerSecond, () => clock.ms)
  const begin = (name: string, client?: string) => {
    const transfer = rate.begin(client, () => void cut.push(name))
    transfer.resume()
    return transfer
  }
  return { clock, cut, rate, begin }
}

describe('LeastRate', () => {
  it('cuts the slowest one first, and none that is fast enough', () => {
    const { clock, cut, rate, begin } = setUp()
    const [slow, slower, fast] = ['slow', 'slower', 'fast'].map((name) => begin(name))
    clock.ms = 6000
    slow?.count(2000)
    slower?.count(1000)
    fast?.count(20_000)
    expect([rate.cutSlowest(), rate.cutSlowest(), rate.cutSlowest()]).toEqual([true, true, false])
    expect(cut).toEqual(['slower', 'slow'])
  })

  it('cuts none that is younger than the window, or that waits for the host', () => {
    const { clock, rate, begin } = setUp()
    const paused = begin('paused')
    paused.pause()
    clock.ms = 60_000
    begin('young')
    clock.ms += 4000
    expect(rate.cutSlowest()).toBe(false)
  })

  it('looks at one client alone if it is asked to', () => {
    const { clock, cut, rate, begin } = setUp()
    begin('other', 'b')
    clock.ms = 6000
    expect(rate.cutSlowest('a')).toBe(false)
    begin('own', 'a')
    clock.ms = 12_000
    expect(rate.cutSlowest('a')).toBe(true)
    expect(cut).toEqual(['own'])
  })

  it('forgets the fast beginning of one that stops', () => {
    const { clock, rate, begin } = setUp()
    const transfer = begin('stopped')
    transfer.count(64 * 1024 * 1024)
    clock.ms = 3000
    transfer.count(1)
    clock.ms = 4000
    expect(rate.cutSlowest()).toBe(false)
    clock.ms = 8001
    expect(rate.cutSlowest()).toBe(true)
  })

  it('of 0 cuts none, nor one that has ended', () => {
    const { clock, rate, begin } = setUp(0)
    begin('idle')
    clock.ms = 60_000
    expect(rate.cutSlowest()).toBe(false)
    const other = setUp()
    other.begin('ended').end()
    other.clock.ms = 60_000
    expect(other.rate.cutSlowest()).toBe(false)
  })

  it('cuts one for each that waits as soon as it is too slow', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
    try {
      const cut: number[] = []
      const rate = new LeastRate(1)
      for (let i = 0; i < 3; i++) rate.begin('a', () => void cut.push(i)).resume()
      vi.advanceTimersByTime(4000)
      const ends = [rate.cutWhileWaiting('a'), rate.cutWhileWaiting(undefined)]
      vi.advanceTimersByTime(900)
      expect(cut).toEqual([])
      vi.advanceTimersByTime(100)
      expect(cut).toEqual([0, 1])
      for (const end of ends) end()
      vi.advanceTimersByTime(60_000)
      expect(cut).toEqual([0, 1])
    } finally {
      vi.useRealTimers()
    }
  })

  it('never cuts a steady transfer at the least rate or above, and always one at half of it', () => {
    const steps = fc.array(fc.integer({ min: 100, max: 2000 }), { minLength: 20, maxLength: 60 })
    fc.assert(
      fc.property(steps, fc.constantFrom(0.5, 1, 3), (pauses, factor) => {
        const { clock, rate, begin } = setUp(1)
        const transfer = begin('steady')
        let wasSlow = false
        for (const ms of pauses) {
          clock.ms += ms
          transfer.count(Math.ceil(1.024 * ms * factor))
          wasSlow ||= rate.cutSlowest()
        }
        expect(wasSlow).toBe(factor < 1 && clock.ms >= 5000)
      }),
    )
  })
})
