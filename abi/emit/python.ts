import { enums } from '../enums.ts'
import { functions } from '../functions.ts'
import { kinds, layOut, type Field } from '../kinds.ts'
import type { FunctionRow } from '../rows.ts'
import { argumentsOf, resultOf, serviceOf, type Argument } from './signature.ts'

/**
 * The text of `guest/python/module-table.h` below its first line: the module `orthanc` of Python scripts as tables, which
 * `guest/python/module.c` reads. Names and conventions are those of Orthanc's own plugin for Python.
 */
export function emitPython(): string {
  const rows = pythonRows()
  const owned = handleClasses.map((name) => ({
    name,
    methods: rows.filter(({ owner }) => owner === name),
  }))
  return `#pragma once

${rows.map(emitArguments).join('')}
static const Function functions[] = {
${rows.map(emitRow).join('')}};

${rows.map((_, index) => `CALLER(${index})\n`).join('')}
${owned.map(({ name, methods }) => emitMethods(`${name}_methods`, rows, methods)).join('')}
${emitMethods(
  'module_functions',
  rows,
  rows.filter(({ owner }) => owner === undefined),
)}
static const HandleClass handle_classes[] = {
${handleClasses.map((name) => `  { "orthanc.${name}", ${name}_methods, ${serviceNumber(`Free${name}`)} },\n`).join('')}};

${emitEnums()}`
}

/** The classes of objects that the host has and a script holds, in the order of their numbers. */
const handleClasses = [
  'DicomInstance',
  'DicomWebNode',
  'FindAnswers',
  'FindMatcher',
  'FindQuery',
  'Image',
  'Job',
  'Peers',
  'RestOutput',
  'ServerChunkedRequestReader',
  'StorageArea',
  'WebDavCollection',
  'WorklistAnswers',
  'WorklistQuery',
] as const

/** Functions that the plugin for Python has in another form, or not at all. */
const leftOut = new Set(['GetImageBuffer', 'SetMetricsIntegerValue', 'CreateImageAccessor'])

interface PythonRow {
  readonly name: string
  readonly row: FunctionRow
  /** The class that has it as a method; `undefined`: the module has it. */
  readonly owner: string | undefined
  readonly parameters: readonly Parameter[]
  readonly result: Result
}

interface Parameter {
  /** `STRING`, `DATA`, `INTEGER`, `FLOAT` or `HANDLE`, as `module.c` names the kinds. */
  readonly kind: string
  readonly field: Field
}

interface Result {
  readonly kind: string
  /** The field with the address of the result. */
  readonly field: string | undefined
  readonly handle: string | undefined
}

/** The functions whose arguments and result Python has types for. */
function pythonRows(): readonly PythonRow[] {
  return Object.entries<FunctionRow>(functions).flatMap(([fullName, row]) => {
    const name = fullName.replace('OrthancPlugin', '')
    if (leftOut.has(name) || /^Free|^CreateMemoryBuffer/.test(name)) return []
    const parameters = readParameters(row)
    const result = readResult(row)
    if (parameters === undefined || result === undefined) return []
    const [first] = parameters
    const owner = first?.kind === 'HANDLE' ? handleOf(first.field) : undefined
    return [{ name, row, owner, parameters, result }]
  })
}

/** The parameters of the function in Python; `undefined` where one has no form in Python, such as a callback. */
function readParameters(row: FunctionRow): readonly Parameter[] | undefined {
  const sizes = new Set(serviceOf(row).fields.map(({ sizedBy }) => sizedBy))
  const given = argumentsOf(row).filter(
    ({ field }) => field.kind !== 'result' && !sizes.has(field.name),
  )
  const found = given.map(({ field }) => ({ field, kind: parameterKind(field) }))
  const known = found.flatMap(({ field, kind }) => (kind === undefined ? [] : [{ field, kind }]))
  return known.length === given.length ? known : undefined
}

function parameterKind(field: Field): string | undefined {
  if (handleOf(field) !== undefined) return 'HANDLE'
  return parameterKinds[field.kind]
}

const parameterKinds: Readonly<Record<string, string>> = {
  string: 'STRING',
  optionalString: 'STRING',
  bytes: 'DATA',
  optionalBytes: 'DATA',
  extent: 'DATA',
  u8: 'INTEGER',
  u16: 'INTEGER',
  u32: 'INTEGER',
  i32: 'INTEGER',
  f32: 'FLOAT',
}

/** The class of a handle. */
function handleOf({ kind, type }: Pick<Field, 'kind' | 'type'>): string | undefined {
  if (kind === 'output') return 'RestOutput'
  const name = /^(?:const )?OrthancPlugin(\w+)\*$/.exec(type ?? '')?.[1]
  return handleClasses.find((each) => each === name)
}

function readResult(row: FunctionRow): Result | undefined {
  const outputs = argumentsOf(row).filter(({ field }) => field.kind === 'result')
  if (outputs.length > 0) return readBytes(outputs)
  const result = resultOf(row)
  if (result === undefined)
    return {
      kind: row.returns === 'error' ? 'CODE' : 'NOTHING',
      field: undefined,
      handle: undefined,
    }
  if (result.kind !== 'pointer') {
    const kind = row.returns === 'truth' ? 'TRUTH' : resultKinds[result.kind]
    return kind === undefined ? undefined : { kind, field: result.field, handle: undefined }
  }
  const handle = handleOf({ kind: 'pointer', type: result.type ?? '' })
  return handle === undefined ? undefined : { kind: 'OBJECT', field: result.field, handle }
}

const resultKinds: Readonly<Record<string, string>> = {
  string: 'TEXT',
  constString: 'CONSTANT_TEXT',
  i32: 'SIGNED',
  u32: 'UNSIGNED',
  i64: 'LONG',
}

function readBytes([output, ...others]: readonly Argument[]): Result | undefined {
  if (others.length > 0 || output?.field.type !== 'OrthancPluginMemoryBuffer*') return undefined
  return { kind: 'BYTES', field: output.field.name, handle: undefined }
}

function argumentsName({ name }: PythonRow): string {
  return `${name}_arguments`
}

function emitArguments(each: PythonRow): string {
  const { fields, struct } = serviceOf(each.row)
  const { offsets } = layOut(fields)
  const at = (name: string | undefined): number =>
    offsets[fields.findIndex((field) => field.name === name)] ?? -1
  const lines = each.parameters.map(({ kind, field }) => {
    const { size } = kinds[field.kind]
    const handle = kind === 'HANDLE' ? classNumber(handleOf(field)) : -1
    return `  { ${kind}, ${size}, ${at(field.name)}, ${at(field.sizedBy)}, ${handle} },\n`
  })
  // What the function itself sets.
  for (const [name, value] of Object.entries(each.row.literals ?? {})) {
    const field = fields.find((candidate) => candidate.name === name)
    if (value !== 0 && field !== undefined)
      lines.push(`  { LITERAL, ${kinds[field.kind].size}, ${at(name)}, ${value}, -1 },\n`)
  }
  if (each.row.pluginName !== undefined)
    lines.push(`  { PLUGIN_NAME, 4, ${at(each.row.pluginName)}, -1, -1 },\n`)
  if (struct === null && lines.length > 1) throw new Error(`${each.name} has no struct`)
  if (lines.length === 0) return ''
  return `static const Argument ${argumentsName(each)}[] = {\n${lines.join('')}};\n`
}

function emitRow(each: PythonRow): string {
  const { row, result, parameters, name } = each
  const { number, fields } = serviceOf(row)
  const { size, offsets } = layOut(fields)
  const literals = Object.values(row.literals ?? {}).filter((value) => value !== 0).length
  const count = parameters.length + literals + (row.pluginName === undefined ? 0 : 1)
  const at = offsets[fields.findIndex((field) => field.name === result.field)] ?? -1
  const isValue = serviceOf(row).struct === null
  const texts = [JSON.stringify(name), number, isValue ? 0 : size]
  const list = count === 0 ? 'NULL' : argumentsName(each)
  const own = [list, count, parameters.length, result.kind, at, classNumber(result.handle)]
  return `  { ${[...texts, ...own, row.failure ?? 0].join(', ')} },\n`
}

/** The number of the class of a handle. */
export function handleClassOf(field: Field): number {
  return classNumber(handleOf(field))
}

function classNumber(name: string | undefined): number {
  return handleClasses.findIndex((each) => each === name)
}

/** The number of the service that frees an object; -1 where the host frees it. */
function serviceNumber(service: string): number {
  const row = functionOf(service)
  return row === undefined ? -1 : (serviceOf(row).number ?? -1)
}

function functionOf(name: string): FunctionRow | undefined {
  const rows: Readonly<Record<string, FunctionRow>> = functions
  return rows[`OrthancPlugin${name}`]
}

function emitMethods(
  table: string,
  rows: readonly PythonRow[],
  members: readonly PythonRow[],
): string {
  const lines = members.map(
    (each) =>
      `  { "${each.name}", call_${rows.indexOf(each)}, METH_VARARGS, ${JSON.stringify(each.row.doc)} },\n`,
  )
  return `static PyMethodDef ${table}[] = {\n${lines.join('')}  { NULL, NULL, 0, NULL },\n};\n`
}

function emitEnums(): string {
  const shown = Object.entries(enums).filter(([name]) => !name.startsWith('_'))
  const members = shown.map(
    ([name, values]) =>
      `static const Member ${name}_members[] = {\n${Object.entries(values)
        .map(([member, value]) => `  { "${constantName(member)}", ${value} },\n`)
        .join('')}  { NULL, 0 },\n};\n`,
  )
  const list = shown.map(
    ([name]) => `  { "orthanc.${name.replace('OrthancPlugin', '')}", ${name}_members },\n`,
  )
  return `${members.join('')}\nstatic const Enumeration enumerations[] = {\n${list.join('')}};\n`
}

/** `Grayscale8` → `GRAYSCALE8`, `DefaultValue` → `DEFAULT_VALUE`. */
function constantName(member: string): string {
  return member.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()
}
