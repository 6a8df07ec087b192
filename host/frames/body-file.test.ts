import * as fc from 'fast-check'
import { ftruncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../test/support/temporary-file.ts'
import { BodyFile, bodySlots, filedBytes, fileUnit, isFiled } from './body-file.ts'

const descriptor = temporaryFile('body-file')
const { least, most } = filedBytes

/** The places of as many bodies as one side writes before the other has read one. */
function placesOf(file: BodyFile): readonly number[] {
  return Array.from({ length: bodySlots }, () => file.write(new Uint8Array(least), 0) ?? -1)
}

describe('BodyFile', () => {
  it('passes bodies of both directions to the other side, also many in turn', () => {
    const written = [0, 0]
    const sides = [new BodyFile(descriptor, 'request'), new BodyFile(descriptor, 'answer')] as const
    const body = fc.record({
      from: fc.constantFrom(0, 1),
      length: fc.integer({ min: least, max: least + 1000 }),
      seed: fc.nat(255),
    })
    fc.assert(
      fc.property(fc.array(body, { maxLength: 3 * bodySlots }), (bodies) => {
        for (const { from, length, seed } of bodies) {
          const bytes = new Uint8Array(length).map((_, i) => i * seed)
          const [writer, reader] = from === 0 ? sides : sides.toReversed()
          const at = writer?.write(bytes, written[from] ?? 0)
          written[from] = (written[from] ?? 0) + 1
          const copy = new Uint8Array(length)
          expect(reader?.read(copy, at ?? -1)).toBe(true)
          expect(Buffer.compare(copy, bytes)).toBe(0)
        }
      }),
    )
  })

  it('has places for the largest bodies that do not overlap, and that a frame can name', () => {
    const places = [
      ...placesOf(new BodyFile(descriptor, 'request')),
      ...placesOf(new BodyFile(descriptor, 'answer')),
    ]
    const sorted = places.toSorted((a, b) => a - b)
    for (const [i, at] of sorted.entries()) {
      expect(at % fileUnit).toBe(0)
      expect((sorted[i + 1] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(most)
    }
    expect(new Set(places).size).toBe(2 * bodySlots)
  })

  it('writes no body to a slot whose body the other side has not read', () => {
    const file = new BodyFile(descriptor, 'request')
    const [first] = placesOf(file)
    const body = new Uint8Array(least)
    expect(file.write(body, 0)).toBeUndefined()
    expect([file.write(body, 1), file.write(body, 1)]).toEqual([first, undefined])
  })

  it.each([
    [least - 1, false],
    [least, true],
    [most, true],
    [most + 1, false],
  ])('is for a body of %i bytes: %s', (length, isSuited) => {
    expect(isFiled(length)).toBe(isSuited)
    const at = new BodyFile(descriptor, 'request').write(new Uint8Array(length), 0)
    expect(at !== undefined).toBe(isSuited)
  })

  it('does not say that it read what the file does not have', () => {
    ftruncateSync(descriptor, 10)
    const file = new BodyFile(descriptor, 'request')
    expect(file.read(new Uint8Array(10), 0)).toBe(true)
    expect(file.read(new Uint8Array(11), 0)).toBe(false)
    expect(file.read(new Uint8Array(1), 2 ** 32 * fileUnit)).toBe(false)
  })

  it('writes nothing where the system refuses it', () => {
    expect(new BodyFile(-1, 'request').write(new Uint8Array(least), 0)).toBeUndefined()
  })
})
