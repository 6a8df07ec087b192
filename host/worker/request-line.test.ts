import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { notedJob, type NotedJob } from '../../test/support/noted-job.ts'
import { AnswerPage } from './answer-page.ts'
import { CallGate } from './call-gate.ts'
import type { ToThread } from './messages.ts'
import { RequestLine } from './request-line.ts'
import { RequestPage } from './request-page.ts'

const answer = {
  kind: 'complete',
  status: 200,
  headers: [],
  nosniff: true,
  body: 'short',
} as const

/** A line whose other end is here as well. */
function open() {
  const posted: ToThread[] = []
  const told = { turns: 0, rooms: 0 }
  const line = new RequestLine((message) => void posted.push(message), {
    onTurn: () => void told.turns++,
    onRoom: () => void told.rooms++,
  })
  const { gate, pages } = line.wire
  const guest = {
    gate: new CallGate(gate),
    batch: (place: number) => new RequestPage(pages.requests[place]).read(),
    answer: (place: number, ordinal: number) =>
      new AnswerPage(pages.answers[place]).write(ordinal, answer),
  }
  return { line, posted, told, guest }
}

/** Sends so many requests in one turn. */
function send(line: RequestLine, count: number): NotedJob[] {
  const jobs = Array.from({ length: count }, () => notedJob())
  for (const job of jobs) line.send(job)
  return jobs
}

describe('RequestLine', () => {
  it('sends the requests of one turn together, and wakes a thread that is away', async () => {
    const { line, posted, guest } = open()
    send(line, 3)
    expect(posted).toEqual([])
    await turn()
    expect(posted).toEqual([{ kind: 'look' }])
    expect(guest.batch(0).map(({ ordinal }) => ordinal)).toEqual([1, 2, 3])
  })

  it('finds a short answer that nobody tells of, and says that it is the turn of the next', async () => {
    const { line, told, guest } = open()
    const [first, second] = send(line, 2)
    await turn()
    expect(told.turns).toBe(1)
    guest.answer(0, 1)
    await expect.poll(() => first?.settled).toEqual([answer])
    expect(told.turns).toBe(2)
    expect(second?.settled).toEqual([])
    line.close()
  })

  it('tells which request the thread is at', async () => {
    const { line, guest } = open()
    send(line, 2)
    await turn()
    expect([line.isAtHead, line.lastBegun]).toEqual([false, 0])
    guest.gate.start(1)
    expect([line.isAtHead, line.lastBegun]).toEqual([true, 1])
    guest.gate.start(2)
    expect([line.isAtHead, line.lastBegun]).toEqual([false, 2])
    line.close()
  })

  it('sends nothing to a thread whose only request was given up', async () => {
    const { line, posted, told } = open()
    const [job] = send(line, 1)
    job?.leave()
    await turn()
    expect(job?.settled).toEqual([{ kind: 'nothing' }])
    expect(posted).toEqual([])
    expect(told).toEqual({ turns: 2, rooms: 1 })
  })

  it('gives what has no answer when it is closed, and is silent after that', async () => {
    const { line, posted, told } = open()
    const jobs = send(line, 2)
    expect(line.close().map(({ job }) => job)).toEqual(jobs)
    await turn()
    expect(posted).toEqual([])
    expect(told.rooms).toBe(0)
    expect(line.hasRoomFor(notedJob(), 64)).toBe(false)
  })
})
