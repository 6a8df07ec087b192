import {
  nativeCallbacks,
  nativeFunctions,
  nativeServices,
  type NativeArgument,
  type NativeCallback,
  type NativeOut,
  type NativeOutOp,
  type NativeReturnOp,
  type NativeService,
} from '../../abi/native.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { FrameError, frameKinds, type Frame } from './frame.ts'
import { ValueReader, ValueWriter, type NativeRequest } from './values.ts'

/*
 * The frames between a guest and the native plugin, for both ends. Which values a service or a callback has follows from
 * abi/native.ts.
 */

/** A value in JavaScript; `undefined` is NULL, `number[]` an `OrthancPluginDictionaryEntry`. */
export type NativeValue =
  | number
  | bigint
  | ByteString
  | Uint8Array
  | readonly ByteString[]
  | readonly number[]
  | NativeRequest
  | undefined

/** Values by the names of their fields. */
export type NativeValues = Readonly<Record<string, NativeValue>>

type Pieces = readonly Uint8Array[]

/** A callback of the guest. */
export interface NativeCall {
  /** The C type of the callback. */
  readonly name: string
  /** Index of the function in the guest's table. */
  readonly callback: number
  readonly values: NativeValues
  /** True if it runs at once, on top of the callback whose INVOKE waits. */
  readonly isNested: boolean
}

/**
 * Flags of CALLBACK: it runs on top of another one; so does the first of those that were sent before, and this one has nothing else.
 * Flags of RETURN: to the native plugin; has failed.
 */
export const nativeFlags = { nested: 2, ahead: 4, native: 16, failed: 32 } as const

export function encodeNativeCall({ name, callback, values, isNested }: NativeCall): Pieces {
  const row = callbackOf(name)
  const writer = new ValueWriter().number(callback)
  writeArguments(writer, row.arguments, values)
  return writer.frame({
    kind: frameKinds.callback,
    flags: isNested ? nativeFlags.nested : 0,
    code: row.id,
  })
}

/** Bytes are views of the frame. Throws `FrameError`, as all decoders here. */
export function decodeNativeCall({ payload, code, flags }: Frame): NativeCall {
  const name = callbackNames.get(code)
  if (name === undefined) throw new FrameError(`a callback of type ${code}`)
  const reader = new ValueReader(payload)
  const callback = reader.number()
  const values = readValues(reader, callbackOf(name).arguments)
  reader.end()
  return { name, callback, values, isNested: (flags & nativeFlags.nested) !== 0 }
}

/** A callback of the native plugin's own: the plugin runs its timers. */
export const timerCallback = 'timer'

const timerRow: NativeCallback = {
  id: 0,
  arguments: [],
  outs: [],
  returns: 'void',
  returned: 'nothing',
}

/** How a callback ended. */
export type NativeReturn =
  | {
      readonly kind: 'returned'
      /** `undefined` for a function that returns nothing, and for NULL. */
      readonly value: NativeValue
      /** The out-parameters; those that are absent count as not set. */
      readonly outs: NativeValues
    }
  /** A trap, or a refused call. */
  | { readonly kind: 'failed' }

/** `writer` holds the frames before it, as of the next two functions. */
export function encodeNativeReturn(
  name: string,
  ended: NativeReturn,
  writer = new ValueWriter(),
): Pieces {
  const failed = ended.kind === 'failed'
  if (!failed) {
    const row = callbackOf(name)
    writeReturned(writer, row.returned, ended.value)
    writeResults(writer, row.outs, ended.outs)
  }
  return writer.frame({
    kind: frameKinds.return,
    flags: nativeFlags.native | (failed ? nativeFlags.failed : 0),
  })
}

export function decodeNativeReturn(name: string, { kind, flags, payload }: Frame): NativeReturn {
  if (kind !== frameKinds.return || (flags & nativeFlags.native) === 0)
    throw new FrameError(`frame ${kind} instead of a RETURN to the native plugin`)
  if ((flags & nativeFlags.failed) !== 0) return { kind: 'failed' }
  const row = callbackOf(name)
  const reader = new ValueReader(payload)
  const value = readsOf[row.returned](reader)
  const outs = readValues(reader, row.outs)
  reader.end()
  return { kind: 'returned', value, outs }
}

/** A call of a service or of a function of Orthanc, with or without a reply. */
export interface Invocation {
  readonly service: string
  readonly values: NativeValues
}

export function encodeInvoke(call: Invocation, writer = new ValueWriter()): Pieces {
  return encodeInvocation(frameKinds.invoke, call, writer)
}

export function encodeQuiet(call: Invocation, writer = new ValueWriter()): Pieces {
  return encodeInvocation(frameKinds.quiet, call, writer)
}

/** The payload of an INVOKE frame, as registrations have it. */
export function invokePayload({ service, values }: Invocation): Buffer {
  const writer = new ValueWriter()
  writeArguments(writer, serviceOf(service).arguments, values)
  return writer.payload()
}

/** Decodes an INVOKE or a QUIET frame. */
export function decodeInvocation({ code, payload }: Frame): Invocation {
  const service = serviceName(code)
  const reader = new ValueReader(payload)
  const values = readValues(reader, serviceOf(service).arguments)
  reader.end()
  return { service, values }
}

/**
 * The arguments in the first bytes of the payload of an INVOKE or QUIET frame; those that are not there whole are absent. Who
 * judges the call refuses it where an argument is absent that it needs.
 */
export function decodeInvocationHead(code: number, head: Buffer): Invocation {
  const service = serviceName(code)
  const reader = new ValueReader(head)
  const values: Record<string, NativeValue> = {}
  try {
    for (const argument of serviceOf(service).arguments)
      values[argument.name] = readOf(argument)(reader)
  } catch (error) {
    if (!(error instanceof FrameError)) throw error
  }
  return { service, values }
}

/** The reply to an INVOKE: an error code other than 0 has no results. */
export interface Invoked {
  readonly code: number
  readonly results: NativeValues
}

export function encodeInvoked(service: string, { code, results }: Invoked): Pieces {
  const writer = new ValueWriter().number(code)
  if (code === 0) writeResults(writer, serviceOf(service).results, results)
  return writer.frame({ kind: frameKinds.invoked })
}

export function decodeInvoked(service: string, { payload }: Frame): Invoked {
  const reader = new ValueReader(payload)
  const code = reader.number()
  const results = code === 0 ? readValues(reader, serviceOf(service).results) : {}
  reader.end()
  return { code, results }
}

/** The name of a service by its number. Throws `FrameError`. */
export function serviceName(number: number): string {
  const name = serviceNames.get(number)
  if (name === undefined) throw new FrameError(`service ${number}`)
  return name
}

/** The names of services, and of functions that a callback receives, by number. */
export const serviceNames: ReadonlyMap<number, string> = new Map(
  [...nativeServices, ...nativeFunctions].map(([name, { number }]) => [number, name]),
)
const callbackNames: ReadonlyMap<number, string> = new Map(
  [[timerCallback, timerRow] as const, ...nativeCallbacks].map(([name, { id }]) => [id, name]),
)

function serviceOf(name: string): NativeService {
  const row = nativeServices.get(name) ?? nativeFunctions.get(name)
  if (row === undefined) throw new Error(`no service ${name}`)
  return row
}

function callbackOf(name: string): NativeCallback {
  const row = name === timerCallback ? timerRow : nativeCallbacks.get(name)
  if (row === undefined) throw new Error(`no callback ${name}`)
  return row
}

function encodeInvocation(
  kind: number,
  { service, values }: Invocation,
  writer: ValueWriter,
): Pieces {
  const row = serviceOf(service)
  writeArguments(writer, row.arguments, values)
  return writer.frame({ kind, code: row.number })
}

// Values whose type is not that of their row are bugs of this host: `expect…` says which.

function writeArguments(
  writer: ValueWriter,
  rows: readonly NativeArgument[],
  values: NativeValues,
): void {
  for (const row of rows) writeArgument(writer, row, values[row.name])
}

function readValues(
  reader: ValueReader,
  rows: readonly (NativeArgument | NativeOut)[],
): NativeValues {
  const values: Record<string, NativeValue> = {}
  for (const row of rows) values[row.name] = readOf(row)(reader)
  return values
}

function writeArgument(
  writer: ValueWriter,
  { name, op }: NativeArgument,
  value: NativeValue,
): void {
  if (op === 'request') writer.request(expectRequest(name, value))
  else if (op === 'text') writer.text(expectText(name, value))
  else if (op === 'bytes') writer.bytes(expectBytes(name, value))
  else if (op === 'texts') writer.texts(expectTexts(name, value))
  else if (op === 'float') writer.float(Number(expectNumber(name, value)))
  else writer.number(expectNumber(name, value))
}

type Read = (reader: ValueReader) => NativeValue

const reads = {
  number: (reader) => reader.number(),
  wide: (reader) => reader.wideNumber(),
  float: (reader) => reader.float(),
  text: (reader) => reader.text(),
  bytes: (reader) => reader.bytes(),
  texts: (reader) => reader.texts(),
  request: (reader) => reader.request(),
  entry: (reader) => Array.from({ length: entryNumbers }, () => reader.number()),
  nothing: () => undefined,
} as const satisfies Readonly<Record<string, Read>>

/** What the values of callbacks, payloads and handles are read as. */
const readsOf: Readonly<Record<NativeArgument['op'] | NativeOutOp | NativeReturnOp, Read>> = {
  ...reads,
  callback: reads.number,
  payload: reads.number,
  handle: reads.wide,
  constText: reads.text,
  buffer: reads.bytes,
  buffer64: reads.bytes,
  data: reads.bytes,
  pixels: reads.bytes,
  allocated: reads.bytes,
  filled: reads.bytes,
}

function readOf({ op, width }: Pick<NativeArgument | NativeOut, 'op' | 'width'>): Read {
  return op === 'number' && width === 8 ? reads.wide : readsOf[op]
}

function writeResults(writer: ValueWriter, rows: readonly NativeOut[], values: NativeValues): void {
  for (const { name, op } of rows) {
    const value = values[name]
    if (op === 'text' || op === 'constText') writer.text(expectText(name, value))
    else if (isBytes(op)) writer.bytes(expectBytes(name, value))
    else if (op === 'entry') for (const part of entryOf(value)) writer.number(part)
    else writer.number(expectNumber(name, value))
  }
}

function isBytes(op: NativeOutOp): boolean {
  return bytesOps.has(op)
}

const bytesOps: ReadonlySet<NativeOutOp> = new Set([
  'buffer',
  'buffer64',
  'data',
  'pixels',
  'allocated',
  'filled',
])

/** Members of an `OrthancPluginDictionaryEntry`. */
const entryNumbers = 5

function writeReturned(writer: ValueWriter, op: NativeReturnOp, value: NativeValue): void {
  if (op === 'nothing') return
  const name = 'the return value'
  if (op === 'text') writer.text(expectText(name, value))
  else if (op === 'bytes') writer.bytes(expectBytes(name, value))
  else if (op === 'float') writer.float(Number(expectNumber(name, value)))
  else writer.number(expectNumber(name, value))
}

// A value of another type than its row says is an error of this host.

function expectNumber(name: string, value: NativeValue = 0): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  throw new TypeError(`${name} is not a number`)
}

function expectText(name: string, value: NativeValue): ByteString | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw new TypeError(`${name} is not a text`)
}

function expectBytes(name: string, value: NativeValue): Uint8Array | undefined {
  if (value === undefined || value instanceof Uint8Array) return value
  throw new TypeError(`${name} is not bytes`)
}

function expectTexts(name: string, value: NativeValue = []): readonly ByteString[] {
  if (isList(value)) return value.map((text) => String(text))
  throw new TypeError(`${name} is not a list of texts`)
}

function entryOf(value: NativeValue): readonly number[] {
  const numbers = isList(value) ? value.map(Number) : []
  return Array.from({ length: entryNumbers }, (_, i) => numbers[i] ?? 0)
}

function isList(value: NativeValue): value is readonly ByteString[] | readonly number[] {
  return Array.isArray(value)
}

function expectRequest(name: string, value: NativeValue): NativeRequest {
  if (typeof value === 'object' && 'groups' in value) return value
  throw new TypeError(`${name} is not a request`)
}
