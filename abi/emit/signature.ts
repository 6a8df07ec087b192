import type { Field } from '../kinds.ts'
import type { FunctionRow, ServiceResult, ServiceRow } from '../rows.ts'
import { services } from '../services.ts'

/** One argument of a function: its own name, and the field of the service that it fills. */
export interface Argument {
  readonly name: string
  readonly field: Field
}

/** The service of a function. */
export function serviceOf(row: FunctionRow): ServiceRow {
  const rows: Readonly<Record<string, ServiceRow>> = services
  const service = rows[row.service]
  if (service === undefined) throw new Error(`there is no service ${row.service}`)
  return service
}

/** The arguments of a function in the order of its C signature, without the context. */
export function argumentsOf(row: FunctionRow): readonly Argument[] {
  const { fields } = serviceOf(row)
  return Object.entries(row.arguments).map(([name, fieldName]) => {
    const field = fields.find((candidate) => candidate.name === fieldName)
    if (field === undefined) throw new Error(`${row.service} has no field ${fieldName}`)
    const type = row.types?.[name]
    return { name, field: type === undefined ? field : { ...field, type } }
  })
}

/** The result of its service that a function returns, if it does. */
export function resultOf(row: FunctionRow): ServiceResult | undefined {
  if (row.returns === 'void' || row.returns === 'error') return undefined
  const result = row.result ?? serviceOf(row).result
  if (result === undefined) throw new Error(`${row.service} has no result`)
  return result
}

const resultTypes: Readonly<Record<ServiceResult['kind'], string>> = {
  string: 'char*',
  constString: 'const char*',
  pointer: 'void*',
  i32: 'int32_t',
  u32: 'uint32_t',
  i64: 'int64_t',
}

/** The C type that a function returns. */
export function returnType(row: FunctionRow): string {
  const result = resultOf(row)
  if (result === undefined) return row.returns === 'void' ? 'void' : 'OrthancPluginErrorCode'
  if (row.returns === 'truth') return 'int32_t'
  return result.type ?? resultTypes[result.kind]
}

/** The WebAssembly type that a function returns, if any. */
export function returnWasm(row: FunctionRow): 'i32' | 'i64' | undefined {
  if (row.returns === 'void') return undefined
  return row.returns === 'result' && resultOf(row)?.kind === 'i64' ? 'i64' : 'i32'
}
