import { functions } from '../../abi/functions.ts'
import type { FunctionRow, ServiceRow } from '../../abi/rows.ts'
import { services, type ServiceName } from '../../abi/services.ts'
import { structDecoder, type Decoder } from './decode.ts'

/** A service as `OrthancPluginInvokeService` reaches it. */
export interface ServiceDoor {
  readonly name: ServiceName
  readonly row: ServiceRow
  /** One of the functions that the service stands behind: it says what is void, and how the arguments are called. */
  readonly function: FunctionRow | undefined
  readonly decode: Decoder<number>
}

/** The services by their numbers. */
export const serviceDoors: ReadonlyMap<number, ServiceDoor> = new Map(
  namesOf(services).flatMap((name) => {
    const row: ServiceRow = services[name]
    const first = Object.values<FunctionRow>(functions).find(({ service }) => service === name)
    return row.number === null
      ? []
      : [[row.number, { name, row, function: first, decode: structDecoder(row, first) }] as const]
  }),
)

function namesOf<T extends object>(table: T): (keyof T)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the names of a const table
  return Object.keys(table) as (keyof T)[]
}
