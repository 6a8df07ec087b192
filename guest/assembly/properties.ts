import {
  OrthancPluginExtendOrthancExplorer,
  OrthancPluginSetDescription,
  OrthancPluginSetRootUri,
} from './abi'
import { context } from './context'
import { send } from './deferred-calls'

/** Describes the plugin in a sentence. At the top of a file or in `onInitialize`. */
export function setDescription(description: string): void {
  send((text, _callback) => OrthancPluginSetDescription(context, text), description)
}

/** Sets the URI of the plugin's own pages. At the top of a file or in `onInitialize`. */
export function setRootUri(uri: string): void {
  send((text, _callback) => OrthancPluginSetRootUri(context, text), uri)
}

/** Adds JavaScript to the pages of Orthanc Explorer. At the top of a file or in `onInitialize`. */
export function extendOrthancExplorer(javascript: string): void {
  send((text, _callback) => OrthancPluginExtendOrthancExplorer(context, text), javascript)
}
