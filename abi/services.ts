import { groups, type ServiceRows } from './groups.ts'
import type { Kind } from './kinds.ts'

/** Every service of the SDK, by the SDK's name for it. */
export const services: ServiceRows = Object.assign(
  {},
  ...Object.values(groups).map((group) => group.services),
)

/**
 * Numbers of the SDK that no function of the table uses, for messages: they are obsolete or belong to database plugins.
 */
export const otherServices = {
  CompressAndAnswerPngImage: 2001,
  RegisterDatabaseBackend: 5000,
  DatabaseAnswer: 5001,
  RegisterDatabaseBackendV2: 5002,
  RegisterDatabaseBackendV3: 5006,
} as const satisfies Readonly<Record<string, number>>

export type ServiceName = keyof ServiceRows

/** The services that the host has a handler for. */
export type SupportedService = {
  [S in ServiceName]: ServiceRows[S] extends { readonly support: 'none' } ? never : S
}[ServiceName]

type FieldOf<S extends SupportedService> = ServiceRows[S]['fields'][number]

/** The kinds of a service's fields, by name. */
export type FieldKinds<S extends SupportedService> = {
  readonly [F in FieldOf<S> as F['name']]: F['kind'] & Kind
}

/** The kind of a service's result, or `undefined` where it has none. */
export type ResultKind<S extends SupportedService> = ServiceRows[S] extends {
  readonly result: { readonly kind: infer K }
}
  ? K
  : undefined

/** The kind of a service's out-parameters, or `undefined`. */
export type OutParameterKindOf<S extends SupportedService> = ServiceRows[S] extends {
  readonly outParameters: infer G
}
  ? G
  : undefined

/** True if a name is that of a service. */
export function isService(name: string): name is ServiceName {
  return Object.hasOwn(services, name)
}

/** True if the host has a handler for a service. */
export function isSupported(name: ServiceName): name is SupportedService {
  return !('support' in services[name])
}
