import { answers } from '../answers.ts'
import { buffers } from '../buffers.ts'
import { callbacks, type Callback } from '../callbacks.ts'
import { enums } from '../enums.ts'
import { errorCodeRows } from '../error-codes.ts'
import { kinds, type Field, type Kind } from '../kinds.ts'
import { logging } from '../logging.ts'
import { properties } from '../properties.ts'
import { registration } from '../registration.ts'
import type { FunctionRow, Group } from '../rows.ts'
import { structs, type Struct } from '../structs.ts'
import { texts } from '../texts.ts'
import { argumentsOf, serviceOf } from './signature.ts'

/** The groups in the order of the page. */
const groups: Readonly<Record<string, Group>> = {
  'Routes and other registrations': registration,
  Answers: answers,
  Log: logging,
  Texts: texts,
  Properties: properties,
  'Memory buffers': buffers,
}

/** The C type of a member or an argument whose field does not name one. */
const cTypes: Record<Kind, string> = {
  u8: 'uint8_t',
  u16: 'uint16_t',
  u32: 'uint32_t',
  i32: 'int32_t',
  u64: 'uint64_t',
  i64: 'int64_t',
  f64: 'double',
  pointer: 'const void*',
  string: 'const char*',
  optionalString: 'const char*',
  bytes: 'const void*',
  optionalBytes: 'const void*',
  extent: 'const void*',
  strings: 'const char* const*',
  output: 'OrthancPluginRestOutput*',
  callback: 'void*',
  result: 'void*',
}

/** The text of `docs/sdk.md` below its first line. */
export function emitDocs(): string {
  return [
    introduction,
    ...Object.entries(groups).map(([title, group]) => groupSection(title, group)),
    '## Callbacks\n\nFunctions of a plugin; the host is given their index in the table.\n',
    ...Object.entries(callbacks).map(([name, callback]) => callbackEntry(name, callback)),
    '## Structs\n\nAs C lays them out on wasm32, in bytes.\n',
    ...Object.entries(structs).map(([name, struct]) => structEntry(name, struct)),
    '## Enumerations\n',
    ...Object.entries(enums)
      .filter(([name]) => name !== 'OrthancPluginErrorCode')
      .map(([name, values]) => enumEntry(name, values)),
    errorCodeSection(),
  ].join('\n')
}

const introduction = `
# The SDK's functions

What a plugin may import from module \`orthanc\`, by the names of Orthanc's C header. The first argument of each is the
context that \`OrthancPluginInitialize\` was given. A C plugin reaches the same functions through
\`OrthancPluginInvokeService\` and the number of their service. *Since* is the version of the SDK, where its header
names one.
`

function groupSection(title: string, group: Group): string {
  const entries = Object.entries(group.functions).map(([name, row]) => functionEntry(name, row))
  return [`## ${title}\n`, ...entries].join('\n')
}

function functionEntry(name: string, row: FunctionRow): string {
  const { number } = serviceOf(row)
  const service = number === null ? `${row.service}, no number` : `${row.service} (${number})`
  const since = row.since === null ? '' : ` · since ${row.since}`
  return `### ${name}

${row.doc}${isOwned(row) ? ' The plugin frees it with `OrthancPluginFreeString`.' : ''}

\`\`\`c
${cSignature(name, row)}
\`\`\`

Service ${service}${since} · \`${wasmSignature(row)}\`
`
}

/** Whether the function hands over a text that the plugin has to free. */
function isOwned(row: FunctionRow): boolean {
  return row.returns === 'result' && serviceOf(row).result?.kind === 'string'
}

function cSignature(name: string, row: FunctionRow): string {
  const parameters = argumentsOf(row).map((argument) => `${cType(argument.field)} ${argument.name}`)
  return `${cResult(row)} ${name}(${['OrthancPluginContext* context', ...parameters].join(', ')})`
}

function cType(field: Field): string {
  return field.type ?? cTypes[field.kind]
}

function cResult(row: FunctionRow): string {
  if (row.returns === 'void') return 'void'
  if (row.returns === 'error') return 'OrthancPluginErrorCode'
  return serviceOf(row).result?.kind === 'constString' ? 'const char*' : 'char*'
}

function wasmSignature(row: FunctionRow): string {
  const parameters = argumentsOf(row).map((argument) => kinds[argument.field.kind].wasm)
  return wasmType(['i32', ...parameters], row.returns)
}

function wasmType(parameters: readonly string[], returns: FunctionRow['returns']): string {
  return `(${parameters.join(', ')}) -> ${returns === 'void' ? '()' : 'i32'}`
}

function callbackEntry(name: string, callback: Callback): string {
  const result = callback.returns === 'void' ? 'void' : 'OrthancPluginErrorCode'
  const parameters = callback.arguments.map((argument) => `${argument.type} ${argument.name}`)
  const signature = wasmType(
    callback.arguments.map((argument) => kinds[argument.kind].wasm),
    callback.returns,
  )
  return `### ${name}

${callback.doc}

\`\`\`c
${result} ${name}(${parameters.join(', ')})
\`\`\`

\`${signature}\`
`
}

function structEntry(name: string, struct: Struct): string {
  const rows = struct.fields.map(
    (field, index) => `| ${struct.offsets[index]} | \`${field.name}\` | \`${cType(field)}\` |`,
  )
  return `### ${name}

${struct.size} bytes, aligned to ${struct.alignment}.

| offset | member | C type |
| --- | --- | --- |
${rows.join('\n')}
`
}

function enumEntry(name: string, values: Readonly<Record<string, number>>): string {
  const rows = Object.entries(values).map(([member, value]) => `| ${value} | \`${member}\` |`)
  return `### ${name}

| value | name |
| --- | --- |
${rows.join('\n')}
`
}

function errorCodeSection(): string {
  const rows = Object.entries(errorCodeRows).map(([name, row]) => {
    const since = 'since' in row ? ` (since ${row.since})` : ''
    return `| ${row.code} | \`${name}\`${since} | ${row.status} | ${row.message} |`
  })
  return `## Error codes

What a callback returns and what a failed call gives (\`OrthancPluginErrorCode\`). A callback that returns another code
than \`Success\` without an answer gets an answer with the HTTP status and, in its JSON, the text of this table.

| code | name | HTTP status | text |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}
