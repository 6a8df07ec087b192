import { describe, expect, it } from 'vitest'
import { ReadTurns } from './read-turns.ts'

/** A connection that tells when it is read from again. */
class Reader {
  isReading = true
  hasBytes = false

  hold(): void {
    this.isReading = false
  }

  release(): void {
    this.isReading = true
  }
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** Goes on only by work. */
let now = 0
const work = (ms: number): void => void (now += ms)
const readTurns = (): ReadTurns => new ReadTurns(() => now)

interface Member {
  readonly reader: Reader
  readonly came: () => void
  readonly leave: () => void
}

function join(turns: ReadTurns, count: number): Member[] {
  return Array.from({ length: count }, () => {
    const reader = new Reader()
    const place = turns.join(reader)
    return { reader, came: () => turns.came(place), leave: () => turns.leave(place) }
  })
}

const readFrom = (members: readonly Member[]): number =>
  members.filter(({ reader }) => reader.isReading).length

describe('ReadTurns', () => {
  it('has all connections read as long as no turn takes long', async () => {
    const turns = readTurns()
    const members = join(turns, 300)
    for (const { came } of members) came()
    await turn()
    for (const { came } of members) came()
    expect(readFrom(members)).toBe(300)
  })

  it('has none read once a turn has taken long, then some in each turn, first those that had nothing of it', async () => {
    const turns = readTurns()
    const members = join(turns, 250)
    const [first, second] = members
    first?.came()
    work(15)
    second?.came()
    expect(readFrom(members)).toBe(0)
    await turn()
    expect(readFrom(members)).toBe(100)
    await turn()
    expect(readFrom(members)).toBe(200)
    expect(readFrom(members.slice(0, 2))).toBe(0)
    await turn()
    expect(readFrom(members)).toBe(250)
  })

  it('has none read once many requests have begun: what answers them may come behind all of them', async () => {
    const turns = readTurns()
    const members = join(turns, 2)
    for (let begun = 0; begun < 100; begun++) turns.begins()
    members[0]?.came()
    expect(readFrom(members)).toBe(0)
    await turn()
    members[0]?.came()
    expect(readFrom(members)).toBe(2)
  })

  it('reads no more than a little of one connection at a time while others wait to be taken', async () => {
    const turns = readTurns()
    const [eager, other] = join(turns, 2)
    const isRead = (): unknown => [eager, other].map((one) => one?.reader.isReading)
    for (let i = 0; i < 20; i++) eager?.came()
    expect(isRead()).toEqual([true, true])
    await turn()
    turns.accepted()
    for (let i = 0; i < 4; i++) eager?.came()
    expect(isRead()).toEqual([true, true])
    eager?.came()
    expect(isRead()).toEqual([false, true])
  })

  it('has one read that has its bytes from the system, however many have theirs at once', async () => {
    const turns = readTurns()
    const [patient, ...eager] = join(turns, 50)
    for (const { reader } of eager) reader.hasBytes = true
    let eagerServed = 0
    const serve = (): void => {
      for (const { reader, came } of eager) {
        if (!reader.isReading) continue
        eagerServed++
        came()
        work(2)
      }
    }
    serve()
    let served = 0
    for (let i = 0; i < 20; i++) {
      await turn()
      serve()
      // The system hands out what it has behind that.
      if (patient?.reader.isReading === true) served++
    }
    expect(served).toBe(10)
    expect(eagerServed).toBeGreaterThan(50)
  })

  it('keeps a turn for clients that wait to be taken, but not all turns', async () => {
    const turns = readTurns()
    let done = 0
    turns.later(() => done++)
    for (let taken = 0; taken < 8; taken++) {
      turns.accepted()
      await turn()
    }
    expect(done).toBe(0)
    turns.accepted()
    await turn()
    expect(done).toBe(1)
    turns.later(() => done++)
    await turn()
    expect(done).toBe(2)
  })

  it('does later what may take long, and lets the loop turn meanwhile', async () => {
    const turns = readTurns()
    const [member] = join(turns, 1)
    const done: number[] = []
    for (let i = 0; i < 6; i++)
      turns.later(() => {
        done.push(i)
        work(3)
      })
    expect(done).toEqual([])
    await turn()
    expect(done).toEqual([0, 1])
    work(7)
    member?.came()
    expect(member?.reader.isReading).toBe(false)
    await turn()
    expect(done).toEqual([0, 1, 2, 3])
    await turn()
    expect(done).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('does later no more than begins many requests', async () => {
    const turns = readTurns()
    let done = 0
    for (let i = 0; i < 4; i++)
      turns.later(() => {
        done++
        for (let begun = 0; begun < 25; begun++) turns.begins()
      })
    await turn()
    expect(done).toBe(2)
    await turn()
    expect(done).toBe(4)
  })

  it('lets a connection that takes long turn after turn keep no other one waiting', async () => {
    const turns = readTurns()
    const [greedy, ...others] = join(turns, 150)
    let served = 0
    for (let i = 0; i < 20; i++) {
      for (const { reader, came } of others) {
        if (!reader.isReading) continue
        served++
        came()
      }
      if (greedy?.reader.isReading === true) {
        greedy.came()
        work(12)
        greedy.came()
      }
      await turn()
    }
    // In most turns two thirds of them, however often the greedy one comes.
    expect(served).toBeGreaterThan(20 * 149 * 0.4)
  })

  it('holds one that comes when the turn is over, and forgets one that has left', async () => {
    const turns = readTurns()
    const [first, left] = join(turns, 2)
    first?.came()
    work(15)
    first?.came()
    const [late] = join(turns, 1)
    late?.came()
    expect(late?.reader.isReading).toBe(false)
    left?.leave()
    await turn()
    expect([first, late, left].map((one) => one?.reader.isReading)).toEqual([true, true, false])
  })
})
