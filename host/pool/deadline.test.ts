import { afterEach, describe, expect, it } from 'vitest'
import { Deadline, GuestDeadline, type Times } from './deadline.ts'

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

const running: GuestDeadline[] = []

afterEach(() => {
  for (const time of running.splice(0)) time.stop()
})

const short = 20
const long = 60_000
/** Longer than a short time with all that it is late. */
const whileMs = 150

const pause = (ms = whileMs): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** The time of a process that has some requests, and what it said when it was over. */
function timeOf(times: Times, length = 0) {
  const requests = { length, head: length === 0 ? undefined : { ordinal: 1 } }
  const reasons: string[] = []
  const time = new GuestDeadline(times, requests, ({ details }) => void reasons.push(details))
  running.push(time)
  return { time, requests, reasons }
}

const tooSlow = [`a callback did not end within ${short} ms`]
const noStart = [`it did not start within ${short} ms (load and OrthancPluginInitialize)`]

describe('GuestDeadline', () => {
  it('has one deadline for a start and another one for a callback', async () => {
    const start = timeOf({ timeoutMs: long, initializeTimeoutMs: short })
    start.time.start()
    const callback = timeOf({ timeoutMs: short, initializeTimeoutMs: long }, 1)
    callback.time.beginNext()
    await expect.poll(() => start.reasons).toEqual(noStart)
    await expect.poll(() => callback.reasons).toEqual(tooSlow)
  })

  it('has no end while nothing runs', async () => {
    const { time, reasons } = timeOf({ timeoutMs: short, initializeTimeoutMs: short })
    time.start()
    time.endStart()
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
          time.beginNext()
        })
        return isAnswered ? undefined : { ordinal: 1 }
      },
    }
    const times = { timeoutMs: short, initializeTimeoutMs: long }
    const time = new GuestDeadline(times, requests, ({ details }) => void reasons.push(details))
    running.push(time)
    time.beginNext()
    await expect.poll(() => isAnswered).toBe(true)
    await pause()
    expect(reasons).toEqual([])
  })

  it('begins with the turn of the next request', async () => {
    const { time, requests, reasons } = timeOf({ timeoutMs: short, initializeTimeoutMs: long }, 3)
    time.beginNext()
    const answering = setInterval(() => {
      requests.head = { ordinal: (requests.head?.ordinal ?? 0) + 1 }
      time.beginNext()
    }, short / 4)
    await pause()
    clearInterval(answering)
    expect(reasons).toEqual([])
    await expect.poll(() => reasons).toEqual(tooSlow)
  })

  it('does not lengthen a start by requests that come meanwhile', async () => {
    const { time, reasons } = timeOf({ timeoutMs: long, initializeTimeoutMs: short }, 1)
    time.start()
    const asking = setInterval(() => time.beginNext(), short / 4)
    await expect.poll(() => reasons).toEqual(noStart)
    clearInterval(asking)
  })

  it('begins nothing once it is stopped', async () => {
    const { time, reasons } = timeOf({ timeoutMs: short, initializeTimeoutMs: short })
    time.start()
    time.stop()
    time.start()
    await pause()
    expect(reasons).toEqual([])
  })
})
