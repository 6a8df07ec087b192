// SPDX-License-Identifier: Apache-2.0

// What a component of the world `orthanc:plugin/plugin` exports, for the plugin that `index.js` has collected.
import { logError, registerRestCallback } from 'orthanc:plugin/host'
import { Output, registered, Request } from './index.js'

const encoder = new TextEncoder()

if (registered.name === undefined)
  throw new Error('a plugin has to say what it is, with plugin(name, version)')
if (registered.routes.length === 0) throw new Error('a plugin needs a route(pattern, handler)')

export function name() {
  return encoder.encode(registered.name)
}

export function version() {
  return encoder.encode(registered.version)
}

export function initialize() {
  for (const [number, { pattern }] of registered.routes.entries())
    registerRestCallback(encoder.encode(pattern), number)
  return 0
}

export function finalize() {}

/** Returns the code of a call that the host refused, and a description of any other error. */
export function handle(callback, output, request) {
  try {
    registered.routes[callback].handler(new Output(output), new Request(request))
    return 0
  } catch (error) {
    if (typeof error?.payload === 'number') return error.payload
    logError(encoder.encode(String(error?.stack ?? error)))
    output.setHttpErrorDetails(encoder.encode(String(error)), 0)
    return 1
  }
}
