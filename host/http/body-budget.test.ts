import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { unlimitedClients } from '../exchange/limits.ts'
import { BodyBudget } from './body-budget.ts'

const noted: string[] = []

/** A body of the budget, which notes when it is read on, and when it is cut. */
function open(budget: BodyBudget, name: string, client?: string) {
  const share = budget.open(client, () => {
    noted.push(`${name} cut`)
    share.release()
  })
  const take = (bytes: number): 'goes-on' | 'waits' =>
    share.take({ received: bytes, taken: bytes }, () => noted.push(name))
  return { ...share, take }
}

/** What has been noted since the last call. */
const takeNotes = (): readonly string[] => noted.splice(0)

describe('a budget', () => {
  it('has bodies wait once it is used up, but for the oldest one', () => {
    const budget = new BodyBudget(100)
    const first = open(budget, 'first')
    const second = open(budget, 'second')
    expect(first.take(60)).toBe('goes-on')
    expect(second.take(60)).toBe('waits')
    expect(first.take(60)).toBe('goes-on')
    expect(budget.refusalOf(undefined)).toBe('budget')
    expect(takeNotes()).toEqual([])
  })

  it('has all wait while there is a whole one, whose answer makes room', () => {
    const budget = new BodyBudget(100)
    const [first, second, third] = ['first', 'second', 'third'].map((name) => open(budget, name))
    first?.take(100)
    expect(second?.take(1)).toBe('waits')
    expect(third?.take(1)).toBe('waits')
    first?.whole()
    expect(takeNotes()).toEqual([])
    expect(second?.take(1)).toBe('waits')
  })

  it('lets all go on when there is room again', () => {
    const budget = new BodyBudget(100)
    const [first, second, third] = ['first', 'second', 'third'].map((name) => open(budget, name))
    first?.take(100)
    second?.take(1)
    third?.take(1)
    first?.release()
    first?.release()
    expect(takeNotes()).toEqual(['second', 'third'])
    expect(budget.refusalOf(undefined)).toBeUndefined()
  })

  it('counts nothing of a body that is not needed any more', () => {
    const budget = new BodyBudget(100)
    const share = open(budget, 'late')
    share.release()
    expect(share.take(1000)).toBe('goes-on')
    expect(budget.refusalOf(undefined)).toBeUndefined()
  })
})

describe('the share of a client', () => {
  const halves = { ...unlimitedClients, share: 0.5 }

  it('that is reached leaves the rest to others', () => {
    const budget = new BodyBudget(100, halves)
    const own = [open(budget, 'own', 'a'), open(budget, 'second', 'a')]
    expect(own.map(({ take }) => take(30))).toEqual(['goes-on', 'waits'])
    expect(budget.refusalOf('a')).toBe('share')
    expect(budget.refusalOf('b')).toBeUndefined()
    expect(budget.refusalOf(undefined)).toBeUndefined()
    expect(open(budget, 'other', 'b').take(30)).toBe('goes-on')
  })

  it('lets its oldest body end, and then the next one', () => {
    const budget = new BodyBudget(100, halves)
    const [first, second] = ['first', 'second'].map((name) => open(budget, name, 'a'))
    first?.take(40)
    expect(second?.take(10)).toBe('waits')
    expect(first?.take(30)).toBe('goes-on')
    first?.whole()
    expect(takeNotes()).toEqual([])
    first?.release()
    expect(takeNotes()).toEqual(['second'])
  })
})

/** Runs with a clock that `advance` sets, in ms. */
function withClock(act: (advance: (ms: number) => void, budget: BodyBudget) => void): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
  try {
    const clients = { share: 0.5, leastRateKiBps: 1, trustedProxies: [] }
    act((ms) => void vi.advanceTimersByTime(ms), new BodyBudget(100_000, clients))
  } finally {
    vi.useRealTimers()
  }
}

describe('a body that comes too slowly', () => {
  it('is cut for a new one that finds no room', () => {
    withClock((advance, budget) => {
      open(budget, 'stalled', 'a').take(60_000)
      advance(6000)
      expect(budget.refusalOf('b')).toBeUndefined()
      expect(takeNotes()).toEqual([])
      expect(budget.refusalOf('a')).toBeUndefined()
      expect(takeNotes()).toEqual(['stalled cut'])
    })
  })

  it('is cut for one that waits, which is read on', () => {
    withClock((advance, budget) => {
      open(budget, 'stalled', 'a').take(100_000)
      expect(open(budget, 'waiting', 'b').take(10)).toBe('waits')
      advance(4900)
      expect(takeNotes()).toEqual([])
      advance(5200)
      expect(takeNotes()).toEqual(['stalled cut', 'waiting'])
    })
  })

  it('is not cut while it waits itself, nor once it is whole, nor if it takes no memory', () => {
    withClock((advance, budget) => {
      const whole = open(budget, 'whole', 'a')
      whole.take(100_000)
      whole.whole()
      open(budget, 'waiting', 'b').take(10)
      open(budget, 'empty', 'c')
      advance(60_000)
      expect(budget.refusalOf('d')).toBe('budget')
      expect(takeNotes()).toEqual([])
    })
  })
})

it('whatever bodies come and go, one that waits has another one to wait for, and no room', () => {
  const step = fc.record({
    body: fc.nat(5),
    act: fc.constantFrom('take', 'take', 'whole', 'release'),
    bytes: fc.nat(60),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const budget = new BodyBudget(100, { ...unlimitedClients, share: 0.5 })
      const bodies = new Map<number, { state: string; share: ReturnType<BodyBudget['open']> }>()
      for (const { body, act, bytes } of steps) {
        const client = ['a', 'b', undefined][body % 3]
        const share = bodies.get(body)?.share ?? budget.open(client, () => undefined)
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
        const hasRoom = ['a', 'b'].every((name) => budget.refusalOf(name) === undefined)
        expect(hasRoom && states.includes('waiting')).toBe(false)
      }
    }),
  )
})
