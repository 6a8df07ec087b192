import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPackageRoot } from '../../../guest/build/package-root.ts'
import { witPackage } from '../../../abi/component.ts'
import type { ComponentTypes } from './component-types.ts'

/** The interfaces of the world, in WIT. */
export function readWit(): string {
  return readFileSync(join(findPackageRoot(), 'guest/wit/orthanc.wit'), 'utf8')
}

const { name: packageName, version } = witPackage

/** The functions of the world `plugin` as `readComponentTypes` tells those of a component. */
export function typesOfWit(wit: string): ComponentTypes {
  const names = new Map<string, string>()
  const imports = new Map<string, ReadonlyMap<string, string>>()
  let exports: ReadonlyMap<string, string> = new Map()
  const text = wit.replaceAll(/^\s*\/\/.*$/gm, '').replaceAll(/%|\s+$/gm, '')
  for (const [, kind, name = '', body = ''] of text.matchAll(
    /^(interface|world) ([\w-]+) \{\n([^]*?)^\}/gm,
  )) {
    readNames(body, names)
    if (kind === 'interface')
      imports.set(`${packageName}/${name}@${version}`, readFunctions(body, names))
    else if (name === 'plugin') exports = readFunctions(body, names)
  }
  return { imports, exports }
}

/** Types and enumerations, and records of those before them. */
function readNames(body: string, names: Map<string, string>): void {
  for (const [, kind, name = '', type = '', parts = ''] of body.matchAll(
    /^ {2}(type|enum|record) ([\w-]+) (?:= (.*);|\{\n([^]*?)^ {2}\})/gm,
  )) {
    const listed = parts
      .split('\n')
      .map((line) => line.trim().replace(/,$/, ''))
      .filter((line) => line !== '')
    if (kind === 'type') names.set(name, expand(type, names))
    if (kind === 'enum') names.set(name, `enum{${listed.join(', ')}}`)
    if (kind === 'record')
      names.set(name, `record{${listed.map((field) => expandField(field, names)).join(', ')}}`)
  }
}

/** Functions, and the methods of a resource, which get the resource first. */
function readFunctions(body: string, names: ReadonlyMap<string, string>): Map<string, string> {
  const functions = new Map<string, string>()
  const resource = /^ {2}resource ([\w-]+) /m.exec(body)?.[1] ?? ''
  for (const [, indent = '', name = '', parameters = '', result] of body.matchAll(
    /^( +)(?:export )?([\w-]+): func\((.*?)\)(?: -> (.*))?;$/gm,
  )) {
    const isMethod = indent.length > 2
    const taken = [
      ...(isMethod ? [`borrow<${resource}>`] : []),
      ...parameters.split(/, (?=[\w-]+: )/).flatMap((each) => (each === '' ? [] : [typeIn(each)])),
    ]
    const type = `func(${taken.join(', ')})${result === undefined ? '' : ` -> ${result}`}`
    functions.set(isMethod ? `[method]${resource}.${name}` : name, expand(type, names))
  }
  return functions
}

function typeIn(parameter: string): string {
  return parameter.replace(/^[\w-]+: /, '')
}

function expandField(field: string, names: ReadonlyMap<string, string>): string {
  const [name = '', type = ''] = field.split(': ')
  return `${name}: ${expand(type, names)}`
}

/** The type with its names replaced by what they stand for. */
function expand(type: string, names: ReadonlyMap<string, string>): string {
  return type.replaceAll(/[\w-]+/g, (name) => names.get(name) ?? name)
}
