import { groups, type FunctionRows } from './groups.ts'
import type { FunctionRow } from './rows.ts'
import type { ServiceName } from './services.ts'

/** The import of every C plugin: all inline functions of the SDK's header end in it. */
export const invokeService = 'OrthancPluginInvokeService'

const rows: FunctionRows = Object.assign(
  {},
  ...Object.values(groups).map((group) => group.functions),
)

/** Every function of the SDK that calls the host, by its C name. */
export const functions = rows satisfies Readonly<
  Record<string, FunctionRow & { readonly service: ServiceName }>
>

/** Functions of the SDK that are part of the plugin: they read the context and call nothing else, so no plugin imports them. */
export const ownFunctions = {
  OrthancPluginCheckVersion:
    'Whether the host follows the version of the SDK that the plugin was compiled with, or a later one.',
  OrthancPluginCheckVersionAdvanced: 'Whether the host follows a given version, or a later one.',
} as const satisfies Readonly<Record<string, string>>
