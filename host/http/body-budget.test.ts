import { expect, it } from 'vitest'
import { BodyBudget } from './body-budget.ts'

/** A body of the budget, which notes when it is read on. */
function open(budget: BodyBudget, name: string, resumed: string[]) {
  const share = budget.open()
  return { ...share, take: (bytes: number) => share.take(bytes, () => resumed.push(name)) }
}

it('has bodies wait once it is used up, but for the oldest one', () => {
  const resumed: string[] = []
  const budget = new BodyBudget(100)
  const first = open(budget, 'first', resumed)
  const second = open(budget, 'second', resumed)
  expect(first.take(60)).toBe('goes-on')
  expect(second.take(60)).toBe('waits')
  expect(first.take(60)).toBe('goes-on')
  expect(budget.isFull).toBe(true)
  expect(resumed).toEqual([])
})

it('has all wait while there is a whole one, whose answer makes room', () => {
  const resumed: string[] = []
  const budget = new BodyBudget(100)
  const [first, second, third] = ['first', 'second', 'third'].map((name) =>
    open(budget, name, resumed),
  )
  first?.take(100)
  expect(second?.take(1)).toBe('waits')
  expect(third?.take(1)).toBe('waits')
  first?.whole()
  expect(resumed).toEqual([])
  expect(second?.take(1)).toBe('waits')
})

it('lets all go on when there is room again', () => {
  const resumed: string[] = []
  const budget = new BodyBudget(100)
  const [first, second, third] = ['first', 'second', 'third'].map((name) =>
    open(budget, name, resumed),
  )
  first?.take(100)
  second?.take(1)
  third?.take(1)
  first?.release()
  first?.release()
  expect(resumed).toEqual(['second', 'third'])
  expect(budget.isFull).toBe(false)
})

it('counts nothing of a body that is not needed any more', () => {
  const budget = new BodyBudget(100)
  const share = open(budget, 'late', [])
  share.release()
  expect(share.take(1000)).toBe('goes-on')
  expect(budget.isFull).toBe(false)
})
