import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../../test/support/error-code.ts'
import { runs } from '../../test/support/images.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { guestPtr } from '../memory/guest-memory.ts'
import { ImageTable, type GuestImage } from './handle-table.ts'

function image(width: number): GuestImage {
  return { format: 1, width, height: 1, pitch: width, at: guestPtr(width), isOwner: true }
}

/** Up to 60 numbers: an even one adds an image, an odd one frees one of the images. */
const steps = fc.array(fc.nat(), { maxLength: 60 })

/** The open images and the freed handles after these steps. */
function play(table: ImageTable, taken: readonly number[]) {
  const open = new Map<number, GuestImage>()
  const freed: number[] = []
  for (const [i, step] of taken.entries()) {
    const handle = [...open.keys()][step % Math.max(1, open.size)]
    if (step % 2 === 1 && handle !== undefined) {
      table.take(handle)
      open.delete(handle)
      freed.push(handle)
    } else {
      const added = image(i)
      open.set(table.add(added), added)
    }
  }
  return { open, freed }
}

describe('ImageTable', () => {
  it('returns an image until it is freed', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), steps, (seed, taken) => {
        const table = new ImageTable(seed)
        const { open, freed } = play(table, taken)
        expect(table.size).toBe(open.size)
        expect([...open].every(([handle, kept]) => table.get(handle) === kept)).toBe(true)
        expect(new Set(freed.map((handle) => codeOf(() => table.get(handle))))).toEqual(
          new Set(freed.length > 0 ? [3] : []),
        )
      }),
      runs(300),
    )
  })

  it('returns no handle twice, and never 0', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), steps, (seed, taken) => {
        const { open, freed } = play(new ImageTable(seed), taken)
        const handles = [...open.keys(), ...freed, 0]
        expect(new Set(handles).size).toBe(handles.length)
      }),
      runs(300),
    )
  })

  it('refuses a made-up handle', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 0xffffffff }), (taken, handle) => {
        const table = new ImageTable(1)
        const { open } = play(table, taken)
        fc.pre(!open.has(handle))
        expect(codeOf(() => table.get(handle))).toBe(3)
        expect(codeOf(() => table.take(handle))).toBe(3)
        expect(codeOf(() => table.take(0))).toBe(35)
        expect(table.size).toBe(open.size)
      }),
      runs(300),
    )
  })

  it('has different handles in another instance', () => {
    const [a, b] = [new ImageTable(1), new ImageTable(2)]
    expect(codeOf(() => b.get(a.add(image(1))))).toBe(3)
  })

  it('holds a limited number of images', () => {
    const table = new ImageTable(1)
    const handles = Array.from({ length: fixedLimits.images }, () => table.add(image(1)))
    expect(codeOf(() => table.add(image(1)))).toBe(4)
    expect(codeOf(() => table.requireRoom())).toBe(4)
    table.take(handles[0] ?? 0)
    expect(codeOf(() => table.add(image(1)))).toBeNull()
  })
})
