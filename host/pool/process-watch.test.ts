import { afterEach, describe, expect, it } from 'vitest'
import { Deadline, ProcessWatch, type Times } from './process-watch.ts'

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

const running: ProcessWatch[] = []

afterEach(() => {
  for (const watch of running.splice(0)) watch.stop()
})

const MiB = 1024 * 1024
const mostMiB = 100
const short = 20
const long = 60_000
/** Longer than a short time with all that it is late. */
const whileMs = 150

const pause = (ms = whileMs): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** The watch of a process that has some requests, and what it reported. */
function watchOf(times: Times, length = 0, process: Process = { residentBytes: 0 }) {
  const requests = { length, head: length === 0 ? undefined : { ordinal: 1 } }
  const reasons: string[] = []
  const watch = watchFor({ process, requests }, times, reasons)
  return { watch, requests, reasons }
}

function watchFor(
  watched: ConstructorParameters<typeof ProcessWatch>[1],
  times: Times,
  reasons: string[],
): ProcessWatch {
  const watch = new ProcessWatch({ times, processMiB: mostMiB }, watched, {
    onDeadline: ({ details }) => void reasons.push(details),
    onExcess: (reason) => void reasons.push(reason),
  })
  running.push(watch)
  return watch
}

interface Process {
  readonly residentBytes: number
}

const tooSlow = [`a callback did not end within ${short} ms`]
const noStart = [`it did not start within ${short} ms (load and OrthancPluginInitialize)`]

describe('the deadline of ProcessWatch', () => {
  it('has one deadline for a start and another one for a callback', async () => {
    const start = watchOf({ timeoutMs: long, initializeTimeoutMs: short })
    start.watch.start()
    const callback = watchOf({ timeoutMs: short, initializeTimeoutMs: long }, 1)
    callback.watch.beginNext()
    await expect.poll(() => start.reasons).toEqual(noStart)
    await expect.poll(() => callback.reasons).toEqual(tooSlow)
  })

  it('has no end while nothing runs', async () => {
    const { watch, reasons } = watchOf({ timeoutMs: short, initializeTimeoutMs: short })
    watch.start()
    watch.endStart()
    await pause()
    expect(reasons).toEqual([])
  })

  it('waits one more turn for an answer that has arrived and was not read yet', async () => {
    const reasons: string[] = []
    let isAnswered = false
    const requests = {
      get length() {
        return isAnswered ? 0 : 1
      },
      get head() {
        // It is looked for after the deadline; the event loop reads the socket after that.
        setImmediate(() => {
          isAnswered = true
          watch.beginNext()
        })
        return isAnswered ? undefined : { ordinal: 1 }
      },
    }
    const times = { timeoutMs: short, initializeTimeoutMs: long }
    const watch = watchFor({ process: { residentBytes: 0 }, requests }, times, reasons)
    watch.beginNext()
    await expect.poll(() => isAnswered).toBe(true)
    await pause()
    expect(reasons).toEqual([])
  })

  it('begins with the turn of the next request', async () => {
    const { watch, requests, reasons } = watchOf({ timeoutMs: short, initializeTimeoutMs: long }, 3)
    watch.beginNext()
    const answering = setInterval(() => {
      requests.head = { ordinal: (requests.head?.ordinal ?? 0) + 1 }
      watch.beginNext()
    }, short / 4)
    await pause()
    clearInterval(answering)
    expect(reasons).toEqual([])
    await expect.poll(() => reasons).toEqual(tooSlow)
  })

  it('does not lengthen a start by requests that come meanwhile', async () => {
    const { watch, reasons } = watchOf({ timeoutMs: long, initializeTimeoutMs: short }, 1)
    watch.start()
    const asking = setInterval(() => watch.beginNext(), short / 4)
    await expect.poll(() => reasons).toEqual(noStart)
    clearInterval(asking)
  })

  it('begins nothing once it is stopped', async () => {
    const { watch, reasons } = watchOf({ timeoutMs: short, initializeTimeoutMs: short })
    watch.start()
    watch.stop()
    watch.start()
    await pause()
    expect(reasons).toEqual([])
  })
})

const times: Times = { timeoutMs: long, initializeTimeoutMs: long }

/** The watch of a process whose memory the test sets; `looks` counts how often it was looked at. */
function watchMemory(length: number) {
  const state = { mebibytes: 0, looks: 0 }
  const process = {
    get residentBytes() {
      state.looks++
      return state.mebibytes * MiB
    },
  }
  return { state, ...watchOf(times, length, process) }
}

describe('the memory of ProcessWatch', () => {
  it('is reported when it exceeds its limit, once', async () => {
    const { watch, state, reasons } = watchMemory(1)
    watch.beginNext()
    await expect.poll(() => state.looks).toBeGreaterThan(1)
    expect(reasons).toEqual([])
    state.mebibytes = 1000
    await expect.poll(() => reasons).toEqual(['its process took 1000 MiB (ProcessMiB)'])
    const { looks } = state
    await pause()
    expect(state.looks).toBe(looks)
  })

  it('may have the files and the code of Node on top of its limit', async () => {
    const { watch, state, reasons } = watchMemory(1)
    state.mebibytes = mostMiB + 60
    watch.beginNext()
    await expect.poll(() => state.looks).toBeGreaterThan(1)
    expect(reasons).toEqual([])
  })

  it('is checked while the process is busy, however often it begins', async () => {
    const { watch, state, requests } = watchMemory(1)
    watch.beginNext()
    requests.length = 0
    for (let i = 0; i < 5; i++) watch.beginNext()
    await pause()
    expect(state.looks).toBe(1)
    requests.length = 1
    watch.beginNext()
    await expect.poll(() => state.looks).toBeGreaterThan(2)
  })

  it('is not checked once the watch is stopped', async () => {
    const { watch, state } = watchMemory(1)
    watch.beginNext()
    watch.stop()
    await pause()
    expect(state.looks).toBe(0)
  })
})
