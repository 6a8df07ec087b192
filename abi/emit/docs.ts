import { callbacks } from '../callbacks.ts'
import { enums } from '../enums.ts'
import { errorCodeRows } from '../error-codes.ts'
import { kinds, type Field, type Kind } from '../kinds.ts'
import { ownFunctions } from '../functions.ts'
import type { Callback, FunctionRow, Group } from '../rows.ts'
import { structs, type Struct } from '../structs.ts'
import { groups } from '../groups.ts'
import { argumentsOf, resultOf, returnType, returnWasm, serviceOf } from './signature.ts'

/** The C type of a member or an argument whose field does not name one. */
const cTypes: Record<Kind, string> = {
  u8: 'uint8_t',
  u16: 'uint16_t',
  u32: 'uint32_t',
  i32: 'int32_t',
  u64: 'uint64_t',
  i64: 'int64_t',
  f32: 'float',
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
    ownSection(),
    '## Callbacks\n\nFunctions of a plugin, except those whose text says that they belong to the host. Both are identified by their index in the\nplugin’s table.\n',
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

What a plugin may import from module \`orthanc\`, by the names of the C header of Orthanc's SDK 1.12.7. The first
argument of each is the context that \`OrthancPluginInitialize\` received. A C plugin reaches the same functions
through \`OrthancPluginInvokeService\` and the number of their service. *Since* is the version of the SDK, where its
header names one.

**Not supported yet** marks a function that the host cannot carry out. A plugin that imports it is loaded. A call
returns \`NotImplemented\` (2), or the value that the SDK's function returns when it fails (nothing, or NULL or 0 if no other
value is named), and the first call is logged. [sdk-coverage.md](sdk-coverage.md) counts them.
`

function groupSection(title: string, group: Group): string {
  const entries = Object.entries(group.functions).map(([name, row]) => functionEntry(name, row))
  return [`## ${title}\n`, ...entries].join('\n')
}

function functionEntry(name: string, row: FunctionRow): string {
  const { number, support } = serviceOf(row)
  const service = number === null ? `${row.service}, no number` : `${row.service} (${number})`
  const since = row.since === null ? '' : ` · since ${row.since}`
  const mark = support === 'none' ? '**Not supported yet.** ' : ''
  return `### ${name}

${mark}${row.doc}${resultNote(row)}

\`\`\`c
${cSignature(name, row)}
\`\`\`

Service ${service}${since} · \`${wasmSignature(row)}\`
`
}

/** Who frees what the function returns, and what it returns when it fails, if that is not NULL or 0. */
function resultNote(row: FunctionRow): string {
  const owned =
    resultOf(row)?.kind === 'string' ? ' The plugin frees it with `OrthancPluginFreeString`.' : ''
  const failure = row.failure === undefined ? '' : ` ${row.failure} if that fails.`
  return owned + failure
}

/** The functions of the header that no plugin imports. */
function ownSection(): string {
  const entries = Object.entries(ownFunctions).map(([name, doc]) => `* \`${name}\`: ${doc}\n`)
  return `## Without the host

Functions of the header that read the context and call nothing else: they are part of a C plugin.

${entries.join('')}`
}

function cSignature(name: string, row: FunctionRow): string {
  const parameters = argumentsOf(row).map((argument) => `${cType(argument.field)} ${argument.name}`)
  return `${returnType(row)} ${name}(${['OrthancPluginContext* context', ...parameters].join(', ')})`
}

function cType(field: Field): string {
  return field.type ?? cTypes[field.kind]
}

function wasmSignature(row: FunctionRow): string {
  const parameters = argumentsOf(row).map((argument) => kinds[argument.field.kind].wasm)
  return wasmType(['i32', ...parameters], returnWasm(row))
}

function wasmType(parameters: readonly string[], returns: string | undefined): string {
  return `(${parameters.join(', ')}) -> ${returns ?? '()'}`
}

function callbackEntry(name: string, { arguments: list, returns, doc }: Callback): string {
  const result = returns === 'error' ? 'OrthancPluginErrorCode' : returns
  const parameters = list.map((argument) => `${argument.type} ${argument.name}`)
  const wasm = list.map((argument) => kinds[argument.kind].wasm)
  return `### ${name}

${doc}

\`\`\`c
${result} ${name}(${parameters.join(', ')})
\`\`\`

\`${wasmType(wasm, callbackWasm(returns))}\`
`
}

/** The SDK has no callback that returns 64 bits. */
function callbackWasm(returns: string): string | undefined {
  if (returns === 'void') return undefined
  return returns === 'float' ? 'f32' : 'i32'
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

The results of a callback and of a failed call (\`OrthancPluginErrorCode\`). A callback that returns another code
than \`Success\` without an answer gets an answer with the HTTP status and, in its JSON, the text of this table.

| code | name | HTTP status | text |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}
