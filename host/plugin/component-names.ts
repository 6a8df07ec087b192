import { PluginLoadError } from '../exchange/errors.ts'
import { escapeText } from '../exchange/log.ts'
import { readInnerNames } from './component-reader.ts'

/** Printable ASCII but quotes and the backslash. */
const harmless = /^[\x20\x21\x23-\x26\x28-\x5b\x5d-\x5f\x61-\x7e]*$/

const charactersTold = 100

/**
 * jco writes the names of core modules' imports and exports into its script as they are, between quotes: a name with a quote
 * in it would be code of the plugin's, outside of the sandbox. Called before anything of the script runs.
 *
 * Throws `PluginLoadError` for such names.
 */
export function requireHarmlessNames(
  component: Uint8Array,
  modules: readonly WebAssembly.Module[],
): void {
  const names = modules.flatMap((module) => [
    ...WebAssembly.Module.imports(module).flatMap((entry) => [entry.module, entry.name]),
    ...WebAssembly.Module.exports(module).map(({ name }) => name),
  ])
  const bad = [...names, ...readInnerNames(component)].find((name) => !harmless.test(name))
  if (bad === undefined) return
  const told = escapeText(bad.slice(0, charactersTold))
  throw new PluginLoadError([
    `a name with characters other than letters, digits and signs: ${told}`,
  ])
}
