import { componentFunctions, witPackage } from '../../../abi/component.ts'
import { PluginLoadError } from '../../exchange/errors.ts'
import { listNames } from '../../exchange/name-list.ts'
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

/**
 * Throws `PluginLoadError` for functions that the world does not have, and for functions of other types than the world's: a string, or
 * a list of lists, would be made in the host's memory in one step, before the host could see how large it is.
 */
export function requireTypes({ imports, exports }: ComponentTypes): void {
  const world = typesOfWit(readWit())
  const unknown: string[] = []
  const wrong = differences(exports, world.exports, '')
  for (const [from, found] of imports) {
    const wanted = world.imports.get(from) ?? new Map<string, string>()
    unknown.push(...strangers(found, wanted).map((name) => `${from.replace(/@.*/, '')}.${name}`))
    wrong.push(...differences(found, wanted, `${from}.`))
  }
  const reasons: string[] = []
  if (unknown.length > 0) reasons.push(notThere(unknown))
  if (wrong.length > 0)
    reasons.push(
      `has functions of other types than the world ${packageName}/plugin@${version}: ${listNames(wrong)}`,
    )
  if (reasons.length > 0) throw new PluginLoadError(reasons)
}

function differences(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
  from: string,
): string[] {
  return [...found]
    .filter(([name, type]) => (wanted.get(name) ?? type) !== type)
    .map(([name, type]) => `${from}${name}: ${type}`)
}

/** Functions that are not in the world. Types may have other names, because they are not called. */
function strangers(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): readonly string[] {
  return [...found]
    .filter(([name, type]) => !wanted.has(name) && type.startsWith('func('))
    .map(([name]) => name.replace(/^\[method\]/, ''))
}

/** `answer-buffer` as JavaScript writes it: `answerBuffer`. */
export function camelCase(name: string): string {
  return name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function notThere(names: readonly string[]): string {
  return `imports what this host does not have: ${listNames(names)}`
}
