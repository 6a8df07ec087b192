import { PluginLoadError } from '../../exchange/errors.ts'
import { escapeText } from '../../exchange/log.ts'
import { readInterface } from '../../wasm/module-interface.ts'
import { nestedModules, readFreeNames } from './component-reader.ts'

/** Printable ASCII but quotes and the backslash. */
const harmless = /^[\x20\x21\x23-\x26\x28-\x5b\x5d-\x5f\x61-\x7e]*$/

const charactersShown = 100

/**
 * jco writes the names of core modules' imports and exports into its script as they are, between quotes: a name with a quote
 * in it would be code of the plugin's, outside of the sandbox. Called before the transpiler reads the component.
 *
 * Throws `PluginLoadError` for such names.
 */
export function requireHarmlessNames(component: Uint8Array): void {
  const bad = [...nestedModules(component).flatMap(readNames), ...readFreeNames(component)].find(
    (name) => !harmless.test(name),
  )
  if (bad === undefined) return
  const shown = escapeText(bad.slice(0, charactersShown))
  throw new PluginLoadError([
    `a name with characters other than letters, digits and signs: ${shown}`,
  ])
}

function readNames(module: Uint8Array): readonly string[] {
  const { imports, exports } = readInterface(module)
  return [
    ...imports.flatMap((entry) => [entry.module, entry.name]),
    ...exports.map(({ name }) => name),
  ]
}
