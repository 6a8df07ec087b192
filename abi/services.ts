import { answers } from './answers.ts'
import { buffers } from './buffers.ts'
import { dicom } from './dicom.ts'
import { dictionary } from './dictionary.ts'
import { fonts } from './fonts.ts'
import { httpClient } from './http-client.ts'
import { images } from './images.ts'
import { instances } from './instances.ts'
import { jobs } from './jobs.ts'
import type { Kind } from './kinds.ts'
import { logging } from './logging.ts'
import { metrics } from './metrics.ts'
import { parsedInstances } from './parsed-instances.ts'
import { peers } from './peers.ts'
import { properties } from './properties.ts'
import { queries } from './queries.ts'
import { registration } from './registration.ts'
import { restApi } from './rest-api.ts'
import type { ServiceRow } from './rows.ts'
import { server } from './server.ts'
import { storage } from './storage.ts'
import { texts } from './texts.ts'
import { webdav } from './webdav.ts'
import { worklists } from './worklists.ts'

/** Every service of the SDK, by the SDK's name for it. */
export const services = {
  ...logging.services,
  ...texts.services,
  ...server.services,
  ...properties.services,
  ...metrics.services,
  ...buffers.services,
  ...registration.services,
  ...answers.services,
  ...restApi.services,
  ...httpClient.services,
  ...peers.services,
  ...jobs.services,
  ...instances.services,
  ...parsedInstances.services,
  ...dicom.services,
  ...dictionary.services,
  ...images.services,
  ...fonts.services,
  ...worklists.services,
  ...queries.services,
  ...storage.services,
  ...webdav.services,
} as const satisfies Readonly<Record<string, ServiceRow>>

/**
 * Numbers that the SDK has and no function of ours reaches, for messages: replaced by others, of databases that are not
 * written with this header, or newer than 1.12.3.
 */
export const otherServices = {
  CompressAndAnswerPngImage: 2001,
  RegisterDatabaseBackend: 5000,
  DatabaseAnswer: 5001,
  RegisterDatabaseBackendV2: 5002,
  RegisterDatabaseBackendV3: 5006,
  LogMessage: 45,
  StartStreamAnswer: 2014,
  SendStreamChunk: 2015,
} as const satisfies Readonly<Record<string, number>>

export type ServiceName = keyof typeof services

type Rows = typeof services

/** The services that the host has a handler for. */
export type SupportedService = {
  [S in ServiceName]: Rows[S] extends { readonly support: 'none' } ? never : S
}[ServiceName]

type FieldOf<S extends SupportedService> = Rows[S]['fields'][number]

/** The kinds of a service's fields, by name. */
export type FieldKinds<S extends SupportedService> = {
  readonly [F in FieldOf<S> as F['name']]: F['kind'] & Kind
}

/** The kind of a service's result, or `undefined` where it has none. */
export type ResultKind<S extends SupportedService> = Rows[S] extends {
  readonly result: { readonly kind: infer K }
}
  ? K
  : undefined

/** The kind of a service's out-parameters, or `undefined`. */
export type OutParameterKindOf<S extends SupportedService> = Rows[S] extends {
  readonly outParameters: infer G
}
  ? G
  : undefined

/** Whether a name is that of a service. */
export function isService(name: string): name is ServiceName {
  return Object.hasOwn(services, name)
}

/** Whether the host has a handler for a service. */
export function isSupported(name: ServiceName): name is SupportedService {
  return !('support' in services[name])
}
