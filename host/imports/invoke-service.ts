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

/** What leads to the service of a number; each is made when it is first asked for. */
export function serviceFinder(): (number: number) => ServiceDoor | undefined {
  const doors = new Map<number, ServiceDoor>()
  return (number) => {
    const door = doors.get(number) ?? makeDoor(number)
    if (door !== undefined) doors.set(number, door)
    return door
  }
}

const names = new Map<number | null, ServiceName>(
  namesOf(services).map((name) => [services[name].number, name]),
)

function makeDoor(number: number): ServiceDoor | undefined {
  const name = names.get(number)
  if (name === undefined) return undefined
  const row: ServiceRow = services[name]
  const first = Object.values<FunctionRow>(functions).find(({ service }) => service === name)
  return { name, row, function: first, decode: structDecoder(row, first) }
}

function namesOf<T extends object>(table: T): (keyof T)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the names of a const table
  return Object.keys(table) as (keyof T)[]
}
