import { functions } from '../../abi/functions.ts'
import type { FunctionRow, ServiceRow } from '../../abi/rows.ts'
import { services, type ServiceName } from '../../abi/services.ts'
import { createStructDecoder, type Decoder } from './decode.ts'

/** A service that `OrthancPluginInvokeService` calls by its number. */
export interface ServiceEntry {
  readonly name: ServiceName
  readonly row: ServiceRow
  /** One of the functions that call the service: it determines what is void, and the names of arguments. */
  readonly function: FunctionRow | undefined
  readonly decode: Decoder<number>
}

/** Returns a function that finds a service by its number, and creates its entry with the first call. */
export function createServiceFinder(): (number: number) => ServiceEntry | undefined {
  const entries = new Map<number, ServiceEntry>()
  return (number) => {
    const entry = entries.get(number) ?? createEntry(number)
    if (entry !== undefined) entries.set(number, entry)
    return entry
  }
}

const names = new Map<number | null, ServiceName>(
  namesOf(services).map((name) => [services[name].number, name]),
)

function createEntry(number: number): ServiceEntry | undefined {
  const name = names.get(number)
  if (name === undefined) return undefined
  const row: ServiceRow = services[name]
  const first = Object.values<FunctionRow>(functions).find(({ service }) => service === name)
  return { name, row, function: first, decode: createStructDecoder(row, first) }
}

function namesOf<T extends object>(table: T): (keyof T)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the names of a const table
  return Object.keys(table) as (keyof T)[]
}
