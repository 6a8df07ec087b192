import { OrthancPluginLogError, OrthancPluginLogInfo, OrthancPluginLogWarning } from './abi'
import { encode } from './c-string'
import { context } from './context'

/** Writes an error to the host's log, under the plugin's name. */
export function logError(message: string): void {
  const text = encode(message)
  OrthancPluginLogError(context, changetype<usize>(text))
}

/** Writes a warning to the host's log, under the plugin's name. */
export function logWarning(message: string): void {
  const text = encode(message)
  OrthancPluginLogWarning(context, changetype<usize>(text))
}

/** Writes an information to the host's log, under the plugin's name; shown with `--verbose`. */
export function logInfo(message: string): void {
  const text = encode(message)
  OrthancPluginLogInfo(context, changetype<usize>(text))
}
