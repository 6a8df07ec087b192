import { describe, expect, it } from 'vitest'
import { notedJob as job } from '../../test/support/noted-job.ts'
import type { CompleteAnswer } from '../exchange/answer.ts'
import { Flights } from './flights.ts'
import { RequestPage } from './request-page.ts'

const kib = 1024

const answer = (length: number): CompleteAnswer => ({
  kind: 'complete',
  status: 200,
  headers: [],
  nosniff: true,
  body: new Uint8Array(length),
})

/** How many requests may be under way. */
function roomOf(flights: Flights): number {
  let room = 0
  while (flights.hasRoomFor(job(), 64)) {
    flights.add(job())
    room++
  }
  flights.takeAll()
  return room
}

describe('Flights', () => {
  it('has two batches under way, and the next one once all of the first are answered', () => {
    const flights = new Flights()
    const ordinals: number[][] = []
    const send = (): void => {
      const batch = flights.nextBatch()
      const memory = batch?.kind === 'page' ? flights.pages.requests[batch.place] : undefined
      ordinals.push(new RequestPage(memory).read().map((one) => one.ordinal))
    }
    flights.add(job())
    flights.add(job())
    send()
    flights.add(job())
    send()
    flights.add(job())
    send()
    flights.settle(answer(1))
    send()
    flights.settle(answer(1))
    send()
    expect(ordinals).toEqual([[1, 2], [3], [], [], [4]])
  })

  it('lets more wait in the thread as long as answers are small', () => {
    const flights = new Flights()
    const rooms = [roomOf(flights)]
    for (const length of [1, 1, 1, 1, 1, 1024 * kib, 10_000 * kib]) {
      flights.settle(answer(length))
      rooms.push(roomOf(flights))
    }
    expect(rooms).toEqual([4, 8, 16, 32, 64, 64, 2, 1])
  })

  it('hands a large body over, one at a time', () => {
    const flights = new Flights()
    const [large, small] = [job(new Uint8Array(100 * kib)), job(new Uint8Array(10))]
    for (const one of [large, small]) flights.add(one)
    expect(flights.hasRoomFor(large, 64)).toBe(false)
    expect(flights.hasRoomFor(small, 64)).toBe(true)
    expect(flights.nextBatch()).toMatchObject({ transfer: [large.request.body.buffer] })
    expect(flights.takeAll().map(({ isTransferred }) => isTransferred)).toEqual([true, false])
  })

  it('sends the buffer of an answer back once that is sent', () => {
    const flights = new Flights()
    const one = job()
    const large = answer(100 * kib)
    flights.add(one)
    flights.settle(large)
    for (const settled of one.settled) if (settled.kind === 'complete') settled.release?.()
    flights.add(job())
    const buffers = [typeof large.body === 'string' ? undefined : large.body.buffer]
    expect(flights.nextBatch()).toMatchObject({ message: { buffers } })
  })

  it('forgets those that wait and whose clients have left', () => {
    const flights = new Flights()
    flights.add(job())
    flights.nextBatch()
    const [left, stays] = [job(), job()]
    left.leave()
    flights.add(left)
    flights.add(stays)
    flights.dropAbandoned()
    expect(left.settled).toEqual([{ kind: 'nothing' }])
    expect(flights.length).toBe(2)
  })
})
