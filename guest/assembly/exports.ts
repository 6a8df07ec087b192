/** What the host asks of every plugin. `orthanc-wasm build` adds it to the module; an author does not name it. */
export { free, malloc } from './memory'
export {
  OrthancPluginFinalize,
  OrthancPluginGetName,
  OrthancPluginGetVersion,
  OrthancPluginInitialize,
  orthanc_wasm_call,
  orthanc_wasm_context,
} from './plugin'
export { orthanc_wasm_query } from './query'
