import { accessOf, type ComponentFunction } from '../component.ts'
import { kinds, type Field, type Kind } from '../kinds.ts'
import { httpMethods } from '../enums.ts'
import { outParameterFields, type OutParameterKind, type ServiceRow } from '../rows.ts'
import { services } from '../services.ts'

/**
 * `$service_NAME` of the adapter: takes the fields of a service from a core plugin, checks them in their order, and
 * calls the host's function. It returns the code, and leaves a text in `$text`.
 */
export function hostCall(f: ComponentFunction): string {
  const { service, parameters, isMethod, hasText, outParameters } = f
  const row: ServiceRow = services[service]
  if (accessOf(service, row) !== 'host') throw new Error(`${service} does not reach the host`)
  const inputs = row.fields.filter(({ name }) => name !== row.result?.field)
  const takes = inputs.map(({ name, kind }) => ` (param $${name} ${kinds[kind].wasm})`).join('')
  const lengths = parameters.filter(({ kind }) => isList[kind] === true)
  const locals = lengths.map(({ name }) => ` (local $${name}_length i32)`).join('')
  const checks = row.fields.flatMap((field, index) => [
    ...checksOf(field, index),
    ...placeChecks(row, field, index),
  ])
  const values = parameters.map((field) => valueOf(field))
  const call = ['(global.get $handle)'].slice(isMethod ? 0 : 1).concat(values, '(call $area)')
  const inner = parameters.some(({ kind }) => kind === 'strings')
    ? `$checked_${service}`
    : undefined
  const text = `(func ${inner ?? `$service_${service}`}${takes} (result i32)${locals}
${checks.map((check) => `  ${check}\n`).join('')}  (call $host_${service} ${call.join(' ')})
  ${outParameters === undefined ? `(call ${hasText ? '$taken_text' : '$taken_code'})` : storeOutParameters(row, outParameters)})`
  if (inner === undefined) return text
  const passed = inputs.map(({ name }) => `(local.get $${name})`).join(' ')
  return `${text}
(func $service_${service}${takes} (result i32)
  (call ${inner} ${passed}) (call $drop_lists))`
}

const isList: Readonly<Record<string, boolean>> = {
  string: true,
  optionalString: true,
  bytes: true,
  optionalBytes: true,
  extent: true,
  strings: true,
}

/** Checks of out-parameters: their memory must be valid before the host is called. */
function placeChecks(row: ServiceRow, { name, type }: Field, index: number): readonly string[] {
  const places: readonly string[] =
    row.outParameters === undefined ? [] : outParameterFields[row.outParameters]
  if (!places.includes(name)) return []
  const size = type === 'uint16_t*' ? 2 : 8
  const at = placeOf(row, name)
  const check = `(if (call $bad_range (i32.const ${index}) (local.get $${name}) (i32.const ${size})) ${refuse})`
  const isWanted = name === 'target' ? wantsBody(row) : at
  return [name === 'httpStatus' ? check : `(if ${isWanted} (then ${check}))`]
}

/** An address, or 0 if nothing is stored there: the body of a DELETE is dropped. */
function placeOf(row: ServiceRow, name: string): string {
  const at = `(local.get $${name})`
  if (name !== 'target' && name !== 'answerBody') return at
  return `(select ${at} (i32.const 0) ${wantsBody(row)})`
}

function wantsBody(row: ServiceRow): string {
  const hasMethod = row.fields.some(({ name }) => name === 'method')
  return hasMethod
    ? `(i32.ne (local.get $method) (i32.const ${httpMethods.Delete}))`
    : '(i32.const 1)'
}

/** A word of the host's result. */
function resultWord(offset: number): string {
  return `(i32.load offset=${offset} (global.get $area_at))`
}

/** Stores the host's result in the out-parameters. The parts of an answer lie as in its WIT record. */
function storeOutParameters(row: ServiceRow, outParameters: OutParameterKind): string {
  const put = (name: string, offset: number): string =>
    `(call $put_list ${placeOf(row, name)} ${resultWord(offset)} ${resultWord(offset + 4)})`
  const parts =
    outParameters === 'bytes'
      ? [put('target', 4)]
      : [
          '(i32.store16 align=1 (local.get $httpStatus) (i32.load16_u offset=4 (global.get $area_at)))',
          put('answerHeaders', 8),
          put('answerBody', 16),
        ]
  return [
    '(if (call $taken_code) (then (return (global.get $code))))',
    ...parts,
    '(i32.const 0)',
  ].join('\n  ')
}

const refuse = '(then (return (global.get $code)))'

/** Checks for what the canonical ABI would trap on, or read outside the plugin's data. */
function checksOf(field: Field, index: number): readonly string[] {
  const { name, sizedBy } = field
  const place = { name, index: `(i32.const ${index})`, at: `(local.get $${name})` }
  return checks[field.kind]?.({ ...place, size: `(local.get $${sizedBy})` }) ?? []
}

/** A field: its place in the struct, its value, and the value of the field that holds its length. */
interface Place {
  readonly name: string
  readonly index: string
  readonly at: string
  readonly size: string
}

const checks: Readonly<Partial<Record<Kind, (place: Place) => readonly string[]>>> = {
  output: ({ index, at }) => [`(if (call $bad_output ${index} ${at}) ${refuse})`],
  string: ({ name, index, at }) => [
    `(if (call $bad_text ${index} ${at}) ${refuse})`,
    lengthFound(name),
  ],
  optionalString: ({ name, index, at }) => [
    `(if ${at} (then (if (call $bad_text ${index} ${at}) ${refuse}) ${lengthFound(name)}))`,
  ],
  bytes: ({ name, index, at, size }) => [
    `(if (call $bad_range ${index} ${at} ${size}) ${refuse})`,
    `(local.set $${name}_length ${size})`,
  ],
  optionalBytes: ({ name, index, at, size }) => [
    `(local.set $${name}_length (select ${size} (i32.const 0) ${at}))`,
    `(if (call $bad_range ${index} ${at} (local.get $${name}_length)) ${refuse})`,
  ],
  strings: ({ name, index, at, size }) => [
    `(if (call $bad_texts ${index} ${at} ${size}) ${refuse})`,
    `(local.set $${name} (global.get $list))`,
    `(local.set $${name}_length ${size})`,
  ],
  extent: ({ name, at }) => [`(local.set $${name}_length (call $room ${at} ${extentLength}))`],
}

function lengthFound(name: string): string {
  return `(local.set $${name}_length (global.get $length))`
}

/**
 * The maximum length of an extent: an image has at most `height` rows of `pitch` bytes. The host decides how many of them it
 * needs, after it has checked the other arguments.
 */
const extentLength =
  '(i64.mul (i64.extend_i32_u (local.get $pitch)) (i64.extend_i32_u (local.get $height)))'

/** A parameter as the canonical ABI takes it; an empty list has no address that could be out of memory. */
function valueOf({ name, kind }: Field): string {
  const at = `(local.get $${name})`
  if (isList[kind] !== true) return at
  const length = `(local.get $${name}_length)`
  if (kind === 'optionalString') return `(i32.ne ${at} (i32.const 0)) ${at} ${length}`
  if (kind === 'string') return `${at} ${length}`
  return `(select ${at} (i32.const 0) ${length}) ${length}`
}
