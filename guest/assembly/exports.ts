/** The exports that the host needs of every plugin. `orthanc-wasm build` adds this file to the module. */
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
