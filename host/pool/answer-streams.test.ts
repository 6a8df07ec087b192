import { describe, expect, it } from 'vitest'
import { frameOf } from '../../test/support/frames.ts'
import { notedJob } from '../../test/support/noted-job.ts'
import type { StreamHead } from '../exchange/answer.ts'
import { encodeFrame, frameKinds } from '../frames/frame.ts'
import { decodeTaken, encodeStreamBegin, encodeStreamPart } from '../frames/messages.ts'
import { AnswerStreams } from './answer-streams.ts'
import type { InFlightRequest } from './in-flight-requests.ts'

const head: StreamHead = { status: 200, headers: [['A', 'b']] }
const begin = frameOf(encodeStreamBegin(head))
const part = (length: number) => frameOf(encodeStreamPart(new Uint8Array(length)))
const windowBytes = 10_000

/** The streams of a process, with a request whose client takes parts when the test says so. */
function create() {
  const results: boolean[] = []
  const heads: StreamHead[] = []
  const waiting: { length: number; take: (isOpen: boolean) => void }[] = []
  const streams = new AnswerStreams(windowBytes / 1024, (pieces) => {
    results.push(decodeTaken(frameOf(pieces)))
  })
  const job = notedJob()
  const target = {
    begin: (one: StreamHead) => void heads.push(one),
    write: ({ length }: Uint8Array, take: (isOpen: boolean) => void) =>
      void waiting.push({ length, take }),
  }
  const watched = {
    target,
    signal: job.client.signal,
    get hasLeft() {
      return job.client.hasLeft
    },
  }
  const request: InFlightRequest = {
    job: { ...job, client: watched },
    ordinal: 1,
    isFiled: false,
    isStreamed: false,
  }
  return { streams, request, results, heads, waiting, leave: () => job.leave() }
}

/** With a stream that has begun, and whose first result is not counted. */
function createBegun() {
  const created = create()
  created.streams.take(begin, created.request)
  created.results.length = 0
  return created
}

describe('AnswerStreams', () => {
  it('begins the answer of the client, and says that it is there', () => {
    const { streams, request, heads, results } = create()
    streams.take(begin, request)
    expect(heads).toEqual([head])
    expect(results).toEqual([true])
    expect(request.isStreamed).toBe(true)
  })

  it('says of a client that has left that it is gone', () => {
    const { streams, request, results, leave } = create()
    leave()
    streams.take(begin, request)
    expect(results).toEqual([false])
  })

  it('lets the guest write ahead as much as the window holds, and then waits for the client', () => {
    const { streams, request, results, waiting } = createBegun()
    streams.take(part(6000), request)
    expect(results).toEqual([true])
    streams.take(part(6000), request)
    expect(results).toEqual([true])
    waiting[0]?.take(true)
    expect(results).toEqual([true, true])
    expect(waiting.map(({ length }) => length)).toEqual([6000, 6000])
  })

  it('counts small parts as more than they are', () => {
    const { streams, request, results } = createBegun()
    for (let i = 0; i < 3; i++) streams.take(part(1), request)
    expect(results).toEqual([true, true])
  })

  it('answers a part that waits once the client has left', () => {
    const { streams, request, results, waiting } = createBegun()
    streams.take(part(20_000), request)
    expect(results).toEqual([])
    waiting[0]?.take(false)
    expect(results).toEqual([false])
    streams.take(part(1), request)
    expect(results).toEqual([false, false])
  })

  it('answers nothing for a stream that has ended', () => {
    const { streams, request, results, waiting } = createBegun()
    streams.take(part(20_000), request)
    streams.end()
    waiting[0]?.take(true)
    expect(results).toEqual([])
  })

  it('begins again for the next request', () => {
    const { streams, request, heads } = createBegun()
    streams.end()
    streams.take(begin, request)
    expect(heads).toHaveLength(2)
  })

  it.each([
    ['a part before the head', [part(1)]],
    ['a second head', [begin, begin]],
    ['a part before the result of the last one', [begin, part(20_000), part(1)]],
    ['another call', [frameOf(encodeFrame(frameKinds.call, {}, { code: 9 }))]],
  ])('refuses %s', (_, frames) => {
    const { streams, request } = create()
    const last = frames.at(-1) ?? begin
    for (const frame of frames.slice(0, -1)) streams.take(frame, request)
    expect(() => streams.take(last, request)).toThrow('out of order')
  })
})
