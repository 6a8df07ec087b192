import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../exchange/trace.ts'
import { TracePlayer } from './trace-player.ts'

const call = (name: string, ...values: number[]): TraceEvent => ({ kind: 'call', name, values })
const returned = (value: number): TraceEvent => ({ kind: 'return', value })
const input = (
  source: 'uuid' | 'clock' | 'bytes' | 'outside' | 'clientLeft',
  value: string,
): TraceEvent => ({
  kind: 'input',
  source,
  value,
})

const environment = {
  uuid: () => 'new',
  random: () => 1,
  clock: () => 5n,
  fillRandom: (bytes: Uint8Array) => void bytes.fill(9),
}

/** A player of events, what it says of divergences, and the environment of its instance. */
function playerOf(events: readonly TraceEvent[], isComplete = true) {
  const divergences: string[] = []
  const player = new TracePlayer((where) => divergences.push(where))
  player.expect({ events, isComplete })
  return { player, divergences, given: player.play(environment) }
}

describe('TracePlayer', () => {
  it('replays the recorded values, and reports no difference', () => {
    const { player, divergences, given } = playerOf([
      call('f', 1),
      input('uuid', 'old'),
      returned(0),
      input('clock', '123'),
      input('bytes', 'AQI='),
    ])
    expect(player.call('f', [1], () => (given.uuid() === 'old' ? 0 : 1))).toBe(0)
    expect(given.clock(true)).toBe(123n)
    const bytes = new Uint8Array(2)
    given.fillRandom(bytes)
    player.end()
    expect([...bytes]).toEqual([1, 2])
    expect(divergences).toEqual([])
  })

  it('reports the first call that differs, and no later one', () => {
    const { player, divergences } = playerOf([call('f', 1), returned(0), call('g', 2), returned(0)])
    player.call('f', [1], () => 0)
    player.call('g', [3], () => 0)
    player.call('h', [], () => 0)
    player.end()
    expect(divergences).toEqual(['at host call 2: it came to g(3) instead of g(2)'])
  })

  it('reports a call after the end of a complete record, and none after the end of a cut one', () => {
    const complete = playerOf([])
    complete.player.call('f', [], () => 0)
    expect(complete.divergences).toEqual([
      'at host call 1: it came to f() after the end of the record',
    ])
    const cut = playerOf([], false)
    cut.player.call('f', [], () => 0)
    expect(cut.divergences).toEqual([])
  })

  it('reports a missing call', () => {
    const { player, divergences } = playerOf([call('f', 1), returned(0)])
    player.end()
    expect(divergences).toEqual(['at host call 1: it ended before f(1)'])
  })

  it('returns new values if the record has none', () => {
    const { divergences, given } = playerOf([])
    expect([given.uuid(), given.random(), given.clock(false)]).toEqual(['new', 1, 5n])
    expect(divergences).toHaveLength(1)
  })

  it('lets the client leave where it left', () => {
    const { player } = playerOf([input('clientLeft', 'gone')])
    const written: number[] = []
    const sink = player.sink({
      begin: () => undefined,
      write: (bytes) => void written.push(bytes.length),
    })
    expect(() => sink.write(new Uint8Array(3))).toThrow('gone')
    sink.write(new Uint8Array(4))
    expect(written).toEqual([4])
  })

  it('fails a call of another server for which the record has no reply', () => {
    const { given } = playerOf([], false)
    const { player } = playerOf([input('outside', '{"kind":"failed","code":9}')])
    const asked = {
      kind: 'rest',
      method: 1,
      uri: '/',
      headers: [],
      body: new Uint8Array(0),
      afterPlugins: false,
    } as const
    expect(given.ask(asked)).toEqual({ kind: 'failed', code: 9 })
    expect(player.play(environment).ask(asked)).toEqual({ kind: 'failed', code: 9 })
  })
})
