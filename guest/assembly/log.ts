import { OrthancPluginLogError, OrthancPluginLogInfo, OrthancPluginLogWarning } from './abi'
import { context } from './context'
import { send } from './deferred-calls'

/** Writes an error to the host's log, under the plugin's name. `console.error` does the same. */
export function logError(message: string): void {
  send((text, _callback) => OrthancPluginLogError(context, text), message)
}

/** Writes a warning to the host's log, under the plugin's name. `console.warn` does the same. */
export function logWarning(message: string): void {
  send((text, _callback) => OrthancPluginLogWarning(context, text), message)
}

/** Writes a line to the host's log, under the plugin's name. `console.log`, `.info` and `.debug` do the same. */
export function logInfo(message: string): void {
  send((text, _callback) => OrthancPluginLogInfo(context, text), message)
}
