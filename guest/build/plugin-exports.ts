import { readExports } from '../../host/wasm/module-interface.ts'

/** What a plugin defines for the host, in every language. */
export const pluginFunctions = [
  'OrthancPluginInitialize',
  'OrthancPluginFinalize',
  'OrthancPluginGetName',
  'OrthancPluginGetVersion',
] as const

/** Those of them that a module does not export. */
export function missingFunctions(wasm: Uint8Array): readonly string[] {
  const exports = readExports(wasm)
  return pluginFunctions.filter((name) => !exports.some((entry) => entry.name === name))
}
