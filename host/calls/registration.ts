import { errorCodes, pluginProperties } from '../../abi/enums.ts'
import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { Registrations, Route } from '../exchange/registrations.ts'
import type { CallContext } from './call-context.ts'
import type { Fields } from './fields.ts'

/** What a plugin registers. It is open while `OrthancPluginInitialize` runs, and closed for ever after. */
export class RegistrationBook {
  readonly #routes: Route[] = []
  readonly #callbacks: number[] = []
  #properties: { rootUri?: ByteString; description?: ByteString } = {}
  #isOpen = false

  get registrations(): Registrations {
    return { routes: this.#routes, ...this.#properties }
  }

  open(): void {
    this.#isOpen = true
  }

  close(): void {
    this.#isOpen = false
  }

  /** The table index of the callback of the route at that position. */
  callback(route: number): number | undefined {
    return this.#callbacks[route]
  }

  addRoute(route: Route, callback: number): void {
    if (!this.#isOpen)
      throw new CallError(
        errorCodes.BadSequenceOfCalls,
        'routes are registered inside OrthancPluginInitialize only',
      )
    if (this.#routes.length >= fixedLimits.routes)
      throw new BadArgumentError(
        errorCodes.NotEnoughMemory,
        `more than ${fixedLimits.routes} routes`,
      )
    if (route.pattern.length > fixedLimits.patternBytes)
      throw new BadArgumentError(
        errorCodes.ParameterOutOfRange,
        `pattern of ${route.pattern.length} bytes, at most ${fixedLimits.patternBytes}`,
      )
    this.#routes.push(route)
    this.#callbacks.push(callback)
  }

  setProperty(property: number, value: ByteString): void {
    if (property === pluginProperties.RootUri) this.#properties.rootUri = value
    if (property === pluginProperties.Description) this.#properties.description = value
  }
}

/** OrthancPluginRegisterRestCallback (group Callbacks, service 1000). */
export function registerRestCallback(
  context: CallContext,
  { pathRegularExpression, callback }: Fields<'RegisterRestCallback'>,
): void {
  register(context, { pattern: pathRegularExpression, locked: true }, callback)
}

/** OrthancPluginRegisterRestCallbackNoLock (group Callbacks, service 1004). */
export function registerRestCallbackNoLock(
  context: CallContext,
  { pathRegularExpression, callback }: Fields<'RegisterRestCallbackNoLock'>,
): void {
  register(context, { pattern: pathRegularExpression, locked: false }, callback)
}

/**
 * OrthancPluginSetRootUri, OrthancPluginSetDescription (group Orthanc, service 7).
 *
 * *Differs:* a plugin speaks of itself only; the name that the C functions pass is not looked at.
 */
export function setPluginProperty(
  context: CallContext,
  { property, value }: Fields<'SetPluginProperty'>,
): void {
  if (!Object.values<number>(pluginProperties).includes(property))
    throw new CallError(errorCodes.ParameterOutOfRange, `unknown property ${property}`)
  context.registrations.setProperty(property, value)
}

/** *Differs:* outside `OrthancPluginInitialize` Orthanc deadlocks; here the call fails with code 6 and a log line. */
function register(context: CallContext, route: Route, callback: number): void {
  try {
    context.registrations.addRoute(route, callback)
  } catch (error) {
    if (error instanceof CallError)
      context.log(
        'warning',
        `route ${textOf(route.pattern.slice(0, 200))} not registered: ${error.message}`,
      )
    throw error
  }
}
