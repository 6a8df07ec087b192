import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BufferShelf } from './bytes.ts'

const kib = 1024

describe('BufferShelf', () => {
  it('returns a kept buffer for a body of about its size', () => {
    const shelf = new BufferShelf()
    const { buffer } = shelf.take(100 * kib)
    shelf.put(buffer)
    expect(shelf.take(70 * kib).buffer).toBe(buffer)
    expect(shelf.take(70 * kib).buffer).not.toBe(buffer)
  })

  it('returns as many bytes as requested', () => {
    expect(
      [0, 1, 100 * kib, 9000 * kib].map((length) => new BufferShelf().take(length).length),
    ).toEqual([0, 1, 100 * kib, 9000 * kib])
  })

  it('keeps a large buffer for large bodies', () => {
    const shelf = new BufferShelf()
    const { buffer } = shelf.take(4096 * kib)
    shelf.put(buffer)
    expect(shelf.take(70 * kib).buffer).not.toBe(buffer)
  })

  it('hands over what it has', () => {
    const shelf = new BufferShelf()
    const { buffer } = shelf.take(100 * kib)
    shelf.put(buffer)
    expect(shelf.takeAll()).toEqual([buffer])
    expect(shelf.takeAll()).toEqual([])
  })

  it('never has two bodies in one buffer, nor keeps more than 8 MiB', () => {
    const act = fc.oneof(
      fc.record({ take: fc.integer({ min: 0, max: 9000 * kib }) }),
      fc.record({ put: fc.nat() }),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const shelf = new BufferShelf()
        const lent: ArrayBuffer[] = []
        for (const one of acts) {
          if ('take' in one) {
            lent.push(shelf.take(one.take).buffer)
          } else {
            const [back] = lent.splice(one.put % Math.max(1, lent.length), 1)
            if (back !== undefined) shelf.put(back)
          }
        }
        expect(new Set(lent).size).toBe(lent.length)
        const kept = shelf.takeAll().reduce((sum, { byteLength }) => sum + byteLength, 0)
        expect(kept).toBeLessThanOrEqual(8192 * kib)
      }),
      { numRuns: 30 },
    )
  })
})
