import { afterEach, describe, expect, it } from 'vitest'
import { Deadline } from './deadline.ts'

const deadlines: Deadline[] = []

afterEach(() => {
  for (const deadline of deadlines.splice(0)) deadline.stop()
})

function deadlineOf(expire: () => 'expired' | 'wait'): Deadline {
  const deadline = new Deadline(expire)
  deadlines.push(deadline)
  return deadline
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Holds all of this thread up. */
function holdUp(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

describe('Deadline', () => {
  it('expires once after its time, and not while nothing runs', async () => {
    let expired = 0
    const deadline = deadlineOf(() => {
      expired++
      return 'expired'
    })
    deadline.begin(30)
    deadline.rest()
    await sleep(60)
    expect(expired).toBe(0)
    deadline.begin(30)
    await expect.poll(() => expired).toBe(1)
    await sleep(60)
    expect(expired).toBe(1)
  })

  it('asks again while the answer is to wait', async () => {
    let asked = 0
    const deadline = deadlineOf(() => (++asked < 3 ? 'wait' : 'expired'))
    deadline.begin(10)
    await expect.poll(() => asked).toBe(3)
  })

  it('starts again if the process was delayed, once', async () => {
    const expiredAt: number[] = []
    const deadline = deadlineOf(() => {
      expiredAt.push(performance.now())
      return 'expired'
    })
    const began = performance.now()
    deadline.begin(400)
    holdUp(700)
    await sleep(50)
    expect(expiredAt).toEqual([])
    holdUp(700)
    await expect.poll(() => expiredAt).toHaveLength(1)
    expect((expiredAt[0] ?? 0) - began).toBeGreaterThan(1000)
  })
})
