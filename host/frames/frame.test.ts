import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyFrame,
  frameBytes,
  frameOf,
  readFrames,
  readsOrRefuses,
} from '../../test/support/frames.ts'
import {
  encodeFrame,
  frameKinds,
  FrameError,
  FrameReader,
  headBytes,
  readValue,
  splitPayload,
  type Frame,
} from './frame.ts'

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

const usualBytes = 128 * 1024

/** Frames as a stream; most are small, some larger than the reader's usual buffer. */
const streams = fc.array(
  fc.record({
    kind: fc.nat(255),
    length: fc.oneof(
      { weight: 9, arbitrary: fc.nat(300) },
      fc.integer({ min: usualBytes - 20, max: usualBytes + 20 }),
      fc.integer({ min: usualBytes, max: 3 * usualBytes }),
    ),
  }),
  { maxLength: 12 },
)

/** A stream cut into chunks of those lengths, in turn. */
function cut(stream: Buffer, lengths: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0; at < stream.length;) {
    const length = lengths[chunks.length % lengths.length] ?? 1
    chunks.push(stream.subarray(at, at + length))
    at += length
  }
  return chunks
}

/** Of each frame what must be the same again. */
function contentsOf(frames: readonly Pick<Frame, 'kind' | 'payload'>[]): unknown {
  return frames.map(({ kind, payload }) => [kind, payload.toString('base64')])
}

const claiming = (length: number): Buffer => {
  const head = frameBytes(1)
  head.writeUInt32LE(length)
  return head
}

describe('FrameReader', () => {
  it('returns the same frames wherever the stream is cut', () => {
    const chunkLengths = fc.array(
      fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 90_000 })),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(streams, chunkLengths, (wanted, lengths) => {
        const sent = wanted.map(({ kind, length }, i) => ({
          kind,
          payload: Buffer.alloc(length, i + 1),
        }))
        const stream = Buffer.concat(sent.map(({ kind, payload }) => frameBytes(kind, payload)))
        // A byte at a time of a megabyte takes long, and shows nothing more.
        const least = Math.ceil(stream.length / 5000)
        const chunks = cut(
          stream,
          lengths.map((length) => Math.max(length, least)),
        )
        expect(contentsOf(readFrames(chunks))).toEqual(contentsOf(sent))
      }),
    )
  })

  it('reads frames one after the other from what was written to its space', () => {
    const reader = new FrameReader(1000)
    const stream = Buffer.concat([
      frameBytes(1, Buffer.from('a')),
      frameBytes(2),
      frameBytes(3).subarray(0, 5),
    ])
    reader.space.set(stream)
    reader.commit(stream.length)
    expect([reader.next()?.kind, reader.next()?.kind, reader.next()]).toEqual([1, 2, undefined])
    reader.space.set(frameBytes(3).subarray(5))
    reader.commit(3)
    expect(reader.next()?.kind).toBe(3)
  })

  it('always has space once it has returned all whole frames', () => {
    fc.assert(
      fc.property(fc.integer({ min: headBytes, max: 2 * usualBytes }), (length) => {
        const reader = new FrameReader(2 * usualBytes)
        const stream = frameBytes(1, Buffer.alloc(length - headBytes))
        let frame: Frame | undefined
        for (let at = 0; at < stream.length && frame === undefined;) {
          const { space } = reader
          expect(space.length).toBeGreaterThan(0)
          const piece = stream.subarray(at, at + space.length)
          space.set(piece)
          reader.commit(piece.length)
          at += piece.length
          frame = reader.next()
        }
        expect(frame?.payload.length).toBe(length - headBytes)
      }),
    )
  })

  it('leaves the buffer of a large frame to the receiver, and keeps that of a small one', () => {
    const made: number[] = []
    const reader = new FrameReader(10 * usualBytes, (length) => {
      made.push(length)
      return new Uint8Array(new ArrayBuffer(2 * length), 0, length)
    })
    const large = Buffer.alloc(usualBytes, 7)
    const [small, owned] = readFrames([frameBytes(1), frameBytes(2, large)], reader)
    expect(small?.owned).toBeUndefined()
    expect(made).toEqual([headBytes + usualBytes])
    expect(owned?.owned?.length).toBe(headBytes + usualBytes)
    expect(owned?.payload.equals(large)).toBe(true)
  })

  it('takes no more of a larger buffer than the frame', () => {
    const reader = new FrameReader(10 * usualBytes, (length) => new Uint8Array(2 * length))
    const sent = [frameBytes(1, Buffer.alloc(usualBytes, 1)), frameBytes(2, Buffer.from('next'))]
    const [first, second] = readFrames([Buffer.concat(sent)], reader)
    expect(first?.owned?.length).toBe(headBytes + usualBytes)
    expect(second).toMatchObject({ kind: 2, payload: Buffer.from('next') })
  })

  it.each([0, 7, 1001, 2 ** 32 - 1])(
    'refuses a frame of %i bytes, before it makes room',
    (length) => {
      const reader = new FrameReader(1000, () => {
        throw new Error('room was made')
      })
      expect(() => readFrames([claiming(length)], reader)).toThrow(
        new FrameError(`a frame of ${length} bytes`),
      )
    },
  )

  it('takes a frame of as many bytes as are allowed, and one that is a head alone', () => {
    const reader = new FrameReader(1000)
    const frames = readFrames(
      [frameBytes(1, Buffer.alloc(1000 - headBytes)), frameBytes(2)],
      reader,
    )
    expect(frames.map(({ payload }) => payload.length)).toEqual([1000 - headBytes, 0])
  })

  it('throws nothing but FrameError, whatever comes', () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 10 })
    fc.assert(
      fc.property(chunks, (each) => {
        expect(readsOrRefuses(() => readFrames(each, new FrameReader(300)))).toBe(true)
      }),
    )
  })
})
