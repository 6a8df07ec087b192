import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyFrame, frameOf, readsOrRefuses } from '../../test/support/frames.ts'
import { encodeFrame, frameKinds, FrameError, headBytes, readValue, splitPayload } from './frame.ts'

const payloadOf = (bytes: Uint8Array) => ({
  kind: frameKinds.log,
  flags: 0,
  code: 0,
  payload: Buffer.from(bytes),
  owned: undefined,
})

describe('encodeFrame', () => {
  it('is read again with its kind, code, value and bytes', () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.jsonValue(),
        fc.nat(65_535),
        fc.uint8Array({ maxLength: 50 }),
        (kind, value, code, bytes) => {
          const frame = frameOf(encodeFrame(kind, value, { code, bytes }))
          expect(frame).toMatchObject({ kind, flags: 0, code })
          expect(readValue(frame)).toEqual(JSON.parse(JSON.stringify(value)))
          expect(new Uint8Array(splitPayload(frame).bytes)).toEqual(bytes)
        },
      ),
    )
  })

  it('has no value where none was given', () => {
    expect(readValue(frameOf(encodeFrame(frameKinds.ready)))).toBeUndefined()
  })

  it('does not copy the bytes', () => {
    const bytes = new Uint8Array(10)
    expect(encodeFrame(frameKinds.call, {}, { bytes })[1]).toBe(bytes)
  })

  it('counts the bytes of a text, not its characters', () => {
    const [head = new Uint8Array(0)] = encodeFrame(frameKinds.log, 'é€😀')
    expect(Buffer.from(head).readUInt32LE(0)).toBe(head.length)
    expect(head.length).toBe(headBytes + 4 + Buffer.byteLength('"é€😀"'))
  })
})

describe('readValue', () => {
  it('returns a value or throws FrameError, whatever the bytes are', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(readsOrRefuses(() => readValue(frame))).toBe(true)
      }),
    )
  })

  it.each([
    ['a payload that is too short', Uint8Array.of(1, 0, 0)],
    ['a text that is longer than its frame', Uint8Array.of(3, 0, 0, 0, 123, 125)],
    ['a text that is longer than its frame', Uint8Array.of(255, 255, 255, 255)],
    ['a text that is not JSON', Uint8Array.of(1, 0, 0, 0, 123)],
  ])('refuses %s', (message, payload) => {
    expect(() => readValue(payloadOf(payload))).toThrow(new FrameError(message))
  })
})
