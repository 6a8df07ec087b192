import { errorCodes, pluginProperties } from '../../abi/enums.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import type { Registrations, Route } from '../exchange/instance.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'

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
