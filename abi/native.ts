import { callbacks } from './callbacks.ts'
import { functions } from './functions.ts'
import { insideRows, type InsideRow } from './inside.ts'
import { type Field, type Kind, kinds } from './kinds.ts'
import type { Callback, FunctionRow, ServiceRow } from './rows.ts'
import { services } from './services.ts'

/*
 * How the SDK's services and callbacks travel between a guest and the native plugin inside Orthanc: docs/decisions/009-bridge.md.
 * All of it follows from the rows of the other files.
 */

/** Opaque objects of the SDK. A guest holds a number in place of an address. The index plus one is the class in the native plugin. */
export const handleClasses = [
  'RestOutput',
  'DicomInstance',
  'Image',
  'Peers',
  'Job',
  'FindMatcher',
  'WorklistAnswers',
  'WorklistQuery',
  'FindAnswers',
  'FindQuery',
  'StorageArea',
  'DicomWebNode',
  'WebDavCollection',
] as const

export type HandleClass = (typeof handleClasses)[number]

/**
 * A value that goes to the other side. `number`: 8 bytes, a negative one extended; `float`: 8 bytes, an f32 in the
 * first 4; `text` and `bytes`: their length, or 0xffffffff for NULL, the bytes, a NUL; `texts`: how many, and each;
 * `handle`: the number of an object, 0 for NULL; `callback`: a function of the guest, 0 for NULL; `payload`: a value of the
 * guest that it gets back; `request`: an `OrthancPluginHttpRequest`.
 */
export type NativeOp =
  | 'number'
  | 'float'
  | 'text'
  | 'bytes'
  | 'texts'
  | 'handle'
  | 'callback'
  | 'payload'
  | 'request'

export interface NativeArgument {
  readonly name: string
  readonly op: NativeOp
  /** Of a number: its width in bytes. */
  readonly width: number
  /** Of `bytes` and `texts`: the field that gets their length, which does not travel. */
  readonly sizedBy?: string
  readonly handle?: HandleClass
  /** Of a handle: whether Orthanc ends when it is NULL. */
  readonly isRequired?: boolean
  /** Of a handle: whether the object ends with a call that succeeds. */
  readonly isEnding?: boolean
  /** Of bytes: whether Orthanc parses them, by functions that call themselves. */
  readonly isParsed?: boolean
  /** The type of a callback. */
  readonly callback?: string
  /** Whether a text becomes part of a header line, which must not contain a line break. */
  readonly isLine?: boolean
}

/**
 * A result. `number`, `text`, `constText`, `buffer`, `buffer64` and `handle`: as the SDK's out-parameter says; `entry`: the five
 * numbers of an `OrthancPluginDictionaryEntry`; `data`: the bytes of an instance; `pixels`: those of an image.
 */
type NativeResultOp =
  | 'number'
  | 'text'
  | 'constText'
  | 'buffer'
  | 'buffer64'
  | 'handle'
  | 'entry'
  | 'data'
  | 'pixels'

export interface NativeResult {
  readonly name: string
  readonly op: NativeResultOp
  /** Of a number: its width in bytes. */
  readonly width: number
  readonly handle?: HandleClass
}

/** An out-parameter of a callback. `allocated`: memory of the plugin; `filled`: memory of Orthanc that the plugin fills. */
export type NativeOutOp = NativeResultOp | 'allocated' | 'filled'

export interface NativeOut extends Omit<NativeResult, 'op'> {
  readonly op: NativeOutOp
  /** Of `allocated`: the out-parameter with its length, which does not travel. */
  readonly sizedBy?: string
}

export interface NativeService {
  readonly number: number
  /** What is particular about it. */
  readonly inside: InsideRow
  /** Whether it registers callbacks, in `OrthancPluginInitialize` only. */
  readonly isRegistration: boolean
  readonly arguments: readonly NativeArgument[]
  readonly results: readonly NativeResult[]
}

export interface NativeCallback {
  /** Its place in the table of callbacks, from 1; the `code` of its frame. */
  readonly id: number
  readonly arguments: readonly NativeArgument[]
  /** What the guest writes to out-parameters; only where the callback succeeded. */
  readonly outs: readonly NativeOut[]
  /** The C type; `error` is an `OrthancPluginErrorCode`. */
  readonly returns: string
  readonly returned: NativeReturnOp
}

/** How a return value travels; `bytes`: a piece of a body. */
export type NativeReturnOp =
  | 'nothing'
  | 'number'
  | 'float'
  | 'text'
  | 'bytes'
  | 'handle'
  | 'payload'

/** Functions of Orthanc that a callback is given, and one that frees memory, which the host calls by its export. */
const notOfGuests: ReadonlySet<string> = new Set([
  'OrthancPluginDicomWebSetBinaryNode',
  'OrthancPluginWebDavAddFile',
  'OrthancPluginWebDavAddFolder',
  'OrthancPluginWebDavRetrieveFile',
  'OrthancPluginFree',
])

function nativeFields(
  service: string,
  row: ServiceRow,
): Pick<NativeService, 'arguments' | 'results'> {
  const sizes = new Set(row.fields.map(({ sizedBy }) => sizedBy))
  const wanted = row.result === undefined ? undefined : row.result.field
  const answers = row.fields.some(({ kind }) => kind === 'output')
  const given = row.fields.filter(({ name, kind }) => kind !== 'result' && !sizes.has(name))
  return {
    arguments: given.map((field) => ({
      ...(isPixels(service, field) ? pixels : argumentOf(field)),
      ...(handleClassOf(field.type ?? '') !== undefined && isRequired(service, field.name)
        ? { isRequired: true }
        : {}),
      ...(insideRows[service]?.ends === field.name ? { isEnding: true } : {}),
      ...(insideRows[service]?.parses === field.name ? { isParsed: true } : {}),
      ...(answers && service !== 'SetHttpErrorDetails' && isText(field) ? { isLine: true } : {}),
    })),
    results: row.fields
      .filter(({ name, kind }) => kind === 'result' && (wanted === undefined || name === wanted))
      .flatMap((field) => resultOf(service, field) ?? []),
  }
}

/** A native image has its own copy of the pixels that it is created over, and Orthanc computes their length. */
const pixels = { name: 'buffer', op: 'bytes', width: 8 } as const

function isPixels(service: string, { name }: Field): boolean {
  return service === 'CreateImageAccessor' && name === 'buffer'
}

function nativeParameters(name: string, row: Callback): Omit<NativeCallback, 'id'> {
  const sizes = new Set(row.arguments.map(({ sizedBy }) => sizedBy))
  const values = row.arguments.filter((field) => !sizes.has(field.name))
  const given = values.filter(({ kind }) => kind !== 'result').map((field) => argumentOf(field))
  return {
    arguments: sizedCallbacks.has(name)
      ? [...given, { name: 'size', op: 'number', width: 4 }]
      : given,
    outs: outsOf[name] ?? values.filter(isResult).flatMap((field) => resultOf('', field) ?? []),
    returns: row.returns,
    returned: returnOps[row.returns] ?? 'number',
  }
}

const returnOps: Readonly<Record<string, NativeReturnOp>> = {
  void: 'nothing',
  float: 'float',
  'const char*': 'text',
  'const void*': 'bytes',
  'void*': 'payload',
  'OrthancPluginJob*': 'handle',
}

/** The native plugin says how many bytes it wants. */
const sizedCallbacks: ReadonlySet<string> = new Set([
  'OrthancPluginChunkedClientRequestGetChunkData',
  'OrthancPluginStorageReadRange',
])

/** Out-parameters whose C types do not say who allocates. */
const outsOf: Readonly<Record<string, readonly NativeOut[]>> = {
  OrthancPluginStorageRead: [{ name: 'content', op: 'allocated', width: 8, sizedBy: 'size' }],
  OrthancPluginStorageReadRange: [{ name: 'target', op: 'filled', width: 8 }],
}

function isResult({ kind }: Field): boolean {
  return kind === 'result'
}

const ops: Readonly<Partial<Record<Kind, NativeOp>>> = {
  f32: 'float',
  string: 'text',
  optionalString: 'text',
  bytes: 'bytes',
  optionalBytes: 'bytes',
  extent: 'bytes',
  strings: 'texts',
  output: 'handle',
  callback: 'callback',
}

function argumentOf({ name, kind, type = '', sizedBy }: Field): NativeArgument {
  if (kind === 'pointer') return { name, ...pointee(type), width: 8 }
  const op = ops[kind] ?? 'number'
  return {
    name,
    op,
    width: kinds[kind].size,
    ...(sizedBy === undefined ? {} : { sizedBy }),
    ...(kind === 'output' ? { handle: 'RestOutput', isRequired: true } : {}),
    ...(kind === 'callback' ? { callback: type } : {}),
  }
}

function pointee(type: string): Pick<NativeArgument, 'op' | 'handle'> {
  if (type.includes('HttpRequest')) return { op: 'request' }
  const handle = handleClassOf(type)
  if (handle !== undefined) return { op: 'handle', handle }
  // The levels of a DICOM element: as many numbers as `levelDepth` says.
  if (/uint(?:16|32)_t/.test(type)) return { op: 'bytes' }
  return { op: 'payload' }
}

/** The class of a type such as `const OrthancPluginImage*`. */
export function handleClassOf(type: string): HandleClass | undefined {
  const name = /OrthancPlugin(\w+?)\s*\*+$/.exec(type)?.[1]
  return handleClasses.find((one) => one === name)
}

const resultOps: Readonly<Record<string, NativeResultOp>> = {
  'char**': 'text',
  'const char**': 'constText',
  'OrthancPluginMemoryBuffer*': 'buffer',
  'OrthancPluginMemoryBuffer64*': 'buffer64',
  'OrthancPluginDictionaryEntry*': 'entry',
}

const resultWidths: Readonly<Record<string, number>> = {
  'uint8_t*': 1,
  'uint16_t*': 2,
  'int64_t*': 8,
  'uint64_t*': 8,
}

/** `undefined`: the SDK has the field and does not use it. */
function resultOf(service: string, { name, type = '' }: Field): NativeResult | undefined {
  if (service === 'SetGlobalProperty') return undefined
  if (service === 'GetInstanceData') return { name, op: 'data', width: 8 }
  if (service === 'GetImageBuffer') return { name, op: 'pixels', width: 8 }
  const handle = handleClassOf(type)
  if (handle !== undefined) return { name, op: 'handle', width: 8, handle }
  const op = resultOps[type]
  if (op !== undefined) return { name, op, width: 8 }
  return { name, op: 'number', width: type.endsWith('**') ? 8 : (resultWidths[type] ?? 4) }
}

/** Whether a function of the SDK passes the object: where Orthanc expects one, NULL ends it. The image of CreateDicom may be NULL. */
function isRequired(service: string, field: string): boolean {
  return (
    field !== 'pixelData' &&
    Object.values<FunctionRow>(functions).some(
      (row) => row.service === service && Object.values(row.arguments).includes(field),
    )
  )
}

function isText({ kind }: Field): boolean {
  return kind === 'string' || kind === 'optionalString' || kind === 'strings'
}

const serviceRows: readonly (readonly [string, ServiceRow])[] = Object.entries(services)
const callbackRows: readonly (readonly [string, Callback])[] = Object.entries(callbacks)

function serviceOf(name: string, number: number, row: ServiceRow): NativeService {
  const own = insideRows[name] ?? {}
  const isRegistration = name.startsWith('Register') && own.isDefinition !== true
  return { number, inside: own, isRegistration, ...nativeFields(name, row) }
}

/** The services by name, but for those that only free memory of the plugin. */
export const nativeServices: ReadonlyMap<string, NativeService> = new Map(
  serviceRows.flatMap(([name, row]) =>
    row.number === null ? [] : [[name, serviceOf(name, row.number, row)] as const],
  ),
)

/** The callbacks that a guest may implement, by name. */
export const nativeCallbacks: ReadonlyMap<string, NativeCallback> = new Map(
  callbackRows.flatMap(([name, row], i) =>
    notOfGuests.has(name) ? [] : [[name, { id: i + 1, ...nativeParameters(name, row) }] as const],
  ),
)

/**
 * Functions of Orthanc that a callback receives as arguments, by name. A guest calls them as services of these numbers,
 * with the object of its callback; the argument of the callback is the number.
 */
export const nativeFunctions: ReadonlyMap<string, NativeService> = new Map(
  callbackRows
    .filter(([name]) => notOfGuests.has(name) && name !== 'OrthancPluginFree')
    .map(([name, row], i) => {
      const { arguments: given } = nativeParameters(name, row)
      return [
        name,
        {
          number: 60_001 + i,
          arguments: given.map((one) => (one.op === 'handle' ? { ...one, isRequired: true } : one)),
          results: [],
          inside: {},
          isRegistration: false,
        },
      ]
    }),
)
