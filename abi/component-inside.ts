import { callbacks } from './callbacks.ts'
import { flatCountOf, kebabCase, mostFlat, witKinds } from './component.ts'
import { enums } from './enums.ts'
import { functions } from './functions.ts'
import { insideRows } from './inside.ts'
import type { Field } from './kinds.ts'
import {
  handleClassOf,
  nativeCallbacks,
  nativeServices,
  type HandleClass,
  type NativeArgument,
  type NativeCallback,
  type NativeOut,
  type NativeResult,
} from './native.ts'
import type { Callback, FunctionRow, ServiceRow } from './rows.ts'
import { isService, services, type ServiceName } from './services.ts'

/*
 * What components have inside Orthanc besides requests: the callbacks that they export, and the functions that Orthanc alone
 * carries out. All types follow from the rows of the SDK.
 */

/** The callbacks that a component may export, by their names in WIT. */
const callbackNames = {
  'on-change': 'OrthancPluginOnChangeCallback',
  'on-stored-instance': 'OrthancPluginOnStoredInstanceCallback',
  'on-received-instance': 'OrthancPluginReceivedInstanceCallback',
  'filter-instance': 'OrthancPluginIncomingDicomInstanceFilter',
  'filter-c-store': 'OrthancPluginIncomingCStoreInstanceFilter',
  'filter-http': 'OrthancPluginIncomingHttpRequestFilter2',
  'answer-worklist': 'OrthancPluginWorklistCallback',
  'answer-find': 'OrthancPluginFindCallback',
  'decode-image': 'OrthancPluginDecodeImageCallback',
  transcode: 'OrthancPluginTranscoderCallback',
  'refresh-metrics': 'OrthancPluginRefreshMetricsCallback',
  'begin-move': 'OrthancPluginMoveCallback',
  'get-move-size': 'OrthancPluginGetMoveSize',
  'apply-move': 'OrthancPluginApplyMove',
  'finalize-move': 'OrthancPluginFreeMove',
  'begin-storage-commitment': 'OrthancPluginStorageCommitmentFactory',
  'look-up-storage-commitment': 'OrthancPluginStorageCommitmentLookup',
  'finalize-storage-commitment': 'OrthancPluginStorageCommitmentDestructor',
  'step-job': 'OrthancPluginJobStep',
  'get-job-progress': 'OrthancPluginJobGetProgress',
  'get-job-content': 'OrthancPluginJobGetContent',
  'serialize-job': 'OrthancPluginJobGetSerialized',
  'stop-job': 'OrthancPluginJobStop',
  'reset-job': 'OrthancPluginJobReset',
  'finalize-job': 'OrthancPluginJobFinalize',
  'restore-job': 'OrthancPluginJobsUnserializer',
} as const satisfies Readonly<Record<string, keyof typeof callbacks>>

/** A type of WIT, and what it stands for. */
export interface WitType {
  readonly text: string
  /** The enumeration of C whose values it has. */
  readonly values?: keyof typeof enums
  readonly handle?: HandleClass
}

/** A callback that a component exports. */
export interface InsideCallback {
  readonly name: string
  /** The C type. */
  readonly type: string
  readonly doc: string
  readonly native: NativeCallback
  /** In the order of `native.arguments`, without the number that the callback was registered with, which is the first. */
  readonly parameters: readonly (readonly [name: string, type: WitType])[]
  /**
   * `value`: what the C function returns, or nothing; `option`: its out-parameter, absent where it returned an error code;
   * `tuple`: what it returned and its out-parameter.
   */
  readonly form: 'value' | 'option' | 'tuple'
  /** What the C function returns; absent: nothing. */
  readonly returned?: WitType
  readonly out?: WitType
}

/** A function that Orthanc carries out. */
export interface InsideFunction {
  readonly name: string
  readonly service: ServiceName
  readonly parameters: readonly (Field & { readonly witType: WitType })[]
  /** The fields for functions of the plugin: the one number of a component stands for all of them. */
  readonly callbacks: readonly Field[]
  readonly results: readonly (NativeResult & { readonly witType: WitType })[]
}

const callbackRows = new Map<string, Callback>(Object.entries(callbacks))

const callbackTypes: ReadonlySet<string | undefined> = new Set(Object.values(callbackNames))

function callbackOf(name: string, type: string): InsideCallback {
  const row = callbackRows.get(type)
  const native = nativeCallbacks.get(type)
  if (row === undefined || native === undefined) throw new Error(`no callback ${type}`)
  const fieldOf = (wanted: string): Field => {
    const field = row.arguments.find((one) => one.name === wanted)
    if (field === undefined) throw new Error(`${type} has no argument ${wanted}`)
    return field
  }
  const parameters = native.arguments.map(
    (argument) => [kebabCase(argument.name), requireType(fieldOf(argument.name))] as const,
  )
  const [result] = native.outs
  const returned = returnedType(native)
  return {
    name,
    type,
    doc: row.doc,
    native,
    parameters,
    form: result === undefined ? 'value' : native.returns === 'error' ? 'option' : 'tuple',
    ...(returned === undefined ? {} : { returned }),
    ...(result === undefined ? {} : { out: requireResult(result, fieldOf(result.name)) }),
  }
}

/** `undefined` for a service that components have elsewhere, or not at all. */
function functionOf(service: ServiceName): InsideFunction | undefined {
  const row: ServiceRow = services[service]
  const native = nativeServices.get(service)
  const isElsewhere = row.support === undefined && row.key === undefined
  if (native === undefined || isElsewhere || insideRows[service]?.refused !== undefined)
    return undefined
  const passed = passedFields(service, row)
  const fieldsOfCallbacks = row.fields.filter(
    ({ name, kind }) => kind === 'callback' && passed.has(name),
  )
  if (!fieldsOfCallbacks.every(({ type }) => callbackTypes.has(type))) return undefined
  const parameters = native.arguments
    .filter(({ name, op }) => passed.has(name) && op !== 'callback')
    .map((argument) => withType(argument, row))
  const results = native.results
    .filter(({ name }) => passed.has(name))
    .map((result) => {
      const witType = resultType(result, fieldIn(row, result.name), row)
      return witType && { ...result, witType }
    })
  if (!parameters.every(isDefined) || !results.every(isDefined)) return undefined
  const [callback] = fieldsOfCallbacks
  const number = callback && { ...callback, name: 'callback', witType: callbackNumber }
  const all = number === undefined ? parameters : [number, ...parameters]
  const flat = all.reduce((count, { kind, witType }) => {
    return count + (witType.handle === 'Image' ? flatCountOfImage : flatCountOf(kind))
  }, 0)
  if (flat > mostFlat) return undefined
  return {
    name: kebabCase(service),
    service,
    parameters: all,
    callbacks: fieldsOfCallbacks,
    results,
  }
}

/** The fields that functions of the SDK pass, and that of the result. */
function passedFields(service: ServiceName, row: ServiceRow): ReadonlySet<string> {
  const rows = Object.values<FunctionRow>(functions).filter((one) => one.service === service)
  const names = rows.flatMap((one) => [...Object.values(one.arguments), one.result?.field ?? ''])
  return new Set([...names, row.result?.field ?? ''])
}

function fieldIn(row: ServiceRow, name: string): Field {
  const field = row.fields.find((one) => one.name === name)
  if (field === undefined) throw new Error(`no field ${name}`)
  return field
}

function withType({ name, handle, isRequired }: NativeArgument, row: ServiceRow) {
  const field = fieldIn(row, name)
  const witType = handle === 'Image' && isRequired !== true ? optionalImage : typeOf(field)
  return witType && { ...field, witType }
}

const callbackNumber: WitType = { text: 'u32' }

/** An image that a function of Orthanc only reads; what draws on one would have to return it. */
const optionalImage: WitType = { text: 'option<image>', handle: 'Image' }
const flatCountOfImage = 7

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined
}

/** `undefined` for what does not pass between components. */
function typeOf({ kind, type = '' }: Field): WitType | undefined {
  const values = enumOf(type)
  if (values !== undefined && kind === 'i32') return values
  if (kind !== 'pointer') {
    const text = kind === 'extent' || kind === 'output' ? undefined : witKinds[kind]
    return text === undefined ? undefined : { text }
  }
  const handle = handleClassOf(type)
  if (handle !== undefined && noHandles.has(handle)) return undefined
  if (handle !== undefined) return { text: kebabCase(handle), handle }
  // What the plugin gets back, such as its number for a job. The others are lists of numbers.
  return type === 'void*' ? { text: 'u32' } : undefined
}

/** Images are records, and the answer is a resource. */
const noHandles: ReadonlySet<string> = new Set(['Image', 'RestOutput'])

function requireType(field: Field): WitType {
  const type = typeOf(field)
  if (type === undefined) throw new Error(`${field.name} does not pass between components`)
  return type
}

/** An enumeration of C, whose values are numbers in WIT because a newer Orthanc has more of them. */
function enumOf(type: string): WitType | undefined {
  const values = enumNames.find((name) => name === type.replace(/\*$/, ''))
  // The name is taken by the method of a request, which is an enumeration in WIT.
  if (values === undefined || values === 'OrthancPluginHttpMethod') return undefined
  return { text: kebabCase(values.replace(/^_?OrthancPlugin/, '')), values }
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of the object
const enumNames = Object.keys(enums) as (keyof typeof enums)[]

const widthTypes: Readonly<Record<number, string>> = { 1: 'u8', 2: 'u16', 4: 'u32', 8: 'u64' }

const resultTypes: Readonly<Partial<Record<NativeOut['op'], string>>> = {
  text: 'text',
  constText: 'text',
  buffer: 'list<u8>',
  buffer64: 'list<u8>',
  data: 'list<u8>',
}

/** `undefined` for what does not pass between components. */
function resultType(
  { op, width, handle }: NativeOut,
  { type = '' }: Field,
  row?: ServiceRow,
): WitType | undefined {
  if (handle !== undefined) return { text: kebabCase(handle), handle }
  if (op !== 'number') {
    const text = resultTypes[op]
    return text === undefined ? undefined : { text }
  }
  const values = enumOf(type)
  if (values !== undefined) return values
  if (type === 'void**') return { text: 'u32' }
  const kind = row?.result?.kind
  const text = kind === 'i32' || kind === 'i64' ? witKinds[kind] : widthTypes[width]
  return text === undefined ? undefined : { text }
}

function requireResult(out: NativeOut, field: Field): WitType {
  const type = resultType(out, field)
  if (type === undefined) throw new Error(`${out.name} does not pass between components`)
  return type
}

const returnTypes: Readonly<Record<string, string>> = {
  float: 'f32',
  'const char*': 'option<text>',
  'void*': 'u32',
  int32_t: 's32',
  uint32_t: 'u32',
}

/** The type of what the C function returns; `undefined`: nothing. */
function returnedType({ returns }: NativeCallback): WitType | undefined {
  if (returns === 'void') return undefined
  if (returns === 'error') return { text: 'error-code', values: 'OrthancPluginErrorCode' }
  const handle = handleClassOf(returns)
  if (handle !== undefined) return { text: kebabCase(handle), handle }
  const type = enumOf(returns)
  const text = returnTypes[returns]
  if (type !== undefined) return type
  if (text === undefined) throw new Error(`${returns} does not pass between components`)
  return { text }
}

/** The callbacks that a component may export. */
export const insideCallbacks: readonly InsideCallback[] = Object.entries(callbackNames).map(
  ([name, type]) => callbackOf(name, type),
)

/** The functions of the interface `inside`: those that serve no request and that no other interface has. */
export const insideFunctions: readonly InsideFunction[] = Object.keys(services)
  .filter(isService)
  .flatMap((service) => functionOf(service) ?? [])
