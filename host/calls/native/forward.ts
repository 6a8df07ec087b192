import { errorCodes } from '../../../abi/enums.ts'
import {
  nativeFunctions,
  nativeServices,
  type NativeArgument,
  type NativeResult,
  type NativeService,
} from '../../../abi/native.ts'
import { CallError, withArgument } from '../../exchange/errors.ts'
import type { NativeValue, NativeValues } from '../../frames/native.ts'
import type { CallContext } from '../call-context.ts'
import type { NativeCalls } from './native-calls.ts'
import type { NativeObject } from './native-handles.ts'
import { copyPixels, guestPixels, takeFromOrthanc, withNativeImage } from './native-images.ts'

type Fields = Readonly<Record<string, unknown>>

/** What Orthanc returned: handles are those of the guest. Bytes are valid until the guest runs. */
export interface Forwarded {
  readonly results: NativeValues
  /** The object that texts and bytes belong to which the plugin does not free. */
  readonly owner: NativeObject | undefined
}

/** Makes Orthanc carry a service out with the decoded fields of its row. Throws `CallError`. */
export function forward(
  context: CallContext,
  native: NativeCalls,
  service: string,
  fields: Fields,
): Forwarded {
  const row = rowOf(service)
  const call = { service, row: row.arguments, fields }
  const { results, owner } = withImage(context, native, call, (images) =>
    carryOut(native, service, fields, images),
  )
  return {
    results: Object.fromEntries(
      row.results.map((one) => [one.name, resultOf(context, native, one, results[one.name])]),
    ),
    owner,
  }
}

/** As `forward`, but images among the arguments, and all objects among the results, are numbers of Orthanc. */
export function carryOut(
  native: NativeCalls,
  service: string,
  fields: Fields,
  images: NativeValues,
): Forwarded {
  const row = rowOf(service)
  const objects = row.arguments.filter((one) => one.handle !== undefined && one.handle !== 'Image')
  const owners = objects.map((one) => objectOf(native, one, fields))
  const numbers = objects.map(({ name }, i) => [name, owners[i]?.number ?? 0n] as const)
  const values = { ...ownValues(fields, row.arguments), ...Object.fromEntries(numbers) }
  const results = native.invoke(service, { ...values, ...images })
  const ending = objects.find(({ isEnding }) => isEnding)
  if (ending !== undefined) native.handles.end(numberIn(fields, ending.name))
  return { results, owner: owners.find((owner) => owner !== undefined) }
}

function rowOf(service: string): NativeService {
  const row = nativeServices.get(service) ?? nativeFunctions.get(service)
  if (row === undefined) throw new CallError(errorCodes.NotImplemented, `${service} has no number`)
  return row
}

/** The fields that go to Orthanc as they are. */
function ownValues(fields: Fields, rows: readonly NativeArgument[]): NativeValues {
  const own = rows.filter(({ op }) => op !== 'handle')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the decoder made the fields from the row of the service
  return Object.fromEntries(own.map(({ name }) => [name, fields[name] as NativeValue]))
}

/** The object in a field; `undefined` is NULL. Throws `BadArgumentError`. */
function objectOf(
  native: NativeCalls,
  { name, handle, isRequired = false }: NativeArgument,
  fields: Fields,
): NativeObject | undefined {
  const number = numberIn(fields, name)
  if (handle === undefined || (number === 0 && !isRequired)) return undefined
  try {
    return native.handles.get(handle, number)
  } catch (error) {
    throw withArgument(name, error)
  }
}

/** A call, the arguments of its row, and its fields. */
interface Call {
  readonly service: string
  readonly row: readonly NativeArgument[]
  readonly fields: Fields
}

/** Calls `act` with a copy of the image among the fields, if the service has one. `DrawText` draws on it. */
function withImage(
  context: CallContext,
  native: NativeCalls,
  { service, row, fields }: Call,
  act: (images: NativeValues) => Forwarded,
): Forwarded {
  const argument = row.find(({ handle }) => handle === 'Image')
  if (argument === undefined) return act({})
  const { name, isRequired = false } = argument
  const handle = numberIn(fields, name)
  if (handle === 0 && !isRequired) return act({ [name]: 0n })
  const image = context.images.get(handle)
  return withNativeImage(native, guestPixels(context, image), (number) => {
    const forwarded = act({ [name]: number })
    if (service === 'DrawText') copyPixels(context, native, number, image)
    return forwarded
  })
}

function resultOf(
  context: CallContext,
  native: NativeCalls,
  { handle }: NativeResult,
  value: NativeValue,
): NativeValue {
  if (handle === undefined) return value
  const number = typeof value === 'bigint' ? value : 0n
  return handle === 'Image'
    ? takeFromOrthanc(context, native, number)
    : native.handles.add(handle, number)
}

function numberIn(fields: Fields, name: string): number {
  return Number(fields[name] ?? 0)
}
