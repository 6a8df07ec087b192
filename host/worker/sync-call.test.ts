import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, it } from 'vitest'
import type { Outside, OutsideReply } from '../exchange/ports.ts'
import { SyncCalls, type CallMessage } from './sync-call.ts'

/** A thread that makes so many calls, one after the other, and then says what it got. */
const source = `
  import { parentPort, workerData } from 'node:worker_threads'
  const { SyncCaller } = await import(workerData.module)
  parentPort.once('message', (wire) => {
    const { ask } = new SyncCaller(wire, (call, transfer) => parentPort.postMessage(call, transfer))
    const replies = []
    for (let i = 0; i < workerData.calls; i++)
      replies.push(ask({ kind: 'http', url: String(i), body: new Uint8Array([i]) }))
    parentPort.postMessage({ kind: 'done', replies })
  })`

const threads: Worker[] = []

afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.terminate())))

interface Done {
  readonly kind: 'done'
  readonly replies: readonly OutsideReply[]
}

/** Has a thread make calls; `client` is the signal of whoever they are made for. */
function start(calls: number, outside: Outside | undefined, client?: AbortSignal) {
  const module = new URL('../../dist/host/worker/sync-call.js', import.meta.url).href
  const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`)
  const thread = new Worker(url, { workerData: { module, calls } })
  threads.push(thread)
  const server = new SyncCalls(outside)
  const caller = { plugin: 'p', request: 'r', maxAnswerBytes: 9, client }
  const done = new Promise<readonly OutsideReply[]>((resolve) => {
    thread.on('message', (message: CallMessage | Done) => {
      if (message.kind === 'done') resolve(message.replies)
      else void server.answer(message, caller)
    })
  })
  thread.postMessage(server.wire, [server.wire.port])
  return { done, server, thread }
}

const answer = (body: Uint8Array<ArrayBuffer>): OutsideReply => ({
  kind: 'answered',
  status: 200,
  headers: [],
  body,
})

const slow: Outside = async ({ body }) => {
  await new Promise((resolve) => setTimeout(resolve, (body[0] ?? 0) % 3))
  return answer(body.slice())
}

it('gives each call its own reply, in order', async () => {
  const replies = await start(20, slow).done
  expect(replies).toEqual(Array.from({ length: 20 }, (_, i) => answer(new Uint8Array([i]))))
})

it('passes an answer of megabytes', async () => {
  const large = 5_000_000
  const [reply] = await start(1, () => Promise.resolve(answer(new Uint8Array(large)))).done
  expect(reply).toMatchObject({ kind: 'answered', body: { length: large } })
})

it('fails where there is nobody to ask', async () => {
  expect(await start(1, undefined).done).toEqual([{ kind: 'failed', code: 9 }])
})

/** Waits until nobody wants the reply any more. */
const endless: Outside = (_, { signal }) =>
  new Promise((resolve) => {
    const leave = (): void => resolve({ kind: 'failed', code: 16 })
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave)
  })

it('gives a call up when its client leaves, and the thread goes on', async () => {
  const client = new AbortController()
  const { done } = start(2, endless, client.signal)
  client.abort()
  const failed = { kind: 'failed', code: 16 }
  expect(await done).toEqual([failed, failed])
})

it('gives a call up when it is stopped, and a thread that waits can be ended', async () => {
  let isLeft = false
  let isAsked = false
  const { server, thread } = start(1, async (call, caller) => {
    isAsked = true
    const reply = await endless(call, caller)
    isLeft = true
    return reply
  })
  await expect.poll(() => isAsked).toBe(true)
  const ended = once(thread, 'exit')
  server.stop()
  await thread.terminate()
  await expect.poll(() => isLeft).toBe(true)
  expect(await ended).toEqual([1])
})
