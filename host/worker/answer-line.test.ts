import { setImmediate as turn } from 'node:timers/promises'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { notedJob, type NotedJob } from '../../test/support/noted-job.ts'
import { smallSettings } from '../../test/support/small-settings.ts'
import { BufferShelf, shelvedBytes } from '../exchange/buffer-shelf.ts'
import { AnswerLine } from './answer-line.ts'
import type { FromThread, ThreadJob } from './messages.ts'
import { RequestLine } from './request-line.ts'

const short = { kind: 'complete', status: 200, headers: [], nosniff: true, body: 'short' } as const

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Both ends of a line. What the main one sends waits in a port until it is looked for. */
function open() {
  const { port1, port2 } = new MessageChannel()
  const main = new RequestLine((message, transfer) => port1.postMessage(message, transfer), {
    onTurn: () => undefined,
    onRoom: () => undefined,
  })
  const shelf = new BufferShelf()
  const guest = new AnswerLine(port2, { ...main.wire, settings: smallSettings }, shelf)
  closing.push(() => {
    main.close()
    port1.close()
  })
  return { main, guest, shelf, posted: () => takeAll(port1) }
}

function takeAll(port: MessageChannel['port1']): FromThread[] {
  const messages: FromThread[] = []
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
    messages.push(next.message)
  return messages
}

async function send(main: RequestLine, jobs: readonly NotedJob[]): Promise<void> {
  for (const job of jobs) main.send(job)
  await turn()
}

describe('AnswerLine', () => {
  it('has requests answered in their order, and tells once of short answers', async () => {
    const { main, guest, posted } = open()
    const jobs = [notedJob(), notedJob()]
    await send(main, jobs)
    const served: number[] = []
    guest.serve(({ ordinal }) => {
      served.push(ordinal)
      guest.give({ ordinal, answer: short })
    })
    expect(served).toEqual([1, 2])
    expect(posted()).toEqual([{ kind: 'answers' }])
    main.readPage()
    expect(jobs.map(({ settled }) => settled)).toEqual([[short], [short]])
  })

  it('tells of short answers before all of a long batch are there', async () => {
    const { main, guest, posted } = open()
    await send(
      main,
      Array.from({ length: 9 }, () => notedJob()),
    )
    let told = 0
    guest.serve(({ ordinal }) => {
      if (ordinal === 9) told = posted().length
      guest.give({ ordinal, answer: short })
    })
    expect(told).toBe(1)
  })

  it('finds a batch that was sent as a message, without the event loop', async () => {
    const { main, guest } = open()
    await send(main, [notedJob(new Uint8Array(shelvedBytes))])
    const served: ThreadJob[] = []
    guest.serve((job) => void served.push(job))
    expect(served.map(({ request }) => request.body?.length)).toEqual([shelvedBytes])
  })

  it('takes a batch first that the event loop brought, and shelves the buffers that come with it', async () => {
    const { main, guest, shelf } = open()
    guest.keep({ kind: 'requests', jobs: [], place: 0, buffers: [new ArrayBuffer(shelvedBytes)] })
    await send(main, [notedJob(new Uint8Array(shelvedBytes))])
    const served: ThreadJob[] = []
    guest.serve((job) => void served.push(job))
    expect(served).toEqual([])
    expect(shelf.takeAll()).toHaveLength(1)
  })

  it('asks nobody about a request that was given up', async () => {
    const { main, guest, posted } = open()
    const jobs = [notedJob(), notedJob()]
    await send(main, jobs)
    jobs[1]?.leave()
    const served: number[] = []
    guest.serve(({ ordinal }) => void served.push(ordinal))
    expect(served).toEqual([1])
    expect(posted()).toEqual([{ kind: 'answer', ordinal: 2, answer: { kind: 'nothing' } }])
  })

  it('sends an answer as a message where a body goes back, or the instance is dead', async () => {
    const { main, guest, posted } = open()
    await send(main, [notedJob(), notedJob()])
    guest.serve(({ ordinal }) =>
      guest.give({
        ordinal,
        answer: short,
        ...(ordinal === 1 ? { body: new ArrayBuffer(1) } : { death: 'trap' }),
      }),
    )
    expect(posted().map(({ kind }) => kind)).toEqual(['answer', 'answer'])
  })
})
