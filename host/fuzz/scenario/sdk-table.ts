import { functions } from '../../../abi/functions.ts'
import type { FunctionRow, ServiceRow } from '../../../abi/rows.ts'
import { otherServices, services } from '../../../abi/services.ts'

/** A service and one of its functions. */
export interface SdkRow {
  readonly serviceName: string
  readonly service: ServiceRow
  /** The function; of a service its first. */
  readonly row: FunctionRow | undefined
}

const rows = new Map<string, FunctionRow>(Object.entries(functions))
const serviceRows = new Map<string, ServiceRow>(Object.entries(services))
const byNumber = new Map<number, SdkRow>(
  [...serviceRows].flatMap(([serviceName, service]) => {
    const row = [...rows.values()].find((candidate) => candidate.service === serviceName)
    return service.number === null ? [] : [[service.number, { serviceName, service, row }] as const]
  }),
)
const otherNumbers = new Set<number>(Object.values(otherServices))

/** All numbers for `OrthancPluginInvokeService`. */
export const serviceNumbers: readonly number[] = [...byNumber.keys(), ...otherNumbers]

/** Finds a service by its number. */
export function serviceOfNumber(number: number): SdkRow | undefined {
  return byNumber.get(number)
}

/** Finds a function by its name. */
export function functionNamed(name: string): SdkRow & { readonly row: FunctionRow } {
  const row = rows.get(name)
  const service = serviceRows.get(row?.service ?? '')
  if (row === undefined || service === undefined) throw new TypeError(`no function ${name}`)
  return { serviceName: row.service, service, row }
}

/** Whether a service sends a request: to a server that its caller names, or to Orthanc. */
export function sendsRequest(serviceName: string): boolean {
  return /^(RestApi|CallRestApi|CallHttpClient|Lookup|GetDicomForInstance)/.test(serviceName)
}
