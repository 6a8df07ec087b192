import { errorCodes, pluginProperties } from '../../abi/enums.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import type { NativeRegistration, Registrations, Route } from '../exchange/instance.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'

/** A function of the plugin that Orthanc may call. */
export interface RegisteredCallback {
  /** The C type. */
  readonly type: string
  /** Its index in the plugin's table. */
  readonly index: number
  /** The service that registered it. */
  readonly service: string
}

/** The registrations of a plugin. It accepts them only while `OrthancPluginInitialize` runs. */
export class RegistrationBook {
  readonly #routes: Route[] = []
  /** The table index of the callback of each route. */
  readonly callbacks: number[] = []
  readonly #native: NativeRegistration[] = []
  readonly #nativeCallbacks: RegisteredCallback[] = []
  readonly #changeCallbacks: number[] = []
  #properties: { rootUri?: ByteString; description?: ByteString; explorer?: ByteString } = {}
  readonly #maxRoutes: number
  #patternBytes = 0
  #isOpen = false

  constructor(maxRoutes = defaultLimits.maxRoutes) {
    this.#maxRoutes = maxRoutes
  }

  get registrations(): Registrations {
    const registrations = this.#native.length === 0 ? {} : { registrations: this.#native }
    const changes = this.#changeCallbacks.length === 0 ? {} : { takesChanges: true }
    return { routes: this.#routes, ...registrations, ...changes, ...this.#properties }
  }

  /** The table indices of the callbacks for changes that this host calls, in their order. */
  get changeCallbacks(): readonly number[] {
    return this.#changeCallbacks
  }

  /** The callbacks of all registrations with Orthanc. */
  get nativeCallbacks(): readonly RegisteredCallback[] {
    return this.#nativeCallbacks
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  open(): void {
    this.#isOpen = true
  }

  close(): void {
    this.#isOpen = false
  }

  addRoute(route: Route, callback: number): void {
    this.#requireOpen()
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

  /** Adds a registration that the native plugin makes with Orthanc. */
  addNative(registration: NativeRegistration, callbacks: readonly RegisteredCallback[]): void {
    this.#requireOpen()
    if (this.#native.length >= this.#maxRoutes)
      throw new BadArgumentError(
        errorCodes.NotEnoughMemory,
        `more than ${this.#maxRoutes} registrations (MaxRoutes)`,
      )
    if (registration.payload.length > fixedLimits.registrationBytes)
      throw new BadArgumentError(
        errorCodes.ParameterOutOfRange,
        `a registration of ${registration.payload.length} bytes, at most ${fixedLimits.registrationBytes}`,
      )
    this.#native.push(registration)
    this.#nativeCallbacks.push(...callbacks)
  }

  addChangeCallback(callback: number): void {
    this.#requireOpen()
    if (this.#changeCallbacks.length >= this.#maxRoutes)
      throw new BadArgumentError(
        errorCodes.NotEnoughMemory,
        `more than ${this.#maxRoutes} callbacks (MaxRoutes)`,
      )
    this.#changeCallbacks.push(callback)
  }

  setProperty(property: number, value: ByteString): void {
    if (property === pluginProperties.RootUri) this.#properties.rootUri = value
    if (property === pluginProperties.Description) this.#properties.description = value
    if (property === pluginProperties.OrthancExplorer) this.#properties.explorer = value
  }

  #requireOpen(): void {
    if (!this.#isOpen)
      throw new CallError(
        errorCodes.BadSequenceOfCalls,
        'callbacks are registered inside OrthancPluginInitialize only',
      )
  }
}
