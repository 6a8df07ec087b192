import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { unlimitedClients } from '../../exchange/limits.ts'
import { BodyBudget, type OpenBody } from './body-budget.ts'

const noted: string[] = []

/** A body of the budget, which notes when it is read on, and why it is refused. */
function open(budget: BodyBudget, name: string, of: { client?: string; announced?: number } = {}) {
  const share = budget.open({
    client: of.client,
    announced: of.announced ?? 0,
    refuse: (reason) => {
      noted.push(`${name}: ${reason}`)
      opened.release()
    },
  })
  if (typeof share === 'string') throw new Error(share)
  const opened = share
  const take = (bytes: number): 'goes-on' | 'waits' =>
    share.take({ received: bytes, taken: bytes }, () => noted.push(name))
  return { ...share, take }
}

/** Why one more body is refused. */
function refusalOf(budget: BodyBudget, client?: string, announced = 1): string | undefined {
  const share = budget.open({ client, announced, refuse: () => undefined })
  if (typeof share === 'string') return share
  share.release()
  return undefined
}

/** What has been noted since the last call. */
const takeNotes = (): readonly string[] => noted.splice(0)

describe('a budget', () => {
  it('pauses bodies once it is used up, except the oldest one', () => {
    const budget = new BodyBudget(100)
    const first = open(budget, 'first')
    const second = open(budget, 'second')
    expect(first.take(60)).toBe('goes-on')
    expect(second.take(60)).toBe('waits')
    expect(first.take(60)).toBe('goes-on')
    expect(refusalOf(budget)).toBe('budget')
    expect(takeNotes()).toEqual([])
  })

  it('pauses all while a complete body exists, whose answer will free memory', () => {
    const budget = new BodyBudget(100)
    const [first, second, third] = ['first', 'second', 'third'].map((name) => open(budget, name))
    first?.take(100)
    expect(second?.take(1)).toBe('waits')
    expect(third?.take(1)).toBe('waits')
    first?.whole()
    expect(takeNotes()).toEqual([])
    expect(second?.take(1)).toBe('waits')
  })

  it('resumes all when there is room again', () => {
    const budget = new BodyBudget(100)
    const [first, second, third] = ['first', 'second', 'third'].map((name) => open(budget, name))
    first?.take(100)
    second?.take(1)
    third?.take(1)
    first?.release()
    first?.release()
    expect(takeNotes()).toEqual(['second', 'third'])
    expect(refusalOf(budget)).toBeUndefined()
  })

  it('stops counting a body that is no longer needed', () => {
    const budget = new BodyBudget(100)
    const share = open(budget, 'late')
    share.release()
    expect(share.take(1000)).toBe('goes-on')
    expect(refusalOf(budget)).toBeUndefined()
  })
})

describe('the share of a client', () => {
  const halves = { ...unlimitedClients, clientShare: 0.5 }

  it('that announced lengths use up leaves the rest to others', () => {
    const budget = new BodyBudget(100, halves)
    const first = open(budget, 'first', { client: 'a', announced: 30 })
    expect(refusalOf(budget, 'a', 21)).toBe('share')
    expect(refusalOf(budget, 'a', 20)).toBeUndefined()
    expect(refusalOf(budget, 'b', 50)).toBeUndefined()
    expect(refusalOf(budget, undefined, 90)).toBeUndefined()
    first.whole()
    expect(refusalOf(budget, 'a', 21)).toBe('share')
    first.release()
    expect(refusalOf(budget, 'a', 21)).toBeUndefined()
  })

  it('limits bodies without a length by what has arrived, except a single one', () => {
    const budget = new BodyBudget(100, halves)
    const [first, second] = ['first', 'second'].map((name) => open(budget, name, { client: 'a' }))
    first?.take(40)
    second?.take(10)
    expect(takeNotes()).toEqual([])
    second?.take(1)
    expect(takeNotes()).toEqual(['second: share'])
    first?.take(30)
    expect(takeNotes()).toEqual([])
    expect(refusalOf(budget, 'a')).toBe('share')
    first?.release()
    expect(refusalOf(budget, 'a', 1000)).toBeUndefined()
  })
})

/** Runs with a clock that `advance` sets, in ms. */
function withClock(act: (advance: (ms: number) => void, budget: BodyBudget) => void): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
  try {
    const clients = { clientShare: 0.5, leastRateKiBps: 1, trustedProxies: [] }
    act((ms) => void vi.advanceTimersByTime(ms), new BodyBudget(100_000, clients))
  } finally {
    vi.useRealTimers()
  }
}

describe('a body that arrives too slowly', () => {
  it('is refused for a new one if there is no room', () => {
    withClock((advance, budget) => {
      open(budget, 'stalled', { client: 'a', announced: 50_000 }).take(40_000)
      expect(refusalOf(budget, 'a')).toBe('share')
      advance(6000)
      expect(refusalOf(budget, 'b')).toBeUndefined()
      expect(takeNotes()).toEqual([])
      expect(refusalOf(budget, 'a')).toBeUndefined()
      expect(takeNotes()).toEqual(['stalled: slow'])
    })
  })

  it('is refused for one that waits, which is resumed', () => {
    withClock((advance, budget) => {
      const stalled = open(budget, 'stalled', { client: 'a' })
      const waiting = open(budget, 'waiting', { client: 'b', announced: 10 })
      stalled.take(100_000)
      expect(waiting.take(10)).toBe('waits')
      advance(4000)
      expect(takeNotes()).toEqual([])
      advance(3000)
      expect(takeNotes()).toEqual(['stalled: slow', 'waiting'])
    })
  })

  it('is kept while it is paused itself, and once it is complete', () => {
    withClock((advance, budget) => {
      const whole = open(budget, 'whole', { client: 'a' })
      const waiting = open(budget, 'waiting', { client: 'b', announced: 20 })
      whole.take(100_000)
      whole.whole()
      expect(waiting.take(10)).toBe('waits')
      advance(60_000)
      expect(refusalOf(budget)).toBe('budget')
      expect(takeNotes()).toEqual([])
    })
  })
})

it('a paused body always waits for another one while there is no room', () => {
  const step = fc.record({
    body: fc.nat(5),
    act: fc.constantFrom('take', 'take', 'whole', 'release'),
    bytes: fc.nat(60),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const budget = new BodyBudget(100, { ...unlimitedClients, clientShare: 0.5 })
      const bodies = new Map<number, { state: string; share: OpenBody }>()
      for (const { body, act, bytes } of steps) {
        const client = ['a', 'b', undefined][body % 3]
        const share =
          bodies.get(body)?.share ?? budget.open({ client, announced: 5, refuse: () => undefined })
        if (typeof share === 'string') continue
        const known = bodies.get(body) ?? { state: 'reading', share }
        bodies.set(body, known)
        if (act === 'release') {
          share.release()
          bodies.delete(body)
        } else if (known.state === 'reading' && act === 'whole') {
          known.state = 'whole'
          share.whole()
        } else if (known.state === 'reading') {
          const resume = (): void => void (known.state = 'reading')
          if (share.take({ received: bytes, taken: bytes }, resume) === 'waits')
            known.state = 'waiting'
        }
        const states = [...bodies.values()].map(({ state }) => state)
        expect(states.length === 0 || states.some((state) => state !== 'waiting')).toBe(true)
        const hasRoom = refusalOf(budget) === undefined
        expect(hasRoom && states.includes('waiting')).toBe(false)
      }
    }),
  )
})
