import { callbacks } from '../callbacks.ts'
import { enums, enumsSince } from '../enums.ts'
import { errorCodeRows } from '../error-codes.ts'
import type { Field } from '../kinds.ts'
import type { Callback, ServiceRow } from '../rows.ts'
import { otherServices, services } from '../services.ts'
import { structs } from '../structs.ts'
import { isInSdk } from './c-sdk.ts'
import { cType, memberOf, namesIn } from './c-type.ts'

/** Declarations that the header has besides those that it is asked for. */
const ownNames = new Set(['OrthancPluginContext'])

/** Of a service that the table only numbers: no function of the SDK fills it, but a plugin may. */
const formerStructs: Readonly<Record<string, readonly Field[]>> = {
  _OrthancPluginCompressAndAnswerPngImage: [
    { name: 'output', kind: 'output' },
    { name: 'format', kind: 'i32', type: 'OrthancPluginPixelFormat' },
    { name: 'width', kind: 'u32' },
    { name: 'height', kind: 'u32' },
    { name: 'pitch', kind: 'u32' },
    { name: 'buffer', kind: 'extent' },
  ],
}

/** Every enumeration, also the one of the services. */
export function declareEnums(): string {
  const numbers = Object.entries<ServiceRow>(services)
    .filter(([, row]) => isInSdk(row))
    .flatMap(([name, { number }]) => (number === null ? [] : [[name, number] as const]))
    .concat(Object.entries(otherServices))
    .toSorted(([, a], [, b]) => a - b)
  return [
    ...Object.entries(enums)
      .filter(([name]) => isInSdk({ since: enumsSince[name] ?? null }))
      .map(([name, values]) => declareEnum(name, values)),
    declareEnum('_OrthancPluginService', Object.fromEntries(numbers)),
  ].join('\n')
}

function declareEnum(name: string, values: Readonly<Record<string, number>>): string {
  const members = Object.entries(values)
    .filter(([member]) => name !== 'OrthancPluginErrorCode' || isErrorCodeInSdk(member))
    .map(([member, value]) => `  ${name}_${member} = ${value},\n`)
  // The last member makes the enumeration 32 bits wide, whatever the compiler's options for enumerations are.
  const last = `  _${name.replace(/^_/, '')}_INTERNAL = 0x7fffffff\n`
  return `typedef enum\n{\n${members.join('')}${last}} ${name};\n`
}

function isErrorCodeInSdk(member: string): boolean {
  const row = Object.entries(errorCodeRows).find(([name]) => name === member)?.[1]
  return row === undefined || !('since' in row) || isInSdk(row)
}

/** The structs, the types that only the host looks into, and the callbacks: each after what it needs. */
export function declareTypes(): string {
  const declarations = new Map<string, string>([
    ...Object.entries(structs).map(([name, { fields }]) => structDeclaration(name, fields)),
    ...Object.entries(callbacks).map(([name, callback]) => callbackDeclaration(name, callback)),
    ...parameterStructs(),
    ...Object.entries(formerStructs).map(([name, fields]) => structDeclaration(name, fields)),
  ])
  const known = new Set([...Object.keys(enums), ...ownNames])
  const ordered = new Map<string, string>()
  const add = (name: string): void => {
    if (known.has(name)) return
    known.add(name)
    const declaration = declarations.get(name) ?? opaqueDeclaration(name)
    namesIn(declaration).forEach(add)
    ordered.set(name, declaration)
  }
  for (const name of declarations.keys()) add(name)
  return [...ordered.values()].join('\n')
}

/** A type that a plugin uses only by pointer. */
function opaqueDeclaration(name: string): string {
  return `typedef struct _${name}_t ${name};\n`
}

function structDeclaration(name: string, fields: readonly Field[]): readonly [string, string] {
  const members = new Set(fields.map(memberDeclaration))
  return [name, `typedef struct\n{\n${[...members].join('')}} ${name};\n`]
}

/** Fields of a struct inside the struct are one member: that struct, which another service has alone. */
function memberDeclaration(field: Field): string {
  const [outer = '', inner] = memberOf(field).split('.')
  if (inner === undefined) return `  ${cType(field)} ${outer};\n`
  return `  _OrthancPlugin${outer.charAt(0).toUpperCase()}${outer.slice(1)} ${outer};\n`
}

function callbackDeclaration(name: string, callback: Callback): readonly [string, string] {
  const results: Readonly<Record<string, string>> = { error: 'OrthancPluginErrorCode' }
  const result = results[callback.returns] ?? callback.returns
  const parameters = callback.arguments.map((argument) => `  ${cType(argument)} ${argument.name}`)
  const list = parameters.length === 0 ? 'void' : `\n${parameters.join(',\n')}`
  return [name, `/* ${callback.doc} */\ntypedef ${result} (*${name}) (${list});\n`]
}

/** The parameter structs of the services; services that share one have the same. */
function parameterStructs(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const row of Object.values<ServiceRow>(services)) {
    if (row.struct === null || !isInSdk(row)) continue
    const [name, text] = structDeclaration(row.struct, row.fields)
    if ((found.get(name) ?? text) !== text) throw new Error(`two services differ in ${name}`)
    found.set(name, text)
  }
  return found
}
