import { camelCase } from '../../../abi/component.ts'
import {
  insideCallbacks,
  type InsideCallback,
  type InsideFunction,
  type WitType,
} from '../../../abi/component-inside.ts'
import { errorCodes } from '../../../abi/enums.ts'
import { isSupported } from '../../../abi/services.ts'
import type { CallContext } from '../../calls/call-context.ts'
import { carryOut } from '../../calls/native/forward.ts'
import type { NativeCalls } from '../../calls/native/native-calls.ts'
import { createImage, readImage, withNativeImage } from '../../calls/native/native-images.ts'
import { isRegistration, register } from '../../calls/native/register.ts'
import { BadArgumentError, CallError, PluginError } from '../../exchange/errors.ts'
import type { NativeCall, NativeReturn, NativeValue, NativeValues } from '../../frames/native.ts'
import { byteLength, checkLayout, type ImageLayout } from '../../image/pixels.ts'
import { fieldsOf, listOf, readText } from './component-values.ts'

/** The callbacks that a component exports, by their C types. */
export type ExportedCallbacks = ReadonlyMap<string, (...values: readonly unknown[]) => unknown>

const callbacksByType = new Map(insideCallbacks.map((callback) => [callback.type, callback]))

/** The callbacks among the exports of a component. */
export function findCallbacks(exports: object): ExportedCallbacks {
  const found = new Map<string, unknown>(Object.entries(exports))
  return new Map(
    insideCallbacks.flatMap(({ name, type }) => {
      const value = found.get(camelCase(name))
      return isFunction(value) ? [[type, value] as const] : []
    }),
  )
}

function isFunction(value: unknown): value is (...values: readonly unknown[]) => unknown {
  return typeof value === 'function'
}

/** Makes Orthanc carry out a function of the interface `inside`; `refuse` throws where there is none. Throws `CallError`. */
export function callInside(
  f: InsideFunction,
  { context, callbacks }: { readonly context: CallContext; readonly callbacks: ExportedCallbacks },
  values: readonly unknown[],
  refuse: () => never,
): unknown {
  const { service, parameters, results } = f
  const { native } = context
  const fields = callbackFields(f, callbacks, fieldsOf({ parameters }, values))
  if (isSupported(service)) return context.handlers[service](context, fields)
  if (native === undefined) return refuse()
  if (isRegistration(service)) return register(context, service, fields)
  const image = parameters.find(({ witType }) => witType.handle === 'Image')
  const found = carryOutInside(native, service, fields, image?.name)
  const lifted = results.map(({ name, witType }) => liftResult(native, witType, found[name]))
  return lifted.length > 1 ? lifted : lifted[0]
}

/** The fields with those for functions of the plugin, for which the number of its callback stands. */
function callbackFields(
  { callbacks }: InsideFunction,
  exported: ExportedCallbacks,
  fields: Record<string, unknown>,
): Record<string, unknown> {
  for (const { name, type = '' } of callbacks) {
    if (!exported.has(type))
      throw new BadArgumentError(
        errorCodes.NotImplemented,
        `the component does not export ${callbacksByType.get(type)?.name}`,
      )
    fields[name] = fields['callback']
  }
  return fields
}

/** Copies the image of the field `image`, if the service has one, to Orthanc for the time of the call. */
function carryOutInside(
  native: NativeCalls,
  service: string,
  fields: Readonly<Record<string, unknown>>,
  image: string | undefined,
): NativeValues {
  const act = (images: NativeValues) => carryOut(native, service, fields, images)
  if (image === undefined) return act({}).results
  const given = fields[image]
  if (given === undefined) return act({ [image]: 0n }).results
  return withNativeImage(native, pixelsOf(given), (number) => act({ [image]: number })).results
}

/** A result in jco's form. Throws `CallError` where it is NULL in C. */
function liftResult(native: NativeCalls, { text, handle }: WitType, value: NativeValue): unknown {
  if (typeof value === 'bigint' && handle !== undefined) {
    if (value === 0n) throw new CallError(errorCodes.UnknownResource, 'there is none')
    return handle === 'Image' ? takeImage(native, value) : native.handles.add(handle, value)
  }
  if (typeof value === 'bigint') return text === 's64' ? BigInt.asIntN(64, value) : value
  if (typeof value === 'number') return value
  if (text === 'text' && value === undefined)
    throw new CallError(errorCodes.UnknownResource, 'there is none')
  return typeof value === 'string' ? listOf(value) : listOfBytes(value)
}

/** An image of Orthanc as a record; Orthanc's own is freed. */
function takeImage(native: NativeCalls, number: bigint): object {
  try {
    const { data, ...layout } = readImage(native, number)
    return { ...layout, pixels: data.slice() }
  } finally {
    native.invoke('FreeImage', { image: number })
  }
}

/** Runs a callback of Orthanc. Throws `CallError` for one that components do not have. */
export function runInside(
  native: NativeCalls,
  exported: ExportedCallbacks,
  { name, callback, values }: NativeCall,
  guarded: (run: () => unknown) => unknown,
): NativeReturn {
  const row = callbacksByType.get(name)
  const act = exported.get(name)
  if (row === undefined || act === undefined)
    throw new CallError(errorCodes.NotImplemented, `the component does not export it`)
  const handles: number[] = []
  try {
    const lowered = row.native.arguments.map(({ name: argument, handle }, i) => {
      const value = values[argument]
      if (handle === undefined) return lower(row.parameters[i]?.[1], value)
      const number = native.handles.add(handle, typeof value === 'bigint' ? value : 0n)
      handles.push(number)
      return number
    })
    return liftReturn(
      native,
      row,
      guarded(() => act(callback - 1, ...lowered)),
    )
  } finally {
    for (const handle of handles) native.handles.end(handle)
  }
}

/** An argument in jco's form. */
function lower(type: WitType | undefined, value: NativeValue): unknown {
  if (typeof value === 'string') return listOf(value)
  if (typeof value === 'number') return value
  if (Array.isArray(value)) return value.map((text) => listOf(String(text)))
  if (value === undefined && type?.text.startsWith('option<') === true) return undefined
  return listOfBytes(value)
}

/** A view without the methods of `Buffer`. */
function listOfBytes(value: NativeValue): Uint8Array {
  return value instanceof Uint8Array
    ? new Uint8Array(value.buffer, value.byteOffset, value.length)
    : new Uint8Array(0)
}

/** What a callback returned, with its out-parameter. */
function liftReturn(native: NativeCalls, row: InsideCallback, value: unknown): NativeReturn {
  const [out] = row.native.outs
  const returned = (code: unknown, outs: NativeValues = {}): NativeReturn => ({
    kind: 'returned',
    value: liftValue(native, row, code),
    outs,
  })
  if (out === undefined) return returned(value)
  if (row.form === 'option')
    return value === undefined
      ? returned(errorCodes.NotImplemented)
      : returned(errorCodes.Success, { [out.name]: liftOut(native, value) })
  if (!Array.isArray(value)) throw otherType(row)
  return returned(value[0], { [out.name]: liftOut(native, value[1]) })
}

function liftValue(native: NativeCalls, row: InsideCallback, value: unknown): NativeValue {
  const { returned } = row.native
  if (returned === 'nothing' || value === undefined) return undefined
  if (returned === 'text') return readText(value, 'the return value')
  if (typeof value !== 'number') throw otherType(row)
  if (returned !== 'handle') return value
  if (value === 0) return 0n
  const { number } = native.handles.get('Job', value)
  native.handles.end(value)
  return number
}

function liftOut(native: NativeCalls, value: unknown): NativeValue {
  if (typeof value === 'number' || value instanceof Uint8Array) return value
  return createImage(native, pixelsOf(value))
}

/** The image of a record. Throws `CallError` for one that has fewer pixels than it says. */
function pixelsOf(image: unknown) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types of the component were checked when it was loaded
  const { pixels, ...layout } = image as ImageLayout & { readonly pixels: Uint8Array }
  checkLayout(layout)
  const length = byteLength(layout)
  if (pixels.length >= length) return { ...layout, data: pixels.subarray(0, length) }
  throw new BadArgumentError(
    errorCodes.IncompatibleImageSize,
    `an image of ${pixels.length} bytes, ${length} needed`,
  )
}

function otherType({ name }: InsideCallback): PluginError {
  return new PluginError(`${name} returned what is not of the type that the interface says`)
}
