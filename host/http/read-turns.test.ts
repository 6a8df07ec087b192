import { describe, expect, it } from 'vitest'
import { ReadTurns, type Reader } from './read-turns.ts'

class TestReader implements Reader {
  lastTurn = -1
  arrivals = 0
  isReading = true

  pauseForTurn(): void {
    this.isReading = false
  }

  resumeForTurn(): void {
    this.isReading = true
  }
}

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** A clock that only `work` advances. */
let now = 0
const work = (ms: number): void => void (now += ms)
const readTurns = (): ReadTurns => new ReadTurns(() => now)

/** Readers that joined earlier, and were idle for some turns. */
async function join(turns: ReadTurns, count: number): Promise<TestReader[]> {
  const readers = Array.from({ length: count }, () => new TestReader())
  for (const reader of readers) turns.join(reader)
  await nextTurn()
  return readers
}

const countReading = (readers: readonly TestReader[]): number =>
  readers.filter(({ isReading }) => isReading).length

/** Uses up a turn: everything is paused afterwards. */
function overrun(turns: ReadTurns, reader: Reader): void {
  turns.onActivity(reader)
  work(25)
  turns.onActivity(reader)
}

describe('ReadTurns', () => {
  it('reads all connections while no turn takes long', async () => {
    const turns = readTurns()
    const readers = await join(turns, 300)
    for (const reader of readers) turns.onActivity(reader)
    await nextTurn()
    for (const reader of readers) turns.onActivity(reader)
    expect(countReading(readers)).toBe(300)
  })

  it('pauses all once a turn has taken long, and resumes 100 per turn', async () => {
    const turns = readTurns()
    const readers = await join(turns, 250)
    const [busy = new TestReader()] = readers
    overrun(turns, busy)
    expect(countReading(readers)).toBe(0)
    await nextTurn()
    expect(countReading(readers)).toBe(100)
    await nextTurn()
    await nextTurn()
    expect(countReading(readers)).toBe(250)
  })

  it('resumes new connections first, then those that sent least', async () => {
    const turns = readTurns()
    const readers = await join(turns, 201)
    const [busy = new TestReader(), ...others] = readers
    for (const other of others.slice(0, 100)) turns.onActivity(other)
    overrun(turns, busy)
    await nextTurn()
    expect(countReading(others.slice(100))).toBe(100)
    await nextTurn()
    expect([countReading(others), busy.isReading]).toEqual([200, false])
    await nextTurn()
    expect(busy.isReading).toBe(true)
  })

  it('counts what `later` does, which takes several turns if it takes long', async () => {
    const turns = readTurns()
    const done: number[] = []
    for (let i = 0; i < 4; i++)
      turns.later(() => {
        work(6)
        done.push(i)
      })
    await nextTurn()
    expect(done).toEqual([0, 1])
    await nextTurn()
    expect(done).toEqual([0, 1, 2, 3])
  })

  it('lets a turn end early while clients connect', async () => {
    const turns = readTurns()
    const [reader = new TestReader()] = await join(turns, 1)
    turns.join(new TestReader())
    work(3)
    turns.onActivity(reader)
    expect(reader.isReading).toBe(false)
  })

  it('only accepts while clients connect and others wait, but not for ever', async () => {
    const turns = readTurns()
    const [reader = new TestReader()] = await join(turns, 1)
    overrun(turns, reader)
    let acceptTurns = 0
    while (!reader.isReading && acceptTurns < 1000) {
      turns.join(new TestReader())
      await nextTurn()
      acceptTurns++
    }
    // The turn in which the first reader joined is one of the 50.
    expect(acceptTurns).toBe(49)
  })

  it('forgets a connection that has left', async () => {
    const turns = readTurns()
    const [busy = new TestReader(), left = new TestReader()] = await join(turns, 2)
    overrun(turns, busy)
    turns.leave(left)
    await nextTurn()
    expect([busy.isReading, left.isReading]).toEqual([true, false])
  })
})
