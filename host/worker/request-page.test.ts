import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RequestPage } from './request-page.ts'

const text = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((c) => String.fromCharCode(c)),
})
const texts = fc.array(text, { maxLength: 6 })
const body = fc.uint8Array({ minLength: 1 })

const job = fc.record({
  ordinal: fc.nat(),
  route: fc.nat(1000),
  groups: texts,
  request: fc.record(
    {
      id: text,
      method: fc.nat(4),
      path: text,
      uri: text,
      query: text,
      hasArguments: fc.boolean(),
      headerLines: texts,
      body,
    },
    {
      requiredKeys: ['id', 'method', 'path', 'uri', 'query', 'hasArguments', 'headerLines'],
    },
  ),
})

describe('RequestPage', () => {
  it('gives the requests that were written, whatever bytes their texts have', () => {
    fc.assert(
      fc.property(fc.array(job, { maxLength: 8 }), (jobs) => {
        const page = new RequestPage()
        expect(page.write(jobs)).toBe(true)
        const read = new RequestPage(page.memory).read().map(({ request, ...rest }) => ({
          ...rest,
          request:
            'body' in request ? { ...request, body: Uint8Array.from(request.body) } : request,
        }))
        expect(read).toEqual(jobs.map((one) => ({ ...one, request: { ...one.request } })))
      }),
    )
  })

  it('takes no batch that does not fit', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40_000), { minLength: 1, maxLength: 6 }), (lengths) => {
        const jobs = lengths.map((length) => ({
          ordinal: 1,
          route: 0,
          groups: [],
          request: {
            id: '',
            method: 1,
            path: 'x'.repeat(length),
            uri: '',
            query: '',
            hasArguments: false,
            headerLines: [],
          },
        }))
        // A request has seven words and the lengths of four texts besides, and begins at a word.
        const end = lengths.reduce((at, length) => Math.ceil(at / 4) * 4 + 44 + length, 4)
        expect(new RequestPage().write(jobs)).toBe(end <= 65_536)
      }),
    )
  })
})
