import { componentFunctions } from '../../../abi/component.ts'
import { insideFunctions } from '../../../abi/component-inside.ts'
import { functions } from '../../../abi/functions.ts'
import type { FunctionRow } from '../../../abi/rows.ts'
import { isService, isSupported, services, type ServiceName } from '../../../abi/services.ts'

/** A service of the SDK whose functions a plugin imports. */
export interface UsedService {
  readonly name: ServiceName
  /** `null` for what the SDK does without a service. */
  readonly number: number | null
  /** The functions that the plugin imports; for a component, all functions of the SDK that call the service. */
  readonly functions: readonly string[]
  /** `unsupported`: a call fails with `NotImplemented`. */
  readonly support: 'supported' | 'unsupported'
}

const rows = Object.entries<FunctionRow>(functions)
const servicesByWitName = new Map(
  [...componentFunctions(), ...insideFunctions].map(({ name, service }) => [name, service]),
)

/** The services of the imported functions, in the order of the imports. */
export function usedServices(
  imports: readonly { readonly module: string; readonly name: string }[],
): readonly UsedService[] {
  const imported = new Map<ServiceName, string[]>()
  for (const { module, name } of imports) {
    const service = serviceOf(module, name)
    if (service === undefined) continue
    const names = imported.get(service) ?? []
    imported.set(service, names)
    if (module === 'orthanc' && !names.includes(name)) names.push(name)
  }
  return [...imported].map(([service, names]) => ({
    name: service,
    number: services[service].number,
    functions: names.length > 0 ? names : functionsOf(service),
    support: isSupported(service) ? 'supported' : 'unsupported',
  }))
}

/** The service that an import of a module calls, or a function of a component's interfaces. */
function serviceOf(module: string, name: string): ServiceName | undefined {
  if (module.startsWith('orthanc:plugin/'))
    return servicesByWitName.get(name.replace('[method]rest-output.', ''))
  const row = module === 'orthanc' ? rows.find(([each]) => each === name)?.[1] : undefined
  return row !== undefined && isService(row.service) ? row.service : undefined
}

function functionsOf(service: ServiceName): readonly string[] {
  return rows.filter(([, row]) => row.service === service).map(([name]) => name)
}
