import { componentFunctions } from '../../abi/component.ts'
import { functions } from '../../abi/functions.ts'
import type { FunctionRow, ServiceRow } from '../../abi/rows.ts'
import { isSupported, otherServices, services, type ServiceName } from '../../abi/services.ts'

/** A service of the SDK that a plugin uses. */
export interface UsedService {
  /** The SDK's name; `null` for a number that it does not have. */
  readonly name: string | null
  /** `null` for what the SDK does without a service. */
  readonly number: number | null
  /** The functions of the SDK that may be meant: those that are imported, or all that the service stands behind. */
  readonly functions: readonly string[]
  /** `unsupported`: a call fails with `NotImplemented`; `unknown`: with `UnknownPluginService`. */
  readonly support: 'supported' | 'unsupported' | 'unknown'
  /** `code`: by static reading, which does not see a number that is computed. */
  readonly seen: 'import' | 'code'
}

const rows = Object.entries<FunctionRow>(functions)
const numbered = new Map(Object.entries<ServiceRow>(services).map(([n, { number }]) => [number, n]))
const namesOfOthers = new Map<number, string>(
  Object.entries(otherServices).map(([name, number]) => [number, name]),
)
const byWitName = new Map(componentFunctions().map(({ name, service }) => [name, service]))

/** The services behind imports by name, as they come, and then those that static reading saw, by number. */
export function usedServices(
  imports: readonly { readonly module: string; readonly name: string }[],
  invoked: readonly number[],
): readonly UsedService[] {
  const imported = new Map<ServiceName, string[]>()
  for (const { module, name } of imports) {
    const service = serviceOf(module, name)
    if (service === undefined) continue
    const names = imported.get(service) ?? []
    imported.set(service, names)
    if (module === 'orthanc' && !names.includes(name)) names.push(name)
  }
  const byName = [...imported].map(([service, names]) =>
    described(service, names.length > 0 ? names : functionsOf(service), 'import'),
  )
  const numbers = new Set(byName.map(({ number }) => number))
  return [...byName, ...invoked.filter((number) => !numbers.has(number)).map(seenInCode)]
}

/** The service behind an import of a module, or behind a function of a component's interfaces. */
function serviceOf(module: string, name: string): ServiceName | undefined {
  if (module.startsWith('orthanc:plugin/'))
    return byWitName.get(name.replace('[method]rest-output.', ''))
  const row = module === 'orthanc' ? rows.find(([each]) => each === name)?.[1] : undefined
  return row !== undefined && isService(row.service) ? row.service : undefined
}

function seenInCode(number: number): UsedService {
  const service = numbered.get(number)
  if (service !== undefined && isService(service))
    return described(service, functionsOf(service), 'code')
  const name = namesOfOthers.get(number) ?? null
  return { name, number, functions: [], support: 'unknown', seen: 'code' }
}

function described(
  service: ServiceName,
  names: readonly string[],
  seen: UsedService['seen'],
): UsedService {
  const { number } = services[service]
  const support = isSupported(service) ? 'supported' : 'unsupported'
  return { name: service, number, functions: names, support, seen }
}

function functionsOf(service: ServiceName): readonly string[] {
  return rows.filter(([, row]) => row.service === service).map(([name]) => name)
}

function isService(name: string): name is ServiceName {
  return Object.hasOwn(services, name)
}
