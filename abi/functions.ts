import { answers } from './answers.ts'
import { buffers } from './buffers.ts'
import { logging } from './logging.ts'
import { properties } from './properties.ts'
import { registration } from './registration.ts'
import type { FunctionRow } from './rows.ts'
import type { ServiceName } from './services.ts'
import { texts } from './texts.ts'

/** The import of every C plugin: all inline functions of the SDK's header end in it. */
export const invokeService = 'OrthancPluginInvokeService'

/** Every function of the SDK that the host has, by its C name. */
export const functions = {
  ...logging.functions,
  ...texts.functions,
  ...properties.functions,
  ...buffers.functions,
  ...registration.functions,
  ...answers.functions,
} as const satisfies Readonly<Record<string, FunctionRow & { readonly service: ServiceName }>>

export type FunctionName = keyof typeof functions
