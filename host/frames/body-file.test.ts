import * as fc from 'fast-check'
import { ftruncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../test/support/temporary-file.ts'
import { BodyFile, bodySlots, filedBytes } from './body-file.ts'
import { fileUnit } from './callback-frame.ts'

const descriptor = temporaryFile('body-file')
const file = new BodyFile(descriptor)
const slots = Array.from({ length: bodySlots }, (_, slot) => slot)
const places = (['request', 'answer'] as const).flatMap((direction) =>
  slots.map((slot) => BodyFile.placeOf(direction, slot)),
)

describe('BodyFile', () => {
  it('has a body again for another reader, at any place', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom(...places), (bytes, at) => {
        file.write(bytes, at)
        const read = new Uint8Array(bytes.length)
        expect(new BodyFile(descriptor).read(read, at)).toBe(true)
        expect(read).toEqual(bytes)
      }),
    )
  })

  it('has places for the largest bodies that do not overlap, and that a frame can name', () => {
    const sorted = places.toSorted((a, b) => a - b)
    for (const [i, at] of sorted.entries()) {
      expect(at % fileUnit).toBe(0)
      expect((sorted[i + 1] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(
        filedBytes.most,
      )
    }
    expect(new Set(places).size).toBe(2 * bodySlots)
  })

  it.each([
    [filedBytes.least - 1, false],
    [filedBytes.least, true],
    [filedBytes.most, true],
    [filedBytes.most + 1, false],
  ])('suits a body of %i bytes: %s', (length, isSuited) => {
    expect(BodyFile.suits(length)).toBe(isSuited)
  })

  it('does not say that it read what the file does not have', () => {
    ftruncateSync(descriptor, 10)
    expect(file.read(new Uint8Array(10), 0)).toBe(true)
    expect(file.read(new Uint8Array(11), 0)).toBe(false)
    expect(file.read(new Uint8Array(1), 2 ** 32 * fileUnit)).toBe(false)
  })

  it('throws the error of the system', () => {
    expect(() => new BodyFile(-1).write(new Uint8Array(1), 0)).toThrow('fd')
  })
})
