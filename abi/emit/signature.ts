import type { Field } from '../kinds.ts'
import type { FunctionRow, ServiceRow } from '../rows.ts'
import { services } from '../services.ts'

/** One argument of a function: its own name, and the field of the service that it fills. */
export interface Argument {
  readonly name: string
  readonly field: Field
}

/** The service behind a function. */
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
    return { name, field }
  })
}
