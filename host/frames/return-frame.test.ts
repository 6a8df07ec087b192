import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyFrame,
  byteStrings,
  frameOf,
  headerLists,
  readsOrRefuses,
} from '../../test/support/frames.ts'
import type { Answer, CompleteAnswer } from '../exchange/answer.ts'
import { bytesOfBody, type Body } from '../exchange/byte-string.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { decodeReturn, encodeOtherReturn, returnHeadBytes, writeReturn } from './rest-callback.ts'
import { fileUnit } from './body-file.ts'
import { encodeFrame, frameKinds, FrameError, type Frame } from './frame.ts'

const u32 = fc.nat(2 ** 32 - 1)
const textBytes = 4096
const statuses = fc.integer({ min: 200, max: 599 })

const bodies: fc.Arbitrary<Body> = fc.oneof(
  byteStrings(50),
  fc.uint8Array({ maxLength: 50 }).map((bytes) => new Uint8Array(bytes)),
  fc
    .constantFrom(textBytes, textBytes + 1, 100_000)
    .map((length) => new Uint8Array(length).fill(7)),
  fc.constantFrom(textBytes, textBytes + 1).map((length) => 'x'.repeat(length)),
)

const completeAnswers: fc.Arbitrary<CompleteAnswer> = fc.record(
  {
    kind: fc.constant('complete' as const),
    status: statuses,
    headers: headerLists,
    nosniff: fc.boolean(),
    compressAs: byteStrings(10, 32),
    body: bodies,
  },
  { requiredKeys: ['kind', 'status', 'headers', 'nosniff', 'body'] },
)

type OtherAnswer = Exclude<Answer, CompleteAnswer>

const errorAnswers: fc.Arbitrary<OtherAnswer> = fc.record(
  {
    kind: fc.constant('error' as const),
    code: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    status: statuses,
    details: byteStrings(),
    headers: headerLists,
    hasType: fc.boolean(),
    nosniff: fc.boolean(),
  },
  { requiredKeys: ['kind', 'code', 'headers', 'hasType', 'nosniff'] },
)

const otherAnswers: fc.Arbitrary<OtherAnswer> = fc.oneof(
  errorAnswers,
  fc.constant({ kind: 'nothing' } as const),
  fc.boolean().map((complete) => ({ kind: 'streamed', complete }) as const),
)

/** As the guest writes an answer whose body is in its frame. */
function encodeComplete(ordinal: number, answer: CompleteAnswer): readonly Uint8Array[] {
  const { body } = answer
  const buffer = Buffer.alloc(returnHeadBytes(answer) + body.length)
  const end = writeReturn(buffer, 0, { ordinal, answer, filed: undefined })
  return typeof body === 'string' ? [buffer.subarray(0, end)] : [buffer.subarray(0, end), body]
}

const plain: CompleteAnswer = {
  kind: 'complete',
  status: 200,
  headers: [['Content-Type', 'text/plain']],
  nosniff: true,
  compressAs: 'text/plain',
  body: 'body',
}

/** A frame of `plain` with that many headers. */
function withHeaders(count: number): Frame {
  const headers = Array.from({ length: count }, () => ['a', 'b'] as const)
  return frameOf(encodeComplete(1, { ...plain, headers }))
}

/** A frame of `plain` with one of its words, which stand at the start of the payload, changed. */
function withWord(place: number, value: number): Frame {
  const frame = frameOf(encodeComplete(1, plain))
  frame.payload.writeUInt32LE(value, place * 4)
  return frame
}

/** A JSON answer as a guest makes it up. */
const madeUp = (value: unknown): Frame => ({
  ...frameOf(encodeFrame(frameKinds.return, value)),
  flags: frameOf(encodeOtherReturn(1, { kind: 'nothing' })).flags,
})

const manyHeaders = Array.from({ length: fixedLimits.stringCount + 1 }, () => ['a', 'b'])
const error = { kind: 'error', code: 1, headers: [], hasType: false, nosniff: true }

describe('writeReturn', () => {
  it('is read again as it was, with a body up to 4 KiB as text', () => {
    fc.assert(
      fc.property(u32, completeAnswers, (ordinal, answer) => {
        const returned = decodeReturn(frameOf(encodeComplete(ordinal, answer)))
        expect(returned).toMatchObject({ ordinal, filed: undefined })
        if (returned.answer.kind !== 'complete') throw new Error('not complete')
        const { body, ...head } = returned.answer
        const { body: sent, ...sentHead } = answer
        expect(head).toEqual(sentHead)
        expect(typeof body === 'string').toBe(sent.length <= textBytes)
        expect(Buffer.compare(bytesOfBody(body), bytesOfBody(sent))).toBe(0)
      }),
    )
  })

  it('says where the body lies in the file, which the frame does not have', () => {
    fc.assert(
      fc.property(u32, u32, u32, completeAnswers, (ordinal, unit, length, answer) => {
        const filed = { at: unit * fileUnit, length }
        const buffer = Buffer.alloc(returnHeadBytes(answer))
        const inFile = { ...answer, body: new Uint8Array(0) }
        const end = writeReturn(buffer, 0, { ordinal, answer: inFile, filed })
        const returned = decodeReturn(frameOf([buffer.subarray(0, end)]))
        expect(returned).toEqual({ ordinal, filed, answer: { ...answer, body: '' } })
      }),
    )
  })

  it('writes as many bytes before the body as were announced', () => {
    fc.assert(
      fc.property(completeAnswers, fc.nat(9), (answer, at) => {
        const inFile = { ...answer, body: new Uint8Array(0) }
        const buffer = Buffer.alloc(at + returnHeadBytes(answer))
        const filed = { at: 0, length: 1 }
        const end = writeReturn(buffer, at, { ordinal: 1, answer: inFile, filed })
        expect(end).toBe(buffer.length)
      }),
    )
  })
})

describe('encodeOtherReturn', () => {
  it('is read again as it was', () => {
    fc.assert(
      fc.property(u32, otherAnswers, (ordinal, answer) => {
        expect(decodeReturn(frameOf(encodeOtherReturn(ordinal, answer)))).toEqual({
          ordinal,
          answer,
          filed: undefined,
        })
      }),
    )
  })
})

describe('decodeReturn', () => {
  it('returns an answer or throws FrameError, whatever the bytes are', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(readsOrRefuses(() => decodeReturn(frame))).toBe(true)
      }),
      {
        numRuns: 1000,
      },
    )
  })

  it.each([0, 7, 100, 199, 600, 65_535])('refuses status %i', (status) => {
    const complete = { ...frameOf(encodeComplete(1, plain)), code: status }
    expect(() => decodeReturn(complete)).toThrow(FrameError)
    const failed = madeUp({ ordinal: 1, answer: { ...error, status } })
    expect(() => decodeReturn(failed)).toThrow(FrameError)
  })

  it('refuses a frame that is cut anywhere, or longer', () => {
    const { payload, ...head } = frameOf(encodeComplete(1, plain))
    for (let length = 0; length < payload.length; length++)
      expect(() => decodeReturn({ ...head, payload: payload.subarray(0, length) })).toThrow(
        FrameError,
      )
    const longer = Buffer.concat([payload, Buffer.alloc(1)])
    expect(() => decodeReturn({ ...head, payload: longer })).toThrow(FrameError)
  })

  it.each([
    ['texts', 1],
    ['a body', 2],
  ])('refuses 4 GiB of %s', (_, place) => {
    expect(() => decodeReturn(withWord(place, 2 ** 32 - 1))).toThrow(FrameError)
  })

  it('takes as many headers as a plugin can set, and no more', () => {
    const { answer } = decodeReturn(withHeaders(fixedLimits.stringCount))
    expect(answer).toMatchObject({ headers: { length: fixedLimits.stringCount } })
    expect(() => decodeReturn(withHeaders(fixedLimits.stringCount + 1))).toThrow(FrameError)
  })

  it('refuses texts that are larger than any header may be', () => {
    const headers = [['a', 'x'.repeat(20_000_000)]] as const
    const frame = frameOf(encodeComplete(1, { ...plain, headers }))
    expect(() => decodeReturn(frame)).toThrow(FrameError)
  })

  it.each(['\r', '\n', '\r\nInjected: 1'])('refuses %j in a name and in a value', (text) => {
    for (const header of [
      [text, 'b'],
      ['a', text],
    ] as const) {
      const complete = frameOf(encodeComplete(1, { ...plain, headers: [header] }))
      expect(() => decodeReturn(complete)).toThrow('a line break in a header')
      const failed = madeUp({ ordinal: 1, answer: { ...error, headers: [header] } })
      expect(() => decodeReturn(failed)).toThrow('a line break in a header')
    }
  })

  it('refuses a header without its value', () => {
    const answer = { ...plain, headers: [['A', 'b']] as const }
    const { payload, ...head } = frameOf(encodeComplete(1, answer))
    // The terminator between name and value.
    payload[payload.indexOf('A\0b') + 1] = 0x41
    expect(() => decodeReturn({ ...head, payload })).toThrow('a header without its value')
  })

  it.each([
    ['an ordinal that is negative', { ordinal: -1, answer: error }],
    ['an ordinal that is a text', { ordinal: '1', answer: error }],
    ['no answer', { ordinal: 1 }],
    ['an answer that is complete', { ordinal: 1, answer: { ...plain } }],
    ['an answer of an unknown kind', { ordinal: 1, answer: { kind: 'passed' } }],
    ['a code that no i32 holds', { ordinal: 1, answer: { ...error, code: 2 ** 31 } }],
    ['a code that is not whole', { ordinal: 1, answer: { ...error, code: 1.5 } }],
    ['headers that are not a list', { ordinal: 1, answer: { ...error, headers: {} } }],
    ['a header that is not a pair', { ordinal: 1, answer: { ...error, headers: [['a']] } }],
    ['a header with a number', { ordinal: 1, answer: { ...error, headers: [['a', 1]] } }],
    [
      'more headers than a plugin can set',
      {
        ordinal: 1,
        answer: { ...error, headers: manyHeaders },
      },
    ],
    [
      'details that are too long',
      { ordinal: 1, answer: { ...error, details: 'x'.repeat(fixedLimits.detailsBytes + 1) } },
    ],
    ['a stream that is neither complete nor cut', { ordinal: 1, answer: { kind: 'streamed' } }],
  ])('refuses %s', (_, value) => {
    expect(() => decodeReturn(madeUp(value))).toThrow(FrameError)
  })

  it('passes on nothing that the answer of an error does not have', () => {
    const answer = { ...error, close: true, status: 404, toString: 'x' }
    expect(decodeReturn(madeUp({ ordinal: 1, answer })).answer).toEqual({ ...error, status: 404 })
  })
})
