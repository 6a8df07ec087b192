import { encode } from './c-string'
import { setContext } from './context'
import { ErrorCode } from './enums'
import { sendDeferred } from './deferred-calls'

// The host reads these texts after the call has returned, so they stay in globals.
let nameText = encode('')
let versionText = encode('')

let initialize: () => ErrorCode = () => ErrorCode.Success
let finalize: () => void = () => {}

/**
 * Sets the plugin's name and version; a plugin without them is not built. The host reads them with
 * `OrthancPluginGetName` and `OrthancPluginGetVersion`.
 */
export function plugin(name: string, version: string): void {
  nameText = encode(name)
  versionText = encode(version)
}

/**
 * Sets the function that runs when the host is ready, after the routes of the files are registered: it can read the
 * configuration and register more routes. If it returns another code than `Success`, the plugin is not served. A part of
 * `OrthancPluginInitialize`.
 */
export function onInitialize(action: () => ErrorCode): void {
  initialize = action
}

/** Sets the function that runs before the host unloads the plugin: `OrthancPluginFinalize`. */
export function onFinalize(action: () => void): void {
  finalize = action
}

/** Called by the host, once, before any request. */
export function OrthancPluginInitialize(context: usize): i32 {
  setContext(context)
  sendDeferred()
  return initialize()
}

/** Called by the host, once, after the last request. */
export function OrthancPluginFinalize(): void {
  finalize()
}

/** Called by the host for the plugin's name. */
export function OrthancPluginGetName(): usize {
  return changetype<usize>(nameText)
}

/** Called by the host for the plugin's version. */
export function OrthancPluginGetVersion(): usize {
  return changetype<usize>(versionText)
}

/** Calls a callback for a component's adapter, which cannot reach the plugin's table. */
export function orthanc_wasm_call(callback: u32, output: usize, url: usize, request: usize): i32 {
  return call_indirect<i32>(callback, output, url, request)
}

/** The context that a component's adapter hands to `OrthancPluginInitialize`: any value but 0. */
export function orthanc_wasm_context(_version: usize): usize {
  return 1
}
