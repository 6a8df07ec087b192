import { worldTypes } from '../../../abi/component-types.ts'
import { witPackage } from '../../../abi/component.ts'
import { PluginLoadError } from '../../exchange/errors.ts'
import type { ComponentTypes } from './component-types.ts'
import { escapeText, listNames } from '../../exchange/log.ts'
import { readInterface } from '../../wasm/module-interface.ts'
import {
  nestedModules,
  readComponentNames,
  readFreeNames,
  type ComponentName,
} from './component-reader.ts'

const { name: packageName, version } = witPackage
const world = worldTypes()
const allExports = new Map([...world.exports, ...world.optionalExports])

/** True if the host has an interface of that name, version included. Types of the world come from those. */
export function isWorldImport({ name, kind }: ComponentName): boolean {
  return kind === 'type' || world.imports.has(name)
}

/** True if the host has a function of an interface, both by their names in WIT. */
export function isWorldFunction(from: string, name: string): boolean {
  return world.imports.get(from)?.has(name) === true
}

/** Throws `PluginLoadError` with all reasons for a component of another world. */
export function requireWorld(bytes: Uint8Array): void {
  const { imports, exports } = readComponentNames(bytes)
  const unknown = imports.filter((entry) => !isWorldImport(entry)).map(({ name }) => name)
  const names = new Set(exports.map(({ name }) => name))
  const missing = [...world.exports.keys()].filter((name) => !names.has(name))
  const reasons: string[] = []
  if (missing.length > 0)
    reasons.push(
      `not a component of the world ${packageName}/plugin@${version}: it does not export ${missing.join(', ')}`,
    )
  if (unknown.length > 0) reasons.push(describeUnknown(unknown))
  if (reasons.length > 0) throw new PluginLoadError(reasons)
}

/**
 * Throws `PluginLoadError` for functions that the world does not have, and for functions whose types differ from the
 * world's: a string, or a list of lists, would be copied into the host's memory in one step, before the host knows its size.
 */
export function requireTypes({ imports, exports }: ComponentTypes): void {
  const unknown: string[] = []
  const wrong = findDifferences(exports, allExports, '')
  for (const [from, found] of imports) {
    const wanted = world.imports.get(from) ?? new Map<string, string>()
    unknown.push(...findUnknown(found, wanted).map((name) => `${from.replace(/@.*/, '')}.${name}`))
    wrong.push(...findDifferences(found, wanted, `${from}.`))
  }
  const reasons: string[] = []
  if (unknown.length > 0) reasons.push(describeUnknown(unknown))
  if (wrong.length > 0)
    reasons.push(
      `has functions whose types differ from those of the world ${packageName}/plugin@${version}: ${listNames(wrong)}`,
    )
  if (reasons.length > 0) throw new PluginLoadError(reasons)
}

function findDifferences(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
  from: string,
): string[] {
  return [...found]
    .filter(([name, type]) => (wanted.get(name) ?? type) !== type)
    .map(([name, type]) => `${from}${name}: ${type}`)
}

/** Functions that are not in the world. Types may have any name, because they are not called. */
function findUnknown(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): readonly string[] {
  return [...found]
    .filter(([name, type]) => !wanted.has(name) && type.startsWith('func('))
    .map(([name]) => name.replace(/^\[method\]/, ''))
}

function describeUnknown(names: readonly string[]): string {
  return `imports what this host does not have: ${listNames(names)}`
}

/** Printable ASCII without quotes and the backslash. */
const harmless = /^[\x20\x21\x23-\x26\x28-\x5b\x5d-\x5f\x61-\x7e]*$/

const charactersShown = 100

/**
 * Throws `PluginLoadError` for names that could be code. jco writes the names of core modules' imports and exports into its
 * script without escaping them, between quotes: a name with a quote would be code of the plugin outside the sandbox. Called
 * before the transpiler reads the component.
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
