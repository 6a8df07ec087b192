import { componentFunctions, witPackage } from '../../abi/component.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { listNames } from '../exchange/name-list.ts'
import { readComponentNames, type ComponentName } from './component-reader.ts'
import type { ComponentTypes } from './component-types.ts'
import { readWit, typesOfWit } from './component-wit.ts'

const { name: packageName, version } = witPackage
const functions = componentFunctions()

/** What the interfaces of the world have, by the names that JavaScript has for them. */
const worldImports: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['types', new Set(['RestOutput'])],
  ['host', new Set(functions.filter((f) => !f.isMethod).map((f) => camelCase(f.name)))],
  ['runtime', new Set(['badArgument', 'unsupported', 'abort', 'exit', 'print', 'clock', 'random'])],
])

/** Methods of the answer, likewise. */
const methods = new Set(functions.filter((f) => f.isMethod).map((f) => camelCase(f.name)))

const worldExports = ['name', 'version', 'initialize', 'finalize', 'handle']

/** Whether the host has an interface of that name, version included. Types that the world uses come from those. */
export function isWorldImport({ name, kind }: ComponentName): boolean {
  return (
    kind === 'type' ||
    [...worldImports.keys()].some((key) => name === `${packageName}/${key}@${version}`)
  )
}

/** Whether the host has a function of an interface, both as WIT writes them. */
export function isWorldFunction(from: string, name: string): boolean {
  const key = /^orthanc:plugin\/(\w+)@/.exec(from)?.[1] ?? ''
  const method = /^\[method\]rest-output\.(.*)$/.exec(name)?.[1]
  if (method !== undefined) return methods.has(camelCase(method))
  return worldImports.get(key)?.has(camelCase(name)) === true
}

/** Throws `PluginLoadError` for a component of another world, with all that is wrong with it. */
export function requireWorld(bytes: Uint8Array): void {
  const { imports, exports } = readComponentNames(bytes)
  const unknown = imports.filter((entry) => !isWorldImport(entry)).map(({ name }) => name)
  const names = new Set(exports.map(({ name }) => name))
  const missing = worldExports.filter((name) => !names.has(name))
  const reasons: string[] = []
  if (missing.length > 0)
    reasons.push(
      `is no component of the world ${packageName}/plugin@${version}: it does not export ${missing.join(', ')}`,
    )
  if (unknown.length > 0) reasons.push(notThere(unknown))
  if (reasons.length > 0) throw new PluginLoadError(reasons)
}

/** Throws `PluginLoadError` for functions of the interfaces that this host does not have. */
export function requireFunctions(script: string): void {
  const unknown: string[] = []
  const taken = /const \{ ([^}]*) \} = imports\['([^']+)'\];/g
  for (const [, names = '', from = ''] of script.matchAll(taken)) {
    const known = worldImports.get(from.slice(packageName.length + 1))
    for (const name of names.split(', '))
      if (known?.has(name) !== true) unknown.push(`${from}.${name}`)
  }
  for (const [, name = ''] of script.matchAll(/\[method\]rest-output\.([a-z0-9-]+)"/g))
    if (!methods.has(camelCase(name))) unknown.push(`${packageName}/types.rest-output.${name}`)
  if (unknown.length > 0) throw new PluginLoadError([notThere([...new Set(unknown)])])
}

/**
 * Throws `PluginLoadError` for functions of other types than the world's: a string, or a list of lists, would be made in the
 * host's memory in one step, before anybody could look how large it is. So may be those that the world does not have: in the
 * script `log-INFO` is `logInfo` too.
 */
export function requireTypes({ imports, exports }: ComponentTypes): void {
  const world = typesOfWit(readWit())
  const wrong = [...imports].flatMap(([from, found]) => [
    ...differences(found, world.imports.get(from), `${from}.`),
    ...strangers(found, world.imports.get(from), `${from}.`),
  ])
  wrong.push(...differences(exports, world.exports, ''))
  if (wrong.length === 0) return
  throw new PluginLoadError([
    `has functions of other types than the world ${packageName}/plugin@${version}: ${listNames(wrong)}`,
  ])
}

function differences(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string> | undefined,
  from: string,
): readonly string[] {
  return [...found]
    .filter(([name, type]) => (wanted?.get(name) ?? type) !== type)
    .map(([name, type]) => `${from}${name}: ${type}`)
}

/** What is called, by no name of the world's. Types may have other names, as nobody calls them. */
function strangers(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string> | undefined,
  from: string,
): readonly string[] {
  return [...found]
    .filter(([name, type]) => wanted?.has(name) !== true && type.startsWith('func('))
    .map(([name, type]) => `${from}${name}: ${type}`)
}

/** `answer-buffer` as JavaScript writes it: `answerBuffer`. */
export function camelCase(name: string): string {
  return name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function notThere(names: readonly string[]): string {
  return `imports what this host does not have: ${listNames(names)}`
}
