import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyFrame, byteStrings, frameOf, readsOrRefuses } from '../../test/support/frames.ts'
import { shortBodyBytes } from '../exchange/byte-string.ts'
import { fileUnit } from './body-file.ts'
import { decodeCallback, encodeCallback, type Callback } from './rest-callback.ts'
import { FrameError, type Frame } from './frame.ts'

const u32 = fc.nat(2 ** 32 - 1)

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 50 }),
  fc
    .constantFrom(shortBodyBytes, shortBodyBytes + 1, 200_000)
    .map((length) => Buffer.alloc(length, 7)),
)

/** HTTP allows none in a header line. */
const withoutNul = (text: string): string => text.replaceAll('\0', ' ')

const callbacks: fc.Arbitrary<Callback> = fc.record({
  ordinal: u32,
  route: u32,
  groups: fc.array(byteStrings(), { maxLength: 4 }),
  request: fc.record({
    id: byteStrings(),
    method: u32,
    path: byteStrings(),
    uri: byteStrings(),
    query: byteStrings(),
    hasArguments: fc.boolean(),
    headerLines: fc.array(byteStrings().map(withoutNul), { maxLength: 6 }),
    body: bodies,
  }),
})

const plain: Callback = {
  ordinal: 1,
  route: 2,
  groups: ['g'],
  request: {
    id: 'r',
    method: 1,
    path: '/a',
    uri: '/a',
    query: '',
    hasArguments: false,
    headerLines: ['n', 'v'],
    body: new Uint8Array(3),
  },
}

/** A frame of `plain` with one of its words, which stand at the start of the payload, changed. */
function withWord(place: number, value: number): Frame {
  const frame = frameOf(encodeCallback(plain))
  frame.payload.writeUInt32LE(value, place * 4)
  return frame
}

describe('encodeCallback', () => {
  it('is read again as it was', () => {
    fc.assert(
      fc.property(callbacks, fc.boolean(), u32, (callback, isNested, answersRead) => {
        const { request, ...head } = callback
        const received = decodeCallback(
          frameOf(encodeCallback(callback, { isNested, answersRead })),
        )
        expect(received).toMatchObject({
          ...head,
          isNested,
          answersRead,
          bodyAt: undefined,
          bodyLength: request.body.length,
        })
        expect({ ...received.request, body: undefined }).toEqual({ ...request, body: undefined })
        expect(Buffer.compare(received.request.body, request.body)).toBe(0)
      }),
    )
  })

  it('says where the body lies in the file, which the frame does not have', () => {
    fc.assert(
      fc.property(callbacks, u32, (callback, unit) => {
        const { request } = callback
        const bodyAt = unit * fileUnit
        const frame = frameOf(encodeCallback(callback, { bodyAt }))
        expect(decodeCallback(frame)).toMatchObject({
          bodyAt,
          bodyLength: request.body.length,
          request: { body: new Uint8Array(0), path: request.path },
        })
      }),
    )
  })

  it('does not copy a large body', () => {
    const body = new Uint8Array(shortBodyBytes + 1)
    const pieces = encodeCallback({ ...plain, request: { ...plain.request, body } })
    expect(pieces[1]).toBe(body)
  })
})

describe('decodeCallback', () => {
  it('returns a callback or throws FrameError, whatever the bytes are', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(readsOrRefuses(() => decodeCallback(frame))).toBe(true)
      }),
      {
        numRuns: 1000,
      },
    )
  })

  it('refuses a frame that is cut anywhere, or longer', () => {
    const { payload, ...head } = frameOf(encodeCallback(plain))
    for (let length = 0; length < payload.length; length++)
      expect(() => decodeCallback({ ...head, payload: payload.subarray(0, length) })).toThrow(
        FrameError,
      )
    const longer = Buffer.concat([payload, Buffer.alloc(1)])
    expect(() => decodeCallback({ ...head, payload: longer })).toThrow(FrameError)
  })

  it.each([
    ['groups', 3],
    ['bytes of header lines', 4],
    ['bytes of the body', 5],
    ['bytes of a text', 8],
  ])('refuses 4 billion %s', (_, place) => {
    expect(() => decodeCallback(withWord(place, 2 ** 32 - 1))).toThrow(FrameError)
  })
})
