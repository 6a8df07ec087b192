import { OrthancPluginRegisterRestCallback, OrthancPluginRegisterRestCallbackNoLock } from './abi'
import { CString } from './c-string'
import { context } from './context'
import { ErrorCode } from './enums'
import { Output } from './output'
import { send } from './deferred-calls'
import { Request } from './request'

/**
 * A function that answers requests: it answers through `output` and returns `ErrorCode.Success`, or returns the code
 * of an error, which becomes the answer. `url` is the path, decoded. It has the signature of the SDK's REST callback,
 * so the host calls it directly. A function written in place may leave out the parameters
 * that it does not use, from the last: `route('/hello', (output) => …)`.
 */
export type RestHandler = (output: Output, url: CString, request: Request) => ErrorCode

/**
 * Sends the requests whose whole path matches a regular expression to a handler. The first route that matches wins.
 * Handlers of this kind never run concurrently. At the top of a file or in `onInitialize`.
 */
export function route(pattern: string, handler: RestHandler): void {
  send(
    (text, callback) => OrthancPluginRegisterRestCallback(context, text, callback),
    pattern,
    handler.index,
  )
}

/** As `route`, for a handler that may run concurrently with others. */
export function routeNoLock(pattern: string, handler: RestHandler): void {
  send(
    (text, callback) => OrthancPluginRegisterRestCallbackNoLock(context, text, callback),
    pattern,
    handler.index,
  )
}
