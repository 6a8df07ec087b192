import { answers } from './answers.ts'
import { buffers } from './buffers.ts'
import type { Kind } from './kinds.ts'
import { logging } from './logging.ts'
import { properties } from './properties.ts'
import { registration } from './registration.ts'
import type { ServiceRow } from './rows.ts'
import { texts } from './texts.ts'

/** Every service of the SDK that the host has, by the SDK's name for it. */
export const services = {
  ...logging.services,
  ...texts.services,
  ...properties.services,
  ...buffers.services,
  ...registration.services,
  ...answers.services,
} as const satisfies Readonly<Record<string, ServiceRow>>

export type ServiceName = keyof typeof services

type Rows = typeof services
type FieldOf<S extends ServiceName> = Rows[S]['fields'][number]

/** The kinds of a service's fields, by name. */
export type FieldKinds<S extends ServiceName> = {
  readonly [F in FieldOf<S> as F['name']]: F['kind'] & Kind
}

/** The kind of a service's result, or `undefined` where it has none. */
export type ResultKind<S extends ServiceName> = Rows[S] extends {
  readonly result: { readonly kind: infer K }
}
  ? K
  : undefined
