import { callbacks } from '../callbacks.ts'
import { enums } from '../enums.ts'
import { functions } from '../functions.ts'
import type { Field } from '../kinds.ts'
import type { Callback, FunctionRow } from '../rows.ts'
import { structs } from '../structs.ts'
import { headerVersion } from './c-sdk.ts'
import { cType } from './c-type.ts'
import { rustEnumName, rustType } from './rust-type.ts'
import { argumentsOf, returnType } from './signature.ts'

const module = 'orthanc'
const context = 'OrthancPluginContext'

/** The text of `guest/rust/src/abi.rs` below its first line. */
export function emitRust(): string {
  return [
    head,
    ...Object.entries(enums).map(([name, values]) => emitEnum(name, values)),
    ...Object.entries(structs).map(([name, { fields }]) => emitStruct(name, fields)),
    ...opaqueTypes().map(emitOpaque),
    ...Object.entries(callbacks).map(([name, callback]) => emitCallback(name, callback)),
    emitFunctions(),
  ].join('\n')
}

const head = `//! The SDK as the host has it: enumerations, structs, callbacks and the functions of the module \`${module}\`, by their names
//! in C. The rest of this crate is built on it; a plugin needs it only for what has no safe counterpart yet.
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]
#![allow(clippy::too_many_arguments)]

use core::ffi::{c_char, c_void};

/// The version of the SDK.
pub const SDK_VERSION: &str = "${headerVersion.join('.')}";
`

/** A number with names and no \`enum\`: the host may hand over a value of a later version. */
function emitEnum(name: string, values: Readonly<Record<string, number>>): string {
  const short = rustEnumName(name)
  const members = Object.entries(values).map(
    ([member, value]) => `    pub const ${member}: Self = Self(${value});\n`,
  )
  return `/// \`${name}\`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ${short}(pub i32);

impl ${short} {
${members.join('')}}
`
}

function emitStruct(name: string, fields: readonly Field[]): string {
  const members = fields.map(
    (field) => `    pub ${rustName(field.name)}: ${rustType(cType(field))},\n`,
  )
  return `/// \`${name}\`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ${name} {
${members.join('')}}
`
}

/** Types that a plugin uses only by pointer: all that are named and not declared. */
function opaqueTypes(): readonly string[] {
  const declared = new Set([...Object.keys(enums), ...Object.keys(structs)])
  for (const name of Object.keys(callbacks)) declared.add(name)
  const named = [context, ...typesUsed()].flatMap((type) => type.match(/_?OrthancPlugin\w+/g) ?? [])
  return [...new Set(named)].filter((name) => !declared.has(name)).toSorted()
}

/** The C types of all arguments and results. */
function typesUsed(): readonly string[] {
  const ofFunctions = rows().flatMap(([, row]) => [
    returnType(row),
    ...argumentsOf(row).map(({ field }) => cType(field)),
  ])
  const ofCallbacks = Object.values<Callback>(callbacks).flatMap((callback) => [
    callback.returns,
    ...callback.arguments.map(({ type }) => type),
  ])
  return [...ofFunctions, ...ofCallbacks]
}

function rows(): readonly (readonly [string, FunctionRow])[] {
  return Object.entries<FunctionRow>(functions)
}

function emitOpaque(name: string): string {
  return `/// \`${name}\`: only the host looks into it.
#[repr(C)]
pub struct ${name} {
    _private: [u8; 0],
}
`
}

function emitCallback(name: string, { arguments: given, returns, doc }: Callback): string {
  const list = given.map((field) => `${rustName(field.name)}: ${rustType(field.type)}`)
  const result = returnClause(returns === 'error' ? 'OrthancPluginErrorCode' : returns)
  return `/// ${doc}
pub type ${name} = Option<unsafe extern "C" fn(${list.join(', ')})${result}>;
`
}

function emitFunctions(): string {
  return `#[link(wasm_import_module = "${module}")]
extern "C" {
${rows()
  .map(([name, row]) => emitFunction(name, row))
  .join('')}}
`
}

function emitFunction(name: string, row: FunctionRow): string {
  const given = argumentsOf(row).map(
    (argument) => `${rustName(argument.name)}: ${rustType(cType(argument.field))}`,
  )
  const list = [`context: *mut ${context}`, ...given].join(', ')
  return `    /// ${row.doc}\n    pub fn ${name}(${list})${returnClause(returnType(row))};\n`
}

function returnClause(type: string): string {
  return type === 'void' ? '' : ` -> ${rustType(type)}`
}

/** A name that is a word of the language needs a mark. */
function rustName(name: string): string {
  return ['type', 'move', 'match', 'ref', 'in', 'loop', 'use', 'where'].includes(name)
    ? `r#${name}`
    : name
}
