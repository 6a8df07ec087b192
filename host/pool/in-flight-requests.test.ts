import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { frameOf, readFrames } from '../../test/support/frames.ts'
import { notedJob } from '../../test/support/noted-job.ts'
import { temporaryFile } from '../../test/support/temporary-file.ts'
import type { Answer, CompleteAnswer, Passed } from '../exchange/answer.ts'
import { bytesOfBody } from '../exchange/byte-string.ts'
import { refuse } from '../exchange/refusals.ts'
import { BodyFile, bodySlots } from '../frames/body-file.ts'
import {
  decodeCallback,
  type ReceivedCallback,
  encodeOtherReturn,
  returnHeadBytes,
  writeReturn,
} from '../frames/rest-callback.ts'
import type { Frame } from '../frames/frame.ts'
import { InFlightRequests } from './in-flight-requests.ts'

const kib = 1024
const descriptor = temporaryFile('in-flight')

/** Requests in flight, and the callbacks that were sent, by packet. */
function create(bodies?: BodyFile, now = () => 0) {
  const packets: ReceivedCallback[][] = []
  const requests = new InFlightRequests(
    (pieces) => {
      packets.push(readFrames(pieces).map(decodeCallback))
    },
    bodies,
    now,
  )
  return { requests, packets }
}

function complete(body: CompleteAnswer['body']): CompleteAnswer {
  return { kind: 'complete', status: 200, headers: [], nosniff: true, body }
}

/** The frame of an answer; a body can lie in the file. */
function returnFrame(
  ordinal: number,
  answer: Answer,
  filed?: { at: number; length: number },
): Frame {
  if (answer.kind !== 'complete') return frameOf(encodeOtherReturn(ordinal, answer))
  const { body } = answer
  const buffer = Buffer.alloc(returnHeadBytes(answer) + body.length)
  const head = buffer.subarray(0, writeReturn(buffer, 0, { ordinal, answer, filed }))
  return frameOf(typeof body === 'string' || filed !== undefined ? [head] : [head, body])
}

function bodiesIn(answers: readonly (Answer | Passed)[]): readonly Buffer[] {
  return answers.flatMap((answer) =>
    answer.kind === 'complete' ? Buffer.from(bytesOfBody(answer.body)) : [],
  )
}

/** How many requests may be in flight. */
function roomOf(requests: InFlightRequests): number {
  let room = 0
  while (requests.hasRoom({ isShared: false })) {
    requests.add(notedJob())
    room++
  }
  requests.settleAll(stopping)
  return room
}

const stopping = refuse('server-stopping')
const crash = refuse('process-ended', { reason: 'its process ended' })
const nothing: Answer = { kind: 'nothing' }

describe('InFlightRequests', () => {
  it('sends what was added in one turn as one packet, in order', async () => {
    const { requests, packets } = create()
    requests.add(notedJob())
    requests.add(notedJob())
    expect(packets).toEqual([])
    await turn()
    requests.add(notedJob())
    await turn()
    expect(packets.map((each) => each.map(({ ordinal }) => ordinal))).toEqual([[1, 2], [3]])
    expect(requests.sent).toBe(3)
  })

  it('sends a request at once to an idle process whose requests take long', async () => {
    let ms = 0
    const { requests, packets } = create(undefined, () => ms)
    requests.add(notedJob())
    await turn()
    ms += 10
    requests.settle(returnFrame(1, nothing))
    requests.add(notedJob())
    expect(packets).toHaveLength(2)
    requests.add(notedJob())
    expect(packets).toHaveLength(2)
    await turn()
    expect(packets.flat().map(({ ordinal }) => ordinal)).toEqual([1, 2, 3])
  })

  it.each([
    [2, [[3], [4]]],
    [3, [[4, 5]]],
  ])('sends what follows a turn with %i short requests as the packets %j', async (count, sent) => {
    const { requests, packets } = create()
    const ordinals = Array.from({ length: count }, (_, i) => i + 1)
    for (const _ of ordinals) requests.add(notedJob())
    await turn()
    for (const ordinal of ordinals) requests.settle(returnFrame(ordinal, nothing))
    requests.add(notedJob())
    requests.add(notedJob())
    await turn()
    expect(packets.slice(1).map((each) => each.map(({ ordinal }) => ordinal))).toEqual(sent)
  })

  it('sends nothing of what was answered before the end of the turn', async () => {
    const { requests, packets } = create()
    requests.add(notedJob())
    requests.settleAll(stopping)
    await turn()
    expect(packets).toEqual([])
  })

  it('settles the first one with its answer', () => {
    const { requests } = create()
    const [first, second] = [notedJob(), notedJob()]
    requests.add(first)
    requests.add(second)
    requests.settle(returnFrame(1, nothing))
    expect([first.settled, second.settled]).toEqual([[nothing], []])
    expect(requests.head?.job).toBe(second)
    expect(requests.length).toBe(1)
  })

  it.each([0, 2, 3])('refuses answer %i where 1 is due, and settles nothing', (ordinal) => {
    const { requests } = create()
    const jobs = [notedJob(), notedJob()]
    for (const job of jobs) requests.add(job)
    expect(() => requests.settle(returnFrame(ordinal, nothing))).toThrow(
      'an answer to another request',
    )
    expect(jobs.map(({ settled }) => settled)).toEqual([[], []])
    expect(requests.length).toBe(2)
  })

  it('refuses an answer without a request', () => {
    const { requests } = create()
    expect(() => requests.settle(returnFrame(1, nothing))).toThrow('an answer without a request')
  })

  it('lets more wait in the process as long as answers are small', () => {
    const { requests } = create()
    const rooms = [roomOf(requests)]
    for (const length of [1, 1, 1, 1, 1, 1024 * kib, 10_000 * kib]) {
      requests.add(notedJob())
      requests.settle(returnFrame(requests.sent, complete(new Uint8Array(length))))
      rooms.push(roomOf(requests))
    }
    expect(rooms).toEqual([4, 8, 16, 32, 64, 64, 2, 1])
  })

  it('lets no more wait in the process than it answers in a moment', () => {
    let ms = 0
    const { requests } = create(undefined, () => ms)
    for (let i = 0; i < 50; i++) {
      requests.add(notedJob())
      ms += 20
      requests.settle(returnFrame(requests.sent, nothing))
    }
    expect(roomOf(requests)).toBe(2)
    expect(requests.hasRoom({ isShared: true })).toBe(true)
    requests.add(notedJob())
    expect(requests.hasRoom({ isShared: true })).toBe(false)
  })

  it('hands over a copy of a body whose frame the next one overwrites', () => {
    const { requests } = create()
    const job = notedJob()
    requests.add(job)
    const frame = returnFrame(1, complete(new Uint8Array(10 * kib).fill(7)))
    requests.settle(frame)
    frame.payload.fill(0)
    expect(bodiesIn(job.settled).map((body) => body.equals(Buffer.alloc(10 * kib, 7)))).toEqual([
      true,
    ])
  })

  it('uses the buffer of a body again once the answer is sent', () => {
    const { requests } = create()
    const job = notedJob()
    requests.add(job)
    requests.settle(returnFrame(1, complete(new Uint8Array(100 * kib))))
    const [answer] = job.settled
    if (answer?.kind !== 'complete' || typeof answer.body === 'string') throw new Error('no body')
    expect(requests.shelf.take(100 * kib).buffer).not.toBe(answer.body.buffer)
    answer.release?.()
    expect(requests.shelf.take(100 * kib).buffer).toBe(answer.body.buffer)
  })
})

/** Three requests in flight. */
function threeInFlight() {
  const { requests } = create()
  const jobs = [notedJob(), notedJob(), notedJob()] as const
  for (const job of jobs) requests.add(job)
  return { requests, jobs, settled: () => jobs.map((job) => job.settled) }
}

describe('requests of a process that ends', () => {
  it('are answered with the reason if they have begun, and returned in order otherwise', () => {
    const { requests, jobs, settled } = threeInFlight()
    expect(requests.settleRunning(crash)).toEqual(jobs.slice(1))
    expect(settled()).toEqual([[crash], [], []])
    expect(requests.length).toBe(0)
  })

  it('have not begun before an instance exists', () => {
    const { requests, jobs, settled } = threeInFlight()
    requests.beginStart()
    expect(requests.settleRunning(crash)).toEqual(jobs)
    expect(settled()).toEqual([[], [], []])
  })

  it('have begun if they ended the instance, and the next ones wait for another instance', () => {
    const { requests, jobs } = threeInFlight()
    requests.die(1)
    expect(requests.running?.job).toBe(jobs[0])
    requests.settle(returnFrame(1, nothing))
    expect(requests.running).toBeUndefined()
    requests.endStart()
    expect(requests.running?.job).toBe(jobs[1])
  })

  it('are all answered where no other process follows', () => {
    const { requests, settled } = threeInFlight()
    requests.settleAll(stopping)
    expect(settled()).toEqual([[stopping], [stopping], [stopping]])
  })

  it('are cut if a part of the answer was sent', () => {
    const { requests, settled } = threeInFlight()
    if (requests.head !== undefined) requests.head.isStreamed = true
    requests.settleRunning(crash)
    expect(settled()[0]).toEqual([{ kind: 'streamed', complete: false }])
  })

  it('cannot have ended an instance twice, nor before they are sent', () => {
    const { requests } = threeInFlight()
    requests.die(2)
    for (const ordinal of [1, 2, 4]) expect(() => requests.die(ordinal)).toThrow('a trap')
    requests.endStart()
    expect(() => requests.endStart()).toThrow('an unexpected start')
  })
})

const large = (byte: number) => new Uint8Array(100 * kib).fill(byte)

describe('large bodies of requests', () => {
  const bodies = new BodyFile(descriptor, 'request')

  it('lie in the file, each in a slot of its own, and beyond that in their frames', async () => {
    const { requests, packets } = create(bodies)
    for (let i = 0; i <= bodySlots; i++) requests.add(notedJob(large(i)))
    await turn()
    const [sent = []] = packets
    const filed = sent.flatMap(({ bodyAt }) => bodyAt ?? [])
    expect(new Set(filed).size).toBe(bodySlots)
    for (const [i, { bodyAt, request }] of sent.entries()) {
      const body = new Uint8Array(100 * kib)
      if (bodyAt === undefined) body.set(request.body)
      else bodies.read(body, bodyAt)
      expect(Buffer.compare(body, large(i))).toBe(0)
    }
  })

  it('leave their slots once they are answered', async () => {
    const { requests, packets } = create(new BodyFile(descriptor, 'request'))
    for (let ordinal = 1; ordinal <= 3 * bodySlots; ordinal++) {
      requests.add(notedJob(large(1)))
      await turn()
      requests.settle(returnFrame(ordinal, nothing))
    }
    expect(packets.flat().filter(({ bodyAt }) => bodyAt === undefined)).toEqual([])
  })

  it('go by the socket where the file cannot be written', async () => {
    const { requests, packets } = create(new BodyFile(-1, 'request'))
    requests.add(notedJob(large(9)))
    await turn()
    expect(packets).toMatchObject([[{ bodyAt: undefined, bodyLength: 100 * kib }]])
  })

  it('go back to the client once they are answered', () => {
    const { requests } = create()
    const taken: ArrayBuffer[] = []
    const job = notedJob(large(1))
    const client = {
      ...job.client,
      hasLeft: false,
      takeBack: (buffer: ArrayBuffer) => void taken.push(buffer),
    }
    requests.add({ ...job, client })
    expect(taken).toEqual([])
    requests.settle(returnFrame(1, nothing))
    expect(taken).toEqual([job.request.body.buffer])
  })
})

describe('answers in the file', () => {
  const bodies = new BodyFile(descriptor, 'request')
  const length = 100 * kib
  const inFile = complete(new Uint8Array(0))

  it('are read, and acknowledged with the next callback', async () => {
    const { requests, packets } = create(bodies)
    const job = notedJob()
    const at = new BodyFile(descriptor, 'answer').write(new Uint8Array(length).fill(5), 0) ?? -1
    requests.add(job)
    requests.settle(returnFrame(1, inFile, { at, length }))
    expect(bodiesIn(job.settled).map((body) => body.equals(Buffer.alloc(length, 5)))).toEqual([
      true,
    ])
    requests.add(notedJob())
    await turn()
    expect(packets.flat().map(({ answersRead }) => answersRead)).toEqual([0, 1])
  })

  it.each([
    ['without a file', 'a body file that does not exist', undefined, { at: 0, length }],
    ['that is too short for the file', 'of a wrong size', bodies, { at: 0, length: 10 }],
    ['that is too long for the file', 'of a wrong size', bodies, { at: 0, length: 2 ** 31 }],
    ['that is missing in the file', 'missing in the body file', bodies, { at: 2 ** 40, length }],
  ])('are refused for a body %s', (_, reason, file, filed) => {
    const { requests } = create(file)
    const job = notedJob()
    requests.add(job)
    expect(() => requests.settle(returnFrame(1, inFile, filed))).toThrow(reason)
    expect(job.settled).toEqual([])
  })
})
