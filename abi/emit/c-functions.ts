import { enums } from '../enums.ts'
import { functions } from '../functions.ts'
import type { Field } from '../kinds.ts'
import type { FunctionRow } from '../rows.ts'
import { structs } from '../structs.ts'
import { isInSdk } from './c-sdk.ts'
import { cType, memberOf, nothingOf, pointee } from './c-type.ts'
import { argumentsOf, resultOf, returnType, serviceOf } from './signature.ts'

/** Every function of the SDK as an inline function that fills the struct of its service. */
export function defineFunctions(): string {
  return Object.entries<FunctionRow>(functions)
    .filter(([, row]) => isInSdk(row) && isInSdk(serviceOf(row)))
    .map(([name, row]) => defineFunction(name, row))
    .join('\n')
}

function defineFunction(name: string, row: FunctionRow): string {
  const parameters = ['OrthancPluginContext* context']
  for (const { name: argument, field } of argumentsOf(row))
    parameters.push(`${cType(field)} ${argument}`)
  return `${comment(row.doc)}
ORTHANC_PLUGIN_INLINE ${returnType(row)} ${name}(
${parameters.map((parameter) => `  ${parameter}`).join(',\n')})
{
${bodyOf(row)
  .map((line) => `  ${line}\n`)
  .join('')}}
`
}

/** A comment of lines that fit. */
function comment(doc: string): string {
  const lines = doc.replaceAll('*/', '* /').replaceAll(/(.{60,95}) /g, '$1\n *  ')
  return `/** ${lines} */`
}

function fieldOf(row: FunctionRow, name: string): Field {
  const field = serviceOf(row).fields.find((candidate) => candidate.name === name)
  if (field === undefined) throw new Error(`${row.service} has no field ${name}`)
  return field
}

function bodyOf(row: FunctionRow): readonly string[] {
  const { number, struct } = serviceOf(row)
  if (number === null) return freeing(row)
  if (struct === null) {
    const [argument] = argumentsOf(row)
    return [`${row.returns === 'error' ? 'return ' : ''}${invoke(row, argument?.name ?? 'NULL')};`]
  }
  const filled = ['memset(&params, 0, sizeof(params));', ...assignments(row)]
  const result = resultOf(row)
  if (result === undefined) {
    const give = row.returns === 'error' ? 'return ' : ''
    return [`${struct} params;`, ...filled, `${give}${invoke(row, '&params')};`]
  }
  const type = returnType(row)
  const field = fieldOf(row, result.field)
  const stored = pointee(cType(field))
  const failure = row.failure === undefined ? nothingOf(type) : literal(type, row.failure)
  const success = row.returns === 'truth' ? 'result != 0' : 'result'
  return [
    `${stored} result = ${nothingOf(stored)};`,
    `${struct} params;`,
    ...filled,
    `params.${memberOf(field)} = &result;`,
    `if (${invoke(row, '&params')} != OrthancPluginErrorCode_Success)`,
    `  return ${failure};`,
    `return ${success};`,
  ]
}

function invoke(row: FunctionRow, params: string): string {
  return `context->InvokeService(context, _OrthancPluginService_${row.service}, ${params})`
}

/** What the host handed over is memory of the plugin: it is freed without the host. */
function freeing(row: FunctionRow): readonly string[] {
  const [argument] = argumentsOf(row)
  if (argument === undefined) throw new Error(`${row.service} frees nothing`)
  const { name, field } = argument
  if (Object.hasOwn(structs, pointee(cType(field)))) return [`context->Free(${name}->data);`]
  return [`if (${name} != NULL) context->Free(${name});`]
}

function assignments(row: FunctionRow): readonly string[] {
  const given = argumentsOf(row).map(({ name, field }) => `params.${memberOf(field)} = ${name};`)
  const own = Object.entries(row.literals ?? {}).map(([name, value]) => {
    const field = fieldOf(row, name)
    return `params.${memberOf(field)} = ${literal(cType(field), value)};`
  })
  if (row.pluginName !== undefined)
    own.push(`params.${memberOf(fieldOf(row, row.pluginName))} = OrthancPluginGetName();`)
  return [...own, ...given]
}

/** A number as C writes it where a value of that type is expected; C++ takes no number for an enumeration. */
function literal(type: string, value: number): string {
  const tables: Readonly<Record<string, Readonly<Record<string, number>>>> = enums
  const values = tables[type]
  if (values === undefined) return String(value)
  const member = Object.keys(values).find((name) => values[name] === value)
  return member === undefined ? `(${type}) ${value}` : `${type}_${member}`
}
