import { functions } from './functions.ts'
import type { Field, Kind } from './kinds.ts'
import {
  outParameterFields,
  type FunctionRow,
  type OutParameterKind,
  type ServiceRow,
} from './rows.ts'
import { isService, services, type ServiceName } from './services.ts'

/** Package and version of the WIT; the version is that of the SDK whose functions it has. */
export const witPackage = { name: 'orthanc:plugin', version: '1.12.3' } as const

/** How a service is reached from a component. */
export type ComponentAccess =
  /** A function of the interface `host`, or a method of the answer. */
  | 'host'
  /** Only memory of the plugin: the adapter carries it out; other languages do not need it. */
  | 'guest'
  /** Not from a component. */
  | 'none'

/** A service as a function in WIT. */
export interface ComponentFunction {
  /** As WIT writes it: `answer-buffer`. */
  readonly name: string
  readonly service: ServiceName
  /** True if it is a method of the resource `rest-output`. */
  readonly isMethod: boolean
  /** The fields that are parameters: without the output, the lengths of other fields and the address of the result. */
  readonly parameters: readonly Field[]
  readonly hasText: boolean
  /** Which out-parameters receive its result. */
  readonly outParameters: OutParameterKind | undefined
}

/** A function that a core plugin imports, or a service of `OrthancPluginInvokeService`, by the name that messages use. */
export interface EntryPoint {
  readonly name: string
  readonly service: ServiceName
  readonly row: ServiceRow
  readonly function: FunctionRow | undefined
}

/** Faults of the arguments of a core plugin, in the order of the WIT's enumeration. */
export const faults = [
  'outside-memory',
  'text-without-end',
  'text-too-long',
  'too-many-texts',
  'not-the-output',
  'not-the-context',
] as const

/** Stands for the struct itself where a fault names a field. */
export const wholeStruct = 255

/** Services that work on the plugin's own memory and nothing else. */
const guestServices = new Set(['CreateMemoryBuffer', 'FreeMemoryBuffer', 'FreeString'])

/** Kinds of value that pass between components, without an address in the plugin's memory. */
const plainKinds = new Set<Kind>([
  'u8',
  'u16',
  'u32',
  'i32',
  'u64',
  'i64',
  'f32',
  'f64',
  'string',
  'optionalString',
  'bytes',
  'optionalBytes',
  'extent',
  'strings',
  'output',
  'callback',
])

/** Kinds that the canonical ABI passes as several parameters; a function has at most `mostFlat`. */
const flatCounts: Readonly<Partial<Record<Kind, number>>> = {
  string: 2,
  optionalString: 3,
  bytes: 2,
  optionalBytes: 2,
  extent: 2,
  strings: 2,
}
export const mostFlat = 16

/** How many parameters the canonical ABI makes of a kind. */
export function flatCountOf(kind: Kind): number {
  return flatCounts[kind] ?? 1
}

/** The types of parameters in WIT; other kinds do not pass between components. */
export const witKinds: Readonly<Partial<Record<Kind, string>>> = {
  u8: 'u8',
  u16: 'u16',
  u32: 'u32',
  i32: 's32',
  u64: 'u64',
  i64: 's64',
  f32: 'f32',
  f64: 'f64',
  string: 'text',
  optionalString: 'option<text>',
  bytes: 'list<u8>',
  optionalBytes: 'list<u8>',
  extent: 'list<u8>',
  strings: 'list<text>',
  callback: 'u32',
}

/** How a service is reached from a component. */
export function accessOf(name: string, row: ServiceRow): ComponentAccess {
  if (guestServices.has(name)) return 'guest'
  if ('support' in row && row.support === 'none') return 'none'
  const hasOtherCallback = row.fields.some(
    ({ kind, type }) => kind === 'callback' && type !== 'OrthancPluginRestCallback',
  )
  if (hasOtherCallback) return 'none'
  const isText =
    row.result === undefined || row.result.kind === 'string' || row.result.kind === 'constString'
  const parameters = parametersOf(row)
  const isPlain = parameters.every((field) => plainKinds.has(field.kind))
  const flat = parameters.reduce((count, { kind }) => count + flatCountOf(kind), 0)
  return isText && isPlain && flat <= mostFlat ? 'host' : 'none'
}

/** The fields without the lengths of other fields and the address of the result. */
function parametersOf(row: ServiceRow): readonly Field[] {
  const sizes = row.fields.flatMap(({ sizedBy }) => sizedBy ?? [])
  const places = row.outParameters === undefined ? [] : outParameterFields[row.outParameters]
  const left = new Set<string | undefined>([...sizes, ...places, row.result?.field])
  return row.fields.filter(({ name }) => !left.has(name))
}

/** Every service that a component reaches by a function of its own, in the order of the table. */
export function componentFunctions(): readonly ComponentFunction[] {
  return serviceNames().flatMap((service) => {
    const row: ServiceRow = services[service]
    if (accessOf(service, row) !== 'host') return []
    const parameters = parametersOf(row).filter(({ kind }) => kind !== 'output')
    const isMethod = row.fields.some(({ kind }) => kind === 'output')
    const hasText = row.result !== undefined
    const { outParameters } = row
    return [{ name: kebabCase(service), service, isMethod, parameters, hasText, outParameters }]
  })
}

/** All entry points of a core plugin. */
export function listEntryPoints(): readonly EntryPoint[] {
  const named = Object.entries<FunctionRow>(functions).flatMap(([name, row]) =>
    isService(row.service)
      ? [{ name, service: row.service, row: services[row.service], function: row }]
      : [],
  )
  const invoked = serviceNames().flatMap((service) => {
    const row: ServiceRow = services[service]
    if (row.number === null) return []
    const first = Object.values<FunctionRow>(functions).find((f) => f.service === service)
    return [{ name: `OrthancPluginInvokeService(${service})`, service, row, function: first }]
  })
  return [...named, ...invoked]
}

/** The number of an entry point, for the adapter, which has no memory for names: FNV-1a of its name. */
export function hashEntryPoint(name: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** `answerSize` as WIT writes it: `answer-size`. */
export function kebabCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}

/** `answer-buffer` as JavaScript writes it: `answerBuffer`. */
export function camelCase(name: string): string {
  return name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function serviceNames(): readonly ServiceName[] {
  return Object.keys(services).filter(isService)
}
