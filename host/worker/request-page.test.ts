import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RequestPage } from './request-page.ts'

const text = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((c) => String.fromCharCode(c)),
})
const texts = fc.array(text, { maxLength: 6 })

const written = fc.record({
  ordinal: fc.nat(),
  job: fc.record({
    route: fc.nat(1000),
    groups: texts,
    request: fc.record({
      id: text,
      method: fc.nat(4),
      path: text,
      uri: text,
      query: text,
      hasArguments: fc.boolean(),
      headerLines: texts,
      body: fc.uint8Array(),
    }),
  }),
})

describe('RequestPage', () => {
  it('gives the requests that were written, whatever bytes their texts have', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 8 }), (batch) => {
        const page = new RequestPage()
        expect(page.write(batch)).toBe(true)
        const read = new RequestPage(page.memory).read().map(({ ordinal, request, ...job }) => ({
          ordinal,
          job: { ...job, request: { ...request, body: Uint8Array.from(request.body ?? []) } },
        }))
        expect(read).toEqual(batch)
      }),
    )
  })

  it('takes no batch that does not fit', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40_000), { minLength: 1, maxLength: 6 }), (lengths) => {
        const request = { id: '', method: 1, uri: '', query: '', hasArguments: false }
        const rest = { headerLines: [], body: new Uint8Array(0) }
        const batch = lengths.map((length) => ({
          ordinal: 1,
          job: { route: 0, groups: [], request: { ...request, ...rest, path: 'x'.repeat(length) } },
        }))
        // A request has seven words and the lengths of four texts besides, and begins at a word.
        const end = lengths.reduce((at, length) => Math.ceil(at / 4) * 4 + 44 + length, 4)
        expect(new RequestPage().write(batch)).toBe(end <= 65_536)
      }),
    )
  })
})
