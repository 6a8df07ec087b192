import * as fc from 'fast-check'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ArrivingRequest } from './arriving-request.ts'

type Step = 'pause' | 'resume' | 'turn' | Buffer

const steps = fc.array(
  fc.oneof(
    fc.constantFrom<Step>('pause', 'resume', 'turn'),
    fc.uint8Array({ minLength: 1, maxLength: 3 }).map((bytes): Step => Buffer.from(bytes)),
  ),
)

/** What a listener gets of a body while it is paused and resumed in its midst. */
async function receive(course: readonly Step[]): Promise<Buffer> {
  const request = new ArrivingRequest(new Socket())
  const received: Buffer[] = []
  request.on('data', (chunk: Buffer) => {
    expect(request.isPaused()).toBe(false)
    received.push(chunk)
  })
  for (const step of course) {
    if (typeof step !== 'string') request.push(step)
    else if (step === 'turn') await turn()
    else request[step]()
  }
  const end = once(request, 'end')
  request.push(null)
  request.resume()
  await end
  return Buffer.concat(received)
}

describe('ArrivingRequest', () => {
  it('gives its listener all bytes in their order, however often it is paused', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (course) => {
        const sent = course.filter((step) => typeof step !== 'string')
        expect(await receive(course)).toEqual(Buffer.concat(sent))
      }),
    )
  })

  it('gives a chunk at once to a listener that takes it, and keeps it for one that is paused', async () => {
    const request = new ArrivingRequest(new Socket())
    let received = ''
    request.on('data', (chunk: Buffer) => void (received += chunk.toString()))
    await turn()
    request.push(Buffer.from('a'))
    expect(received).toBe('a')
    request.pause()
    request.push(Buffer.from('b'))
    expect(received).toBe('a')
    request.resume()
    await turn()
    expect(received).toBe('ab')
  })

  it('holds the sender up once much waits', () => {
    const request = new ArrivingRequest(new Socket())
    request.on('data', () => undefined).pause()
    expect(request.push(Buffer.alloc(1))).toBe(true)
    expect(request.push(Buffer.alloc(1024 * 1024))).toBe(false)
  })
})
