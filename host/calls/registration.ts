import { errorCodes, pluginProperties } from '../../abi/enums.ts'
import { textOf } from '../exchange/byte-string.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import type { Route } from '../exchange/instance.ts'
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
 * OrthancPluginRegisterOnChangeCallback (group Callbacks, service 1003).
 *
 * *Differs:* without an Orthanc around it, this host polls the changes of the upstream one, if its configuration says where to keep
 * the position; else the call fails.
 */
export function registerOnChangeCallback(
  { native, pollsChanges = false, registrations, log }: CallContext,
  { callback }: Fields<'RegisterOnChangeCallback'>,
): void {
  // Orthanc calls it.
  if (native !== undefined) return
  if (!pollsChanges)
    throw new BadArgumentError(
      errorCodes.NotImplemented,
      'changes reach no plugin here: set WebAssembly.Changes.State, and an upstream Orthanc',
    )
  try {
    registrations.addChangeCallback(callback)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    if (!(error instanceof BadArgumentError))
      log('warning', `callback for changes not registered: ${error.message}`)
    throw error
  }
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
