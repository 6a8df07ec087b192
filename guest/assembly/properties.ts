import { OrthancPluginSetDescription, OrthancPluginSetRootUri } from './abi'
import { context } from './context'
import { register } from './registrations'

/** Describes the plugin in a sentence. At the top of a file or in `onInitialize`. */
export function setDescription(description: string): void {
  register((text, _callback) => OrthancPluginSetDescription(context, text), description, 0)
}

/** Says where the plugin's own pages begin. At the top of a file or in `onInitialize`. */
export function setRootUri(uri: string): void {
  register((text, _callback) => OrthancPluginSetRootUri(context, text), uri, 0)
}
