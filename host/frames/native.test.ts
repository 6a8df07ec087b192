import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  nativeCallbacks,
  nativeServices,
  type NativeArgument,
  type NativeOut,
} from '../../abi/native.ts'
import { FrameError, FrameReader, type Frame } from './frame.ts'
import {
  decodeInvocation,
  decodeInvocationHead,
  decodeInvoked,
  decodeNativeCall,
  decodeNativeReturn,
  encodeInvoke,
  encodeInvoked,
  encodeNativeCall,
  encodeNativeReturn,
  encodeQuiet,
  invokePayload,
  type NativeValue,
  type NativeValues,
} from './native.ts'

const text = fc
  .uint8Array({ maxLength: 20, min: 1 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'))
const texts = fc.array(text, { maxLength: 3 })
const bytes = fc.uint8Array({ maxLength: 20 }).map((value) => Buffer.from(value))
const wide = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const nullable = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })
const number = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 })

type Op = NativeArgument['op'] | NativeOut['op']

const values: Readonly<Record<Op, fc.Arbitrary<NativeValue>>> = {
  number,
  callback: fc.nat(),
  payload: fc.nat(),
  float: fc.float({ noNaN: true }),
  text: nullable(text),
  constText: nullable(text),
  bytes: nullable(bytes),
  buffer: nullable(bytes),
  buffer64: nullable(bytes),
  data: nullable(bytes),
  pixels: nullable(bytes),
  allocated: nullable(bytes),
  filled: nullable(bytes),
  texts,
  handle: wide,
  entry: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
  request: fc.record(
    {
      method: fc.nat(),
      groups: texts,
      getKeys: texts,
      getValues: texts,
      headersKeys: texts,
      headersValues: texts,
      body: bytes,
    },
    { noNullPrototype: true },
  ),
}

/** Values for all of these fields. */
function valuesFor(rows: readonly { readonly name: string; op: Op; width: number }[]) {
  return fc.record(
    Object.fromEntries(
      rows.map(({ name, op, width }) => [name, op === 'number' && width === 8 ? wide : values[op]]),
    ),
    { noNullPrototype: true },
  ) satisfies fc.Arbitrary<NativeValues>
}

function frameOf(pieces: readonly Uint8Array[]): Frame {
  const frames: Frame[] = []
  new FrameReader(2 ** 20).push(Buffer.concat(pieces), (frame) =>
    frames.push({ ...frame, payload: Buffer.from(frame.payload) }),
  )
  const [frame, ...others] = frames
  if (frame === undefined || others.length > 0) throw new Error(`${frames.length} frames`)
  return frame
}

test('carries the values of each service', () => {
  for (const [service, row] of nativeServices)
    fc.assert(
      fc.property(valuesFor(row.arguments), valuesFor(row.results), number, (given, got, code) => {
        const call = { service, values: given }
        expect(decodeInvocation(frameOf(encodeInvoke(call)))).toStrictEqual(call)
        expect(decodeInvocation(frameOf(encodeQuiet(call)))).toStrictEqual(call)
        expect(decodeInvocationHead(row.number, invokePayload(call))).toStrictEqual(call)
        const reply = { code, results: code === 0 ? got : {} }
        expect(decodeInvoked(service, frameOf(encodeInvoked(service, reply)))).toStrictEqual(reply)
      }),
      { numRuns: 3 },
    )
})

test('carries the values of each callback', () => {
  for (const [name, row] of nativeCallbacks) {
    const returned = row.returned === 'nothing' ? fc.constant(undefined) : values[row.returned]
    fc.assert(
      fc.property(valuesFor(row.arguments), returned, valuesFor(row.outs), (given, value, outs) => {
        const call = { name, callback: 7, values: given, isNested: true }
        expect(decodeNativeCall(frameOf(encodeNativeCall(call)))).toStrictEqual(call)
        for (const end of [{ kind: 'returned', value, outs }, { kind: 'failed' }] as const)
          expect(decodeNativeReturn(name, frameOf(encodeNativeReturn(name, end)))).toStrictEqual(
            end,
          )
      }),
      { numRuns: 3 },
    )
  }
})

test('throws FrameError and nothing else for whatever payload', () => {
  const services = fc.constantFrom(...nativeServices.keys())
  const callbacks = fc.constantFrom(...nativeCallbacks.keys())
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 80, max: 9 }),
      fc.nat(70),
      services,
      callbacks,
      (random, code, service, callback) => {
        const payload = Buffer.from(random)
        const frame = { kind: 33, flags: 16, code, payload, owned: undefined }
        const decoders = [
          () => decodeInvocation(frame),
          () => decodeNativeCall({ ...frame, kind: 32 }),
          () => decodeInvoked(service, frame),
          () => decodeNativeReturn(callback, frame),
        ]
        expect(decoders.filter((decode) => !isFrameError(errorOf(decode)))).toStrictEqual([])
      },
    ),
    { numRuns: 1000 },
  )
})

test('reads what is whole in a payload that is cut', () => {
  const payload = invokePayload({
    service: 'RestApiPost',
    values: { uri: '/instances', body: new Uint8Array(1000) },
  })
  expect(decodeInvocationHead(3002, payload.subarray(0, 100))).toStrictEqual({
    service: 'RestApiPost',
    values: { uri: '/instances' },
  })
})

function errorOf(act: () => unknown): unknown {
  try {
    act()
    return undefined
  } catch (error) {
    return error
  }
}

function isFrameError(error: unknown): boolean {
  return error === undefined || error instanceof FrameError
}
