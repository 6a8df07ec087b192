import { createRequire } from 'node:module'
import type * as Jsonc from 'jsonc-parser'
import type { JSONScanner, Node, ParseError } from 'jsonc-parser'
import { ConfigError } from '../exchange/errors.ts'
import { escapeText } from '../exchange/log.ts'
import { ConfigSection } from './config-section.ts'

/** The text of a configuration, and what messages call it; without a name they name keys alone. */
export interface ConfigText {
  readonly text: string
  readonly name: string | undefined
}

// The parser is loaded with the first configuration: most servers of one plugin have none.
const require = createRequire(import.meta.url)

/** The text of a configuration that says nothing. */
export const emptyObject = '{}'

/** As deep as Orthanc's own reader goes. */
const maxDepth = 1000

/**
 * The outermost object of a configuration in JSON with comments. Throws `ConfigError` for what is no JSON, and collects
 * in `problems` what is read from the object later and is wrong.
 */
export function parseConfig({ text, name }: ConfigText, problems: string[]): ConfigSection {
  const locate = (offset: number): string => locationOf(text, name, offset)
  return new ConfigSection({ node: parseObject(text, locate), path: '', locate, problems })
}

type Locate = (offset: number) => string

function parseObject(text: string, locate: Locate): Node {
  if (text === emptyObject) return { type: 'object', offset: 0, length: text.length }
  const { createScanner, parseTree }: typeof Jsonc = require('jsonc-parser')
  refuseDepth(createScanner(text, true), locate)
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error !== undefined) throw new ConfigError(`${locate(error.offset)}${explain(error)}`)
  if (root?.type !== 'object')
    throw new ConfigError(`${locate(root?.offset ?? 0)}expected an object { … }`)
  return root
}

/** Whether the value with those keys, from the outermost object on, is left out; a value in a list has the keys of the list. */
export type IsHidden = (path: readonly string[], value: Node) => boolean

/**
 * The JSON of a node without comments and without what is hidden; numbers and strings as they were written, the last of equal
 * names.
 */
export function jsonOf(
  node: Node,
  text: string,
  isHidden: IsHidden,
  path: readonly string[] = [],
): string {
  const children = node.children ?? []
  if (node.type === 'array') {
    const items = children.filter((item) => !isHidden(path, item))
    return `[${items.map((item) => jsonOf(item, text, isHidden, path)).join(',')}]`
  }
  if (node.type !== 'object') return text.slice(node.offset, node.offset + node.length)
  const members = new Map<string, string>()
  for (const { children: [key, value] = [] } of children) {
    if (key === undefined || value === undefined) continue
    const name = String(key.value)
    const inner = [...path, name]
    members.delete(name)
    if (isHidden(inner, value)) continue
    members.set(name, `${JSON.stringify(key.value)}:${jsonOf(value, text, isHidden, inner)}`)
  }
  return `{${[...members.values()].join(',')}}`
}

function locationOf(text: string, name: string | undefined, offset: number): string {
  if (name === undefined) return ''
  const line = text.slice(0, offset).split(/\r\n|\n|\r/).length
  return `${escapeText(name)}:${line}: `
}

/** The parser calls itself for each level, so the depth is counted before it runs. */
function refuseDepth(scanner: JSONScanner, locate: Locate): void {
  let depth = 0
  for (let token: number = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    if (token === tokens.openBrace || token === tokens.openBracket) depth++
    if (token === tokens.closeBrace || token === tokens.closeBracket) depth--
    if (depth > maxDepth)
      throw new ConfigError(
        `${locate(scanner.getTokenOffset())}nested too deep, at most ${maxDepth} levels are read`,
      )
  }
}

/** `SyntaxKind` of jsonc-parser, whose enums exist for its types alone. */
const tokens = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  end: 17,
} as const

/** By `ParseErrorCode` of jsonc-parser. */
const explanations: ReadonlyMap<number, string> = new Map([
  [1, 'this is no JSON'],
  [2, 'not a number'],
  [3, 'expected a name in double quotes'],
  [4, 'expected a value'],
  [5, 'expected a colon behind the name'],
  [6, 'expected a comma'],
  [7, 'expected a closing brace }'],
  [8, 'expected a closing bracket ]'],
  [9, 'expected nothing more behind the object'],
  [10, 'a comment is not allowed here'],
  [11, 'the comment has no end */'],
  [12, 'the string has no end'],
  [13, 'the number is not complete'],
  [14, String.raw`\u needs four hexadecimal digits`],
  [15, String.raw`a backslash needs one of " \ / b f n r t u behind it`],
  [16, 'a control character in a string is to be written as an escape'],
])

function explain({ error }: ParseError): string {
  return explanations.get(error) ?? 'this is no JSON'
}
