import { encode } from 'orthanc-wasm/assembly/c-string'
import { RestHandler } from 'orthanc-wasm/assembly'
import { invoke, newParameters, RouteParameters } from './parameters'
import { Service } from './services'

/** What the registrations through `OrthancPluginInvokeService` returned, in order. */
export const registrationCodes = new Array<i32>()

/** Registers a route whose callback may run concurrently with others, and keeps the code. */
export function register(pattern: string, handler: RestHandler): void {
  registrationCodes.push(send(Service.RegisterRestCallbackNoLock, pattern, handler))
}

/** Registers a route whose callback runs alone, and keeps the code. */
export function registerLocked(pattern: string, handler: RestHandler): void {
  registrationCodes.push(send(Service.RegisterRestCallback, pattern, handler))
}

function send(service: Service, pattern: string, handler: RestHandler): i32 {
  const text = encode(pattern)
  const parameters = newParameters<RouteParameters>()
  parameters.pathRegularExpression = changetype<usize>(text)
  parameters.callback = handler.index
  return invoke(service, parameters)
}
