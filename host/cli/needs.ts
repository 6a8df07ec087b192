import { functions } from '../../abi/functions.ts'
import type { FunctionRow, ServiceRow } from '../../abi/rows.ts'
import { httpClient } from '../../abi/http-client.ts'
import { restApi } from '../../abi/rest-api.ts'
import { services } from '../../abi/services.ts'

const rows: Readonly<Record<string, ServiceRow>> = services

/** The services of the SDK's functions that the host supports. */
const served: ReadonlyMap<string, string> = new Map(
  Object.entries<FunctionRow>(functions)
    .filter(([, { service }]) => rows[service]?.support === undefined)
    .map(([name, { service }]) => [name, service]),
)

/** A right that the configuration has to grant. */
export interface Need {
  /** The key under `WebAssembly.Plugins.<name>.Allow` that has to list what it may reach. */
  readonly key: 'RestApi' | 'Http'
  /** The functions that it imports for it, as the SDK names them, sorted. */
  readonly functions: readonly string[]
}

/**
 * The rights that a plugin with these imports needs. Calls through `OrthancPluginInvokeService`, as all calls of a plugin in C
 * are, do not show in its imports.
 */
export function needsOf(imports: readonly string[]): readonly Need[] {
  const needs: readonly Need[] = [
    { key: 'RestApi', functions: importedFrom(restApi.services, imports) },
    { key: 'Http', functions: importedFrom(httpClient.services, imports) },
  ]
  return needs.filter((need) => need.functions.length > 0)
}

function importedFrom(group: object, imports: readonly string[]): readonly string[] {
  const names = imports.filter((name) => {
    const service = served.get(name)
    return service !== undefined && Object.hasOwn(group, service)
  })
  return [...new Set(names)].toSorted()
}
