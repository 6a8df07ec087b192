import { createRequire } from 'node:module'
import type * as Jsonc from 'jsonc-parser'
import type { JSONScanner, Node, ParseError } from 'jsonc-parser'
import { ConfigError } from '../../exchange/errors.ts'
import { escapeText } from '../../exchange/log.ts'
import {
  originalOffset,
  replaceVariables,
  type Environment,
  type ReplacedText,
} from './environment.ts'

/** The text of a configuration, and its name in messages; without a name messages have keys alone. */
export interface ConfigText {
  readonly text: string
  readonly name: string | undefined
}

/** A variable of the environment that has neither a value nor a default. */
export interface UnsetVariable {
  readonly name: string
  /** Keys from the outermost object on that lead to the value, or the name, in which it stands. */
  readonly path: readonly string[]
  readonly value: Node
  /** File and line, for the begin of a message. */
  readonly place: string
}

// The parser is loaded with the first configuration: most servers of one plugin have none.
const require = createRequire(import.meta.url)

/** An empty configuration. */
export const emptyObject = '{}'

/** The depth of Orthanc's own reader. */
const maxDepth = 1000

/** One file of a configuration. Offsets count in the joined text of all files. */
export class ConfigFile {
  readonly base: number
  /** With variables replaced. */
  readonly text: string
  readonly root: Node
  readonly #source: ConfigText
  readonly #replacements: ReplacedText['replacements']

  constructor(source: ConfigText, environment: Environment | undefined, base: number) {
    this.#source = source
    this.base = base
    const locate = (offset: number): string => locationOf(source, offset)
    const { text, replacements } =
      environment === undefined
        ? { text: source.text, replacements: [] }
        : replaceVariables(source.text, environment, locate)
    this.text = text
    this.#replacements = replacements
    this.root = moveNode(this.#parse(), base)
  }

  /** File and line of an offset, for the begin of a message. */
  locate(offset: number): string {
    return locationOf(this.#source, originalOffset(this.#replacements, offset - this.base))
  }

  unset(): readonly UnsetVariable[] {
    return this.#replacements.flatMap(({ name, isSet, at }) => {
      const offset = this.base + at
      // In a comment there is no value.
      const found = isSet ? undefined : findValue(this.root, offset)
      return found === undefined ? [] : [{ ...found, name, place: this.locate(offset) }]
    })
  }

  #parse(): Node {
    const { text } = this
    if (text === emptyObject) return { type: 'object', offset: 0, length: text.length }
    const { createScanner, parseTree }: typeof Jsonc = require('jsonc-parser')
    const fail = (offset: number, message: string): never => {
      const at = offset + this.base
      throw new ConfigError(`${this.locate(at)}${message}${this.#describeVariables(at)}`)
    }
    const tooDeep = findTooDeep(createScanner(text, true))
    if (tooDeep !== undefined)
      fail(tooDeep, `nested too deeply: at most ${maxDepth} levels are read`)
    const errors: ParseError[] = []
    const root = parseTree(text, errors, { allowTrailingComma: true })
    const [error] = errors
    if (error !== undefined) return fail(error.offset, explain(error))
    return root?.type === 'object' ? root : fail(root?.offset ?? 0, 'expected an object { … }')
  }

  /** The variables in the line of an offset, as they may be the cause of an error. */
  #describeVariables(offset: number): string {
    const place = this.locate(offset)
    const inLine = this.#replacements.filter(({ at }) => this.locate(this.base + at) === place)
    const unset = inLine.find(({ isSet }) => !isSet)
    if (unset !== undefined)
      return ` (\${${escapeText(unset.name)}} is not set in the environment and has no default)`
    const [first] = inLine
    if (first === undefined) return ''
    return ` (the value of \${${escapeText(first.name)}} is inserted as it is: quotation marks and backslashes in it need a backslash)`
  }
}

/** A node with `by` added to its offset and to those of all in it. */
function moveNode(node: Node, by: number): Node {
  if (by === 0) return node
  const children = node.children?.map((child) => moveNode(child, by))
  return { ...node, offset: node.offset + by, ...(children && { children }) }
}

/** The value at an offset and the keys that lead to it; for an offset in a key, the value of that key. */
function findValue(
  node: Node,
  offset: number,
  path: readonly string[] = [],
): Pick<UnsetVariable, 'path' | 'value'> | undefined {
  const child = node.children?.find((each) => hasOffset(each, offset))
  if (node.type === 'array') return child && findValue(child, offset, path)
  if (node.type !== 'object') return { path, value: node }
  const [key, value] = child?.children ?? []
  if (key === undefined || value === undefined) return undefined
  const inner = [...path, String(key.value)]
  return hasOffset(value, offset) ? findValue(value, offset, inner) : { path: inner, value }
}

function hasOffset({ offset: begin, length }: Node, offset: number): boolean {
  return begin <= offset && offset <= begin + length
}

function locationOf({ text, name }: ConfigText, offset: number): string {
  if (name === undefined) return ''
  const line = text.slice(0, offset).split(/\r\n|\n|\r/).length
  return `${escapeText(name)}:${line}: `
}

/** The offset where the nesting is too deep. The parser calls itself for each level, so the depth is counted before it runs. */
function findTooDeep(scanner: JSONScanner): number | undefined {
  let depth = 0
  for (let token: number = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    if (token === tokens.openBrace || token === tokens.openBracket) depth++
    if (token === tokens.closeBrace || token === tokens.closeBracket) depth--
    if (depth > maxDepth) return scanner.getTokenOffset()
  }
  return undefined
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
