import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BufferShelf } from '../../exchange/bytes.ts'
import { GrowingBody } from './growing-body.ts'

const kib = 1024

/** Bytes that tell where they are; as many as are asked for here at most. */
const pattern = Buffer.alloc(
  12 * 2000 * kib,
  Uint8Array.from({ length: 251 }, (_, i) => i),
)
const bytesFrom = (start: number, length: number): Uint8Array =>
  pattern.subarray(start, start + length)

/** The whole of a body that comes in chunks of these lengths. */
async function collect(announced: number, chunks: readonly number[]): Promise<Uint8Array> {
  const body = new GrowingBody(announced, new BufferShelf())
  let at = 0
  for (const length of chunks) {
    body.add(bytesFrom(at, length))
    at += length
  }
  return new Promise((resolve) => body.whole(resolve))
}

describe('GrowingBody', () => {
  it('has all bytes in their order, whatever was announced', async () => {
    const chunk = fc.oneof(fc.nat(300), fc.nat(70 * kib), fc.nat(2000 * kib))
    await fc.assert(
      fc.asyncProperty(
        fc.array(chunk, { maxLength: 12 }),
        fc.constantFrom(0, 0.5, 1, 3),
        async (chunks, announced) => {
          const length = chunks.reduce((sum, one) => sum + one, 0)
          const whole = await collect(Math.floor(length * announced), chunks)
          expect(Buffer.from(whole).equals(bytesFrom(0, length))).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('takes little room as long as little has come', async () => {
    const shelf = new BufferShelf()
    const taken: number[] = []
    const take = shelf.take.bind(shelf)
    shelf.take = (length) => {
      taken.push(length)
      return take(length)
    }
    const body = new GrowingBody(500_000 * kib, shelf)
    body.add(bytesFrom(0, 10))
    body.add(bytesFrom(10, 100 * kib))
    expect(Math.max(...taken)).toBeLessThan(500 * kib)
  })

  it('does not join a body of announced length, and returns its memory', () => {
    const shelf = new BufferShelf()
    const body = new GrowingBody(20_000 * kib, shelf)
    const taken: Uint8Array[] = []
    const take = shelf.take.bind(shelf)
    shelf.take = (length) => {
      const room = take(length)
      taken.push(room)
      return room
    }
    let counted = 0
    for (let at = 0; at < 20_000; at += 50) counted += body.add(bytesFrom(at * kib, 50 * kib))
    body.whole((whole) => expect(whole.buffer).toBe(taken.at(-1)?.buffer))
    expect(taken.map(({ length }) => length / kib)).toEqual([
      200, 1000, 2100, 4300, 8700, 17_500, 20_000,
    ])
    expect(counted).toBe(taken.at(-1)?.buffer.byteLength)
  })

  it('has its room from the one before', async () => {
    const shelf = new BufferShelf()
    const bodies: Uint8Array[] = []
    for (let i = 0; i < 2; i++) {
      const body = new GrowingBody(0, shelf)
      body.add(bytesFrom(0, 500 * kib))
      body.whole((whole) => {
        bodies.push(whole)
        shelf.put(whole.buffer)
      })
    }
    expect(bodies[1]?.buffer).toBe(bodies[0]?.buffer)
  })
})
