import { enums } from '../enums.ts'
import { errorCodeRows } from '../error-codes.ts'
import { functions } from '../functions.ts'
import type { Kind } from '../kinds.ts'
import type { FunctionRow, ServiceResult } from '../rows.ts'
import { structs } from '../structs.ts'
import { argumentsOf, resultOf } from './signature.ts'

/** AssemblyScript has the C width in memory; arguments are as wide as WebAssembly passes them. */
const argumentTypes = {
  u8: 'u32',
  u16: 'u32',
  u32: 'u32',
  i32: 'i32',
  u64: 'u64',
  i64: 'i64',
  f32: 'f32',
  f64: 'f64',
  pointer: 'usize',
  string: 'usize',
  optionalString: 'usize',
  bytes: 'usize',
  optionalBytes: 'usize',
  extent: 'usize',
  strings: 'usize',
  output: 'usize',
  callback: 'u32',
  result: 'usize',
} as const satisfies Record<Kind, string>

const memberTypes: Record<Kind, string> = { ...argumentTypes, u8: 'u8', u16: 'u16' }

const resultTypes = {
  string: 'usize',
  constString: 'usize',
  pointer: 'usize',
  i32: 'i32',
  u32: 'u32',
  i64: 'i64',
} as const satisfies Record<ServiceResult['kind'], string>

/** The text of `guest/assembly/abi.ts` below its first line. */
export function emitAssemblyScript(): string {
  return [
    ...Object.entries(enums).map(([name, values]) => emitEnum(name, values)),
    ...Object.entries(structs).map(([name, struct]) => emitStruct(name, struct.fields)),
    ...Object.entries(functions).map(([name, row]) => emitExternal(name, row)),
  ].join('\n')
}

/** The enumeration's name without the prefix: `OrthancPluginPixelFormat` is `PixelFormat` in a plugin. */
function emitEnum(name: string, values: Readonly<Record<string, number>>): string {
  const members = Object.entries(values).map(
    ([member, value]) => `${memberComment(name, member)}  ${member} = ${value},\n`,
  )
  return `/** \`${name}\`. */\nexport const enum ${shortName(name)} {\n${members.join('')}}\n`
}

/** What becomes of an error code that a callback returns. */
function memberComment(name: string, member: string): string {
  const row = Object.entries(errorCodeRows).find(([code]) => code === member)?.[1]
  if (name !== 'OrthancPluginErrorCode' || row === undefined || row.code === 0) return ''
  return `  /** HTTP ${row.status}: ${row.message}. */\n`
}

function shortName(name: string): string {
  return name.replace(/^_?OrthancPlugin/, '')
}

function emitStruct(
  name: string,
  fields: readonly { readonly name: string; readonly kind: Kind }[],
): string {
  const members = fields.map((field) => `  ${field.name}: ${memberTypes[field.kind]}\n`)
  return (
    `/** \`${name}\`, read in place: \`changetype<${name}>(address)\`. */\n` +
    `@unmanaged\nexport class ${name} {\n${members.join('')}}\n`
  )
}

function emitExternal(name: string, row: FunctionRow): string {
  const parameters = argumentsOf(row).map(
    (argument) => `${argument.name}: ${argumentTypes[argument.field.kind]}`,
  )
  const list = ['context: usize', ...parameters].join(', ')
  return (
    `/** ${row.doc} */\n// @ts-ignore: decorator\n@external("orthanc", "${name}")\n` +
    `export declare function ${name}(${list}): ${returnTypeOf(row)}\n`
  )
}

function returnTypeOf(row: FunctionRow): string {
  if (row.returns === 'void') return 'void'
  const result = row.returns === 'result' ? resultOf(row) : undefined
  return result === undefined ? 'i32' : resultTypes[result.kind]
}
