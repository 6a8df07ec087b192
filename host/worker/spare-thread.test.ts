import type { Worker } from 'node:worker_threads'
import { afterEach, expect, it } from 'vitest'
import { SpareThread } from './spare-thread.ts'

const entry = new URL('../../dist/host/worker/thread.js', import.meta.url)
const broken = new URL('data:text/javascript,process.exit(3)')
const threads: SpareThread[] = []
const taken: Worker[] = []

afterEach(async () => {
  await Promise.all(threads.splice(0).map((each) => each.close()))
  await Promise.all(taken.splice(0).map((thread) => thread.terminate()))
})

function create(from = entry): SpareThread {
  const created = new SpareThread(from)
  threads.push(created)
  return created
}

async function take(from: SpareThread): Promise<number> {
  const thread = await from.take(256)
  taken.push(thread)
  return thread.threadId
}

/** The next number that the process gives a thread. */
async function nextNumber(): Promise<number> {
  return (await take(create())) + 1
}

it('gives the thread that was prepared, and then others', async () => {
  const spare = create()
  const first = await nextNumber()
  spare.prepare()
  spare.prepare()
  expect([await take(spare), await take(spare)]).toEqual([first, first + 1])
})

it('prepares the next one once it keeps one', async () => {
  const spare = create()
  await take(spare)
  spare.keep()
  // Each probe takes one number; the spare took the one that is missing between two of them.
  let last = await nextNumber()
  const skipped = async (): Promise<boolean> => {
    const next = await nextNumber()
    const isSkipped = next > last + 1
    last = next
    return isSkipped
  }
  await expect.poll(skipped, { timeout: 20_000 }).toBe(true)
})

it('gives a thread with more memory to a plugin that may have more', async () => {
  const spare = create()
  const thread = await spare.take(1024)
  taken.push(thread)
  expect(thread.resourceLimits?.maxOldGenerationSizeMb).toBeGreaterThan(2048)
})

it('tells whoever takes it that a thread does not start', async () => {
  const spare = create(broken)
  spare.prepare()
  await expect(spare.take(256)).rejects.toThrow('a guest thread ended before it started: 3')
})

it('prepares none once it is closed', async () => {
  const spare = create()
  spare.prepare()
  await spare.close()
  const next = await nextNumber()
  spare.prepare()
  expect(await nextNumber()).toBe(next + 1)
})
