import { handleClasses, nativeFunctions, nativeServices } from '../native.ts'
import type { NativeArgument, NativeResult, NativeService } from '../native.ts'
import type { Field } from '../kinds.ts'
import { functions } from '../functions.ts'
import type { FunctionRow, ServiceRow } from '../rows.ts'
import { heldBy } from '../inside.ts'
import { isService, services } from '../services.ts'
import { held } from '../../host/bridge/held.ts'
import { framingFields } from '../../host/exchange/http.ts'
import { refusals } from '../../host/exchange/refusals.ts'
import { bridgeProtocol, controlKinds, serviceRights } from '../../host/frames/bridge-control.ts'
import { frameKinds } from '../../host/frames/frame.ts'
import { nativeFlags } from '../../host/frames/native.ts'
import { isInSdk } from './c-sdk.ts'
import { cType, memberOf } from './c-type.ts'
import { callbackName, declareCallbacks } from './native-callbacks.ts'

/** The numbers of the protocol that the native plugin shares with this host, in C. */
export function emitNativeProtocol(): string {
  const { callback, return: returned, invoke, invoked, quiet } = frameKinds
  const frames = { callback, return: returned, invoke, invoked, quiet, ...controlKinds }
  return [
    '#pragma once\n',
    declareNumbers('PROTOCOL', { version: bridgeProtocol }),
    declareNumbers('FRAME', frames),
    declareNumbers('FLAG', nativeFlags),
    declareNumbers('RIGHT', serviceRights),
    declareNumbers('HELD', held),
    declareRefusal('body-too-large'),
  ].join('\n')
}

/** A refusal whose sentence has one number. */
function declareRefusal(code: 'body-too-large'): string {
  const { status, sentence, remedy } = refusals[code]
  const prefix = code.replaceAll('-', '_').toUpperCase()
  return [
    `#define ${prefix}_STATUS ${status}`,
    `#define ${prefix}_SENTENCE "${sentence.replace(/\{\w+\}/, '%llu')}"`,
    `#define ${prefix}_LOG "${code}: " ${prefix}_SENTENCE ": answered ${status} (${remedy})"\n`,
  ].join('\n')
}

function declareNumbers(prefix: string, numbers: Readonly<Record<string, number>>): string {
  const lines = Object.entries(numbers).map(
    ([name, number]) => `  ${prefix}_${name.toUpperCase()} = ${number}`,
  )
  return `enum\n{\n${lines.join(',\n')}\n};\n`
}

/** The numbers of the native plugin's tables, in C. */
export function emitNativeNumbers(): string {
  const classes = handleClasses.map((name, i) => `  CLASS_${name} = ${i + 1}`)
  const own = [...nativeFunctions].map(
    ([name, { number }]) => `  FUNCTION_${callbackName(name)} = ${number}`,
  )
  return [
    '#pragma once\n',
    `enum\n{\n${classes.join(',\n')},\n  CLASS_COUNT = ${classes.length + 1}\n};\n`,
    `enum\n{\n${serviceFlags.map(([flag], i) => `  ${flag} = ${2 ** i}`).join(',\n')}\n};\n`,
    `enum\n{\n${own.join(',\n')}\n};\n`,
    declareCallbacks(),
    `enum\n{\n  SERVICE_COUNT = ${nativeServices.size}\n};\n`,
  ].join('\n')
}

/**
 * The services of the native plugin, in C: for each the members of its struct in the order in which they travel. The table holds on
 * every CPU, since the compiler computes sizes and offsets.
 */
export function emitNativeTable(): string {
  const rows = [...nativeServices].map(([name, native]) => ({ name, native, row: rowOf(name) }))
  const fields: string[] = []
  const lines: { readonly number: number; readonly text: string }[] = []
  for (const { name, native, row } of rows) {
    const own = fieldLines(name, row, native)
    const flags = serviceFlags.flatMap(([flag, isSet]) => (isSet(native) ? [flag] : []))
    const size = row.struct === null ? '0' : `sizeof(${row.struct})`
    const text = `  { ${native.number}, ${fields.length}, ${own.length}, ${size}, ${flags.join(' | ') || '0'} }, /* ${name} */`
    lines.push({ number: native.number, text })
    fields.push(...own)
  }
  const structs = [...new Set(rows.flatMap(({ row }) => row.struct ?? []))]
  return [
    ...rows.filter(({ row }) => !isDeclared(row)).map(({ row }) => declareStruct(row)),
    ...structs.map(
      (struct) => `_Static_assert(sizeof(${struct}) <= PARAMETER_BYTES, "${struct}");`,
    ),
    `\nstatic const Field fields[] = {\n${fields.join('\n')}\n};\n`,
    `static const Service services[] = {\n${lines
      .toSorted((a, b) => a.number - b.number)
      .map(({ text }) => text)
      .join('\n')}\n};\n`,
    `static const int freeingServices[CLASS_COUNT] = {\n${freeingServices().join('\n')}\n};\n`,
    `static const uint8_t heldBy[CALLBACK_COUNT] = {\n${heldLines().join('\n')}\n};\n`,
    `static const char* const framingHeaders[] = { ${[...framingFields].map((name) => `"${name}"`).join(', ')} };\n`,
  ].join('\n')
}

/** Bits of a service in the native plugin. */
const serviceFlags: readonly (readonly [string, (service: NativeService) => boolean])[] = [
  ['SERVICE_REFUSED', ({ inside }) => inside.refused !== undefined],
  ['SERVICE_UNDER_INSTANCES', ({ inside }) => inside.holding !== undefined],
  ['SERVICE_UNDER_DATABASE', ({ inside }) => inside.holding === 'database'],
  ['SERVICE_REGISTERS', ({ isRegistration }) => isRegistration],
  ['SERVICE_SINGLE', ({ inside }) => inside.isSingle === true],
  ['SERVICE_AT_START', ({ inside }) => inside.isAtStart === true],
  ['SERVICE_DEFINES', ({ inside }) => inside.isDefinition === true],
]

/** The services that free an object, by its class. */
function freeingServices(): readonly string[] {
  return [...nativeServices].flatMap(([name, { number, arguments: given }]) => {
    const handle = given.find(({ isEnding }) => isEnding)?.handle
    return handle === undefined || !name.startsWith('Free')
      ? []
      : [`  [CLASS_${handle}] = ${number},`]
  })
}

function heldLines(): readonly string[] {
  return Object.entries(heldBy).map(
    ([name, what]) => `  [CALLBACK_${callbackName(name)}] = HELD_${what.toUpperCase()},`,
  )
}

function rowOf(name: string): ServiceRow {
  if (!isService(name)) throw new Error(`${name} is not a service`)
  return services[name]
}

/** Whether the header of the SDK, which is that of an older version, has the struct. */
function isDeclared({ struct }: ServiceRow): boolean {
  return (
    struct === null ||
    Object.values<ServiceRow>(services).some((row) => row.struct === struct && isInSdk(row))
  )
}

/** The enumerations of newer SDKs are not in the header; all are 32 bits wide. */
function declareStruct({ struct, fields }: ServiceRow): string {
  const members = fields.map((field) => {
    const type = field.kind === 'i32' ? 'int32_t' : cType(field)
    return `  ${type} ${memberOf(field)};\n`
  })
  return `typedef struct\n{\n${members.join('')}} ${struct};\n`
}

function fieldLines(service: string, row: ServiceRow, native: NativeService): readonly string[] {
  const field = (of: string | undefined): Field | undefined =>
    row.fields.find(({ name }) => name === of)
  const place = (name: string): string => {
    const found = field(name)
    if (found === undefined) throw new Error(`${row.struct} has no field ${name}`)
    return row.struct === null ? '0' : `offsetof(${row.struct}, ${memberOf(found)})`
  }
  return [
    ...native.arguments.map((argument) =>
      argumentLine(
        argument,
        isNeededText(service, field(argument.name)),
        place,
        field(argument.sizedBy),
      ),
    ),
    ...native.results.map((result) => resultLine(result, place)),
  ]
}

const sizeWidths: Readonly<Record<string, number>> = { u32: 4, i64: 8, u64: 8 }

/** Whether a function passes the text, and never NULL: Orthanc ends where it is NULL. */
function isNeededText(service: string, field: Field | undefined): boolean {
  const { name, kind } = field ?? {}
  return (
    name !== undefined &&
    kind === 'string' &&
    Object.values<FunctionRow>(functions).some(
      (row) => row.service === service && Object.values(row.arguments).includes(name),
    )
  )
}

function argumentLine(
  argument: NativeArgument,
  isNeeded: boolean,
  place: (name: string) => string,
  size: Field | undefined,
): string {
  const flags = [
    ...(argument.isRequired || isNeeded ? ['FIELD_REQUIRED'] : []),
    ...(argument.isLine ? ['FIELD_LINE'] : []),
    ...(argument.isEnding ? ['FIELD_ENDS'] : []),
    ...(argument.isParsed ? ['FIELD_PARSED'] : []),
  ]
  const width =
    argument.handle === undefined
      ? size === undefined
        ? String(argument.op === 'bytes' ? 0 : argument.width)
        : String(sizeWidths[size.kind])
      : `CLASS_${argument.handle}`
  const other =
    argument.callback === undefined
      ? size === undefined
        ? '0'
        : place(size.name)
      : `CALLBACK_${callbackName(argument.callback)}`
  const op = argument.op.toUpperCase()
  return `  { VALUE_${op}, ${width}, ${place(argument.name)}, ${other}, ${flags.join(' | ') || '0'} },`
}

function resultLine(
  { name, op, width, handle }: NativeResult,
  place: (name: string) => string,
): string {
  const form = op.replace(/[A-Z]/, (letter) => `_${letter}`).toUpperCase()
  const second = handle === undefined ? String(width) : `CLASS_${handle}`
  return `  { RESULT_${form}, ${second}, ${place(name)}, 0, 0 },`
}
