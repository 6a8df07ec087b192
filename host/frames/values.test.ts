import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameError, FrameReader, headBytes, type Frame } from './frame.ts'
import { ValueReader, ValueWriter } from './values.ts'

const byteString = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes).toString('latin1'))
const text = byteString(40).map((value) => value.replaceAll('\0', '0'))
const texts = fc.array(text, { maxLength: 5 })
const request = fc.record(
  {
    method: fc.integer({ min: 1, max: 4 }),
    groups: texts,
    getKeys: texts,
    getValues: texts,
    headersKeys: texts,
    headersValues: texts,
    body: fc.uint8Array({ maxLength: 40 }),
  },
  { noNullPrototype: true },
)

test('reads what was written', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.float({ noNaN: true }),
      fc.option(text, { nil: undefined }),
      fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined }),
      texts,
      request,
      (number, wide, float, one, bytes, list, sent) => {
        const written = new ValueWriter()
          .number(number)
          .number(wide)
          .float(float)
          .text(one)
          .bytes(bytes)
          .texts(list)
          .request(sent)
        const reader = new ValueReader(written.payload())
        expect(reader.number()).toBe(number)
        expect(reader.wideNumber()).toBe(wide)
        expect(reader.float()).toBe(float)
        expect(reader.text()).toBe(one)
        expect(reader.bytes()).toStrictEqual(bytes && Buffer.from(bytes))
        expect(reader.texts()).toStrictEqual(list)
        expect(reader.request()).toStrictEqual({ ...sent, body: Buffer.from(sent.body) })
        reader.end()
      },
    ),
  )
})

test('keeps the order of long bytes, and writes the length of the frame', () => {
  const long = new Uint8Array(100_000).fill(7)
  const frame = Buffer.concat(
    new ValueWriter()
      .number(1)
      .bytes(long)
      .text('x'.repeat(50_000))
      .number(2)
      .frame({ kind: 50, code: 3000 }),
  )
  expect(frame.readUInt32LE(0)).toBe(frame.length)
  expect([frame[4], frame.readUInt16LE(6)]).toStrictEqual([50, 3000])
  const reader = new ValueReader(frame.subarray(headBytes))
  expect(reader.number()).toBe(1)
  expect(reader.bytes()?.equals(long)).toBe(true)
  expect(reader.text()).toHaveLength(50_000)
  expect(reader.number()).toBe(2)
})

test('writes several frames, one after the other', () => {
  const lengths = fc.array(fc.constantFrom(0, 1, 100, 1024, 20_000), { maxLength: 3 })
  const sizeOfBuffer = fc.constantFrom(0, 8, 64, 4096)
  fc.assert(
    fc.property(fc.array(lengths, { minLength: 1, maxLength: 4 }), sizeOfBuffer, (frames, size) => {
      const writer = new ValueWriter(Buffer.alloc(size))
      let pieces: readonly Uint8Array[] = []
      for (const [kind, values] of frames.entries()) {
        for (const length of values) writer.bytes(new Uint8Array(length).fill(kind))
        pieces = writer.frame({ kind })
      }
      const read = framesIn(Buffer.concat(pieces)).map(({ kind, payload }) => {
        const reader = new ValueReader(payload)
        const values = []
        while (values.length < (frames[kind]?.length ?? 0)) values.push(reader.bytes()?.length)
        reader.end()
        return values
      })
      expect(read).toStrictEqual(frames)
    }),
  )
})

test('extends negative numbers to 8 bytes', () => {
  expect(new ValueWriter().number(-2).payload()).toStrictEqual(
    new ValueWriter().number(-2n).payload(),
  )
})

const reads: readonly ((reader: ValueReader) => unknown)[] = [
  (reader) => reader.number(),
  (reader) => reader.wideNumber(),
  (reader) => reader.float(),
  (reader) => reader.bytes(),
  (reader) => reader.text(),
  (reader) => reader.texts(),
  (reader) => reader.request(),
  (reader) => reader.end(),
]

test('throws FrameError and nothing else for whatever bytes', () => {
  // Small numbers, so that lengths are often within the payload.
  const bytes = fc.uint8Array({ maxLength: 60, max: 12 })
  const steps = fc.array(fc.constantFrom(...reads), { maxLength: 6 })
  fc.assert(
    fc.property(bytes, steps, (payload, chosen) => {
      const reader = new ValueReader(Buffer.from(payload))
      const error = errorOf(() => chosen.forEach((read) => read(reader)))
      expect(error === undefined || error instanceof FrameError).toBe(true)
    }),
  )
})

test.each([
  ['a text with a NUL in it', [1, 0, 0, 0, 0, 0], (reader: ValueReader) => reader.text()],
  ['a text without a NUL after it', [1, 0, 0, 0, 65, 66], (reader: ValueReader) => reader.text()],
  ['NULL in a list', [1, 0, 0, 0, 255, 255, 255, 255], (reader: ValueReader) => reader.texts()],
  ['more texts than bytes', [255, 255, 255, 255], (reader: ValueReader) => reader.texts()],
] as const)('refuses %s', (_, bytes, read) => {
  expect(() => read(new ValueReader(Buffer.from(bytes)))).toThrow(FrameError)
})

function framesIn(stream: Uint8Array): readonly Frame[] {
  const frames: Frame[] = []
  new FrameReader(2 ** 20).push(stream, (frame) =>
    frames.push({ ...frame, payload: Buffer.from(frame.payload) }),
  )
  return frames
}

function errorOf(act: () => unknown): unknown {
  try {
    act()
    return undefined
  } catch (error) {
    return error
  }
}
