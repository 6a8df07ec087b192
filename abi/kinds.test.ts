import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds, layOut, type Kind } from './kinds.ts'
import { structs } from './structs.ts'

const kindNames = Object.keys(kinds).filter((name): name is Kind => name in kinds)
const someFields = fc.array(
  fc.constantFrom(...kindNames).map((kind) => ({ kind })),
  { minLength: 1, maxLength: 20 },
)

describe('layOut', () => {
  it('aligns every field to its own size', () => {
    fc.assert(
      fc.property(someFields, (fields) => {
        const { offsets } = layOut(fields)
        expect(fields.map(({ kind }, i) => (offsets[i] ?? Number.NaN) % kinds[kind].size)).toEqual(
          fields.map(() => 0),
        )
      }),
    )
  })

  it('leaves no more than padding between two fields, and none overlaps the next', () => {
    fc.assert(
      fc.property(someFields, (fields) => {
        const { offsets, size } = layOut(fields)
        const gaps = fields.map(({ kind }, i) => {
          const end = (offsets[i] ?? Number.NaN) + kinds[kind].size
          return (offsets[i + 1] ?? size) - end
        })
        expect(gaps.every((gap) => gap >= 0 && gap < 8)).toBe(true)
      }),
    )
  })

  it('pads the whole to the largest alignment, so that an array of it stays aligned', () => {
    fc.assert(
      fc.property(someFields, (fields) => {
        const { size, alignment } = layOut(fields)
        expect(alignment).toBe(Math.max(...fields.map(({ kind }) => kinds[kind].size)))
        expect(size % alignment).toBe(0)
      }),
    )
  })

  it('puts a byte, a 16-bit and a 64-bit field where C does', () => {
    expect(layOut([{ kind: 'u8' }, { kind: 'u16' }, { kind: 'u64' }, { kind: 'u8' }])).toEqual({
      size: 24,
      alignment: 8,
      offsets: [0, 2, 8, 16],
    })
  })
})

describe('structs', () => {
  it('lays the request out in 44 bytes', () => {
    expect(structs.OrthancPluginHttpRequest.size).toBe(44)
    expect(structs.OrthancPluginHttpRequest.offsets).toEqual([
      0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40,
    ])
  })

  it('lays a memory buffer out in 8 bytes', () => {
    expect(structs.OrthancPluginMemoryBuffer.size).toBe(8)
    expect(structs.OrthancPluginMemoryBuffer.offsets).toEqual([0, 4])
  })
})
