import { functions } from '../../abi/functions.ts'
import type { FunctionRow, ServiceRow } from '../../abi/rows.ts'
import { httpClient } from '../../abi/http-client.ts'
import { restApi } from '../../abi/rest-api.ts'
import { services } from '../../abi/services.ts'

const rows: Readonly<Record<string, ServiceRow>> = services

/** The services behind the functions of the SDK, but for those that the host has no handler for. */
const served: ReadonlyMap<string, string> = new Map(
  Object.entries<FunctionRow>(functions)
    .filter(([, { service }]) => rows[service]?.support === undefined)
    .map(([name, { service }]) => [name, service]),
)

/** What a plugin cannot do unless its configuration allows it. */
export interface Need {
  /** The key under `WebAssembly.Plugins.<name>.Allow` that has to list what it may reach. */
  readonly key: 'RestApi' | 'Http'
  /** The functions that it imports for it, as the SDK names them, sorted. */
  readonly functions: readonly string[]
}

/**
 * What a plugin needs that imports these functions of the SDK. What comes through `OrthancPluginInvokeService`, as all
 * calls of a plugin in C do, does not show in its imports.
 */
export function needsOf(imports: readonly string[]): readonly Need[] {
  const needs: readonly Need[] = [
    { key: 'RestApi', functions: those(imports, restApi.services) },
    { key: 'Http', functions: those(imports, httpClient.services) },
  ]
  return needs.filter((need) => need.functions.length > 0)
}

function those(imports: readonly string[], group: object): readonly string[] {
  const names = imports.filter((name) => {
    const service = served.get(name)
    return service !== undefined && Object.hasOwn(group, service)
  })
  return [...new Set(names)].toSorted()
}
