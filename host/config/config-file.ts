import { createRequire } from 'node:module'
import type * as Jsonc from 'jsonc-parser'
import type { JSONScanner, Node, ParseError } from 'jsonc-parser'
import { ConfigError } from '../exchange/errors.ts'
import { escapeText } from '../exchange/log.ts'
import { ConfigSection } from './config-section.ts'

/** The text of a configuration, and its name in messages; without a name messages have keys alone. */
export interface ConfigText {
  readonly text: string
  readonly name: string | undefined
}

// The parser is loaded with the first configuration: most servers of one plugin have none.
const require = createRequire(import.meta.url)

/** An empty configuration. */
export const emptyObject = '{}'

/** The depth of Orthanc's own reader. */
const maxDepth = 1000

/**
 * The outermost object of a configuration in JSON with comments. Throws `ConfigError` for text that is not JSON. Wrong values that are
 * read from the object later are added to `problems`.
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
        `${locate(scanner.getTokenOffset())}nested too deeply: at most ${maxDepth} levels are read`,
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
  [1, 'not valid JSON'],
  [2, 'not a number'],
  [3, 'expected a name in double quotes'],
  [4, 'expected a value'],
  [5, 'expected a colon after the name'],
  [6, 'expected a comma'],
  [7, 'expected a closing brace }'],
  [8, 'expected a closing bracket ]'],
  [9, 'expected nothing after the object'],
  [10, 'a comment is not allowed here'],
  [11, 'the comment does not end with */'],
  [12, 'the string does not end'],
  [13, 'the number is not complete'],
  [14, String.raw`\u needs four hexadecimal digits`],
  [15, String.raw`a backslash needs one of " \ / b f n r t u after it`],
  [16, 'a control character in a string must be escaped'],
])

function explain({ error }: ParseError): string {
  return explanations.get(error) ?? 'not valid JSON'
}
