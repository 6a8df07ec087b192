import { errorCodes, pluginProperties } from '../../abi/enums.ts'
import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'
import type { Route, Registrations } from '../exchange/instance.ts'
import type { CallContext, Fields } from './call-context.ts'

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
 * OrthancPluginSetRootUri, OrthancPluginSetDescription and OrthancPluginExtendOrthancExplorer, also those that end in 2 (since
 * 1.12.4; group Orthanc, service 7).
 *
 * *Differs:* a plugin sets only its own properties; the name that the C functions pass is ignored.
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
    if (!(error instanceof CallError)) throw error
    const pattern = textOf(route.pattern.slice(0, 200))
    error.message = `route ${pattern} not registered: ${error.message}`
    // A bad argument is logged where the call ends
    if (!(error instanceof BadArgumentError)) context.log('warning', error.message)
    throw error
  }
}

/** The registrations of a plugin. It accepts them only while `OrthancPluginInitialize` runs. */
export class RegistrationBook {
  readonly #routes: Route[] = []
  /** The table index of the callback of each route. */
  readonly callbacks: number[] = []
  #properties: { rootUri?: ByteString; description?: ByteString; explorer?: ByteString } = {}
  readonly #maxRoutes: number
  #patternBytes = 0
  #isOpen = false

  constructor(maxRoutes = defaultLimits.maxRoutes) {
    this.#maxRoutes = maxRoutes
  }

  get registrations(): Registrations {
    return { routes: this.#routes, ...this.#properties }
  }

  open(): void {
    this.#isOpen = true
  }

  close(): void {
    this.#isOpen = false
  }

  addRoute(route: Route, callback: number): void {
    if (!this.#isOpen)
      throw new CallError(
        errorCodes.BadSequenceOfCalls,
        'routes are registered inside OrthancPluginInitialize only',
      )
    if (this.#routes.length >= this.#maxRoutes)
      throw new BadArgumentError(
        errorCodes.NotEnoughMemory,
        `more than ${this.#maxRoutes} routes (MaxRoutes)`,
      )
    if (route.pattern.length > fixedLimits.patternBytes)
      throw new BadArgumentError(
        errorCodes.ParameterOutOfRange,
        `pattern of ${route.pattern.length} bytes, at most ${fixedLimits.patternBytes}`,
      )
    if (this.#patternBytes + route.pattern.length > fixedLimits.patternsBytes)
      throw new BadArgumentError(
        errorCodes.NotEnoughMemory,
        `patterns of more than ${fixedLimits.patternsBytes} bytes together`,
      )
    this.#patternBytes += route.pattern.length
    this.#routes.push(route)
    this.callbacks.push(callback)
  }

  setProperty(property: number, value: ByteString): void {
    if (property === pluginProperties.RootUri) this.#properties.rootUri = value
    if (property === pluginProperties.Description) this.#properties.description = value
    if (property === pluginProperties.OrthancExplorer) this.#properties.explorer = value
  }
}
