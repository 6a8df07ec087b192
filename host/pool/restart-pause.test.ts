import { describe, expect, it } from 'vitest'
import { RestartPause } from './restart-pause.ts'

const fails = (pause: RestartPause, times: number): number[] =>
  Array.from({ length: times }, () => pause.fail())

describe('RestartPause', () => {
  it('doubles with each failure in a row, up to half a minute', () => {
    const pauses = fails(new RestartPause(), 11)
    expect(pauses.slice(0, 4)).toEqual([100, 200, 400, 800])
    expect(pauses.slice(8)).toEqual([25_600, 30_000, 30_000])
  })

  it('begins again after a start', () => {
    const pause = new RestartPause()
    fails(pause, 3)
    expect(pause.hasFailed).toBe(true)
    pause.noteStart()
    expect(pause.hasFailed).toBe(false)
    expect(pause.fail()).toBe(100)
  })

  it('grows where workers start and end before their first request', () => {
    const pause = new RestartPause()
    const endsEarly = (): number => {
      pause.noteStart()
      return pause.noteEnd(false) ? 0 : pause.fail()
    }
    expect([endsEarly(), endsEarly(), endsEarly(), endsEarly()]).toEqual([0, 200, 400, 800])
    pause.noteStart()
    expect(pause.noteEnd(true)).toBe(true)
    expect(pause.fail()).toBe(100)
  })
})
