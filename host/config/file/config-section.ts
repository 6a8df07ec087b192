import type { Node } from 'jsonc-parser'
import {
  mapLimits,
  propertyOf,
  type LimitRow,
  type LimitRows,
  type LimitsOf,
} from '../../exchange/limits.ts'
import { escapeText } from '../../exchange/log.ts'
import { findSimilar } from './spelling.ts'

/** A text of the configuration with its place. */
export interface ConfigString {
  readonly value: string
  /** Adds a problem with this text; the message follows its key. */
  readonly refuse: (message: string) => void
}

interface Member {
  readonly key: Node
  readonly value: Node
}

interface SectionSource {
  /** The object's node. */
  readonly node: Node
  /** Keys that lead to it, with a final dot. */
  readonly path: string
  /** File and line of an offset, for the begin of a message. */
  readonly locate: (offset: number) => string
  /** Where messages about wrong values go. */
  readonly problems: string[]
}

/**
 * One object of the configuration. A value of the wrong type or out of range is added to the problems and read as absent, so that
 * all problems are found at once.
 */
export class ConfigSection {
  readonly #source: SectionSource
  readonly #members = new Map<string, Member>()

  constructor(source: SectionSource) {
    this.#source = source
    for (const { children: [key, value] = [] } of source.node.children ?? [])
      if (key !== undefined && value !== undefined)
        this.#members.set(String(key.value), { key, value })
  }

  get node(): Node {
    return this.#source.node
  }

  keys(): readonly string[] {
    return [...this.#members.keys()]
  }

  boolean(key: string): boolean | undefined {
    const node = this.#valueOf(key, 'boolean', 'true or false')
    return node === undefined ? undefined : node.value === true
  }

  /** A whole number from `minimum` to `maximum`, both included. */
  integer(key: string, minimum: number, maximum: number): number | undefined {
    const node = this.#valueOf(key, 'number', 'a number')
    if (node === undefined) return undefined
    const value = Number(node.value)
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value
    this.refuse(key, `expected a whole number from ${minimum} to ${maximum}, found ${value}`)
    return undefined
  }

  /** A number from `minimum` to `maximum`, both included. */
  number(key: string, minimum: number, maximum: number): number | undefined {
    const node = this.#valueOf(key, 'number', 'a number')
    if (node === undefined) return undefined
    const value = Number(node.value)
    if (value >= minimum && value <= maximum) return value
    this.refuse(key, `expected a number from ${minimum} to ${maximum}, found ${value}`)
    return undefined
  }

  /** The values of a table of limits; `base` has those of absent keys. */
  limits<Rows extends LimitRows>(rows: Rows, base: LimitsOf<Rows>): LimitsOf<Rows> {
    const read = (key: string, row: LimitRow): unknown => {
      if ('choices' in row) return this.choice(key, row.choices)
      if (!('unit' in row)) return this.boolean(key)
      const { minimum, maximum, isFraction = false } = row
      return isFraction ? this.number(key, minimum, maximum) : this.integer(key, minimum, maximum)
    }
    return mapLimits(rows, (key, row) => read(key, row) ?? Reflect.get(base, propertyOf(key)))
  }

  string(key: string): ConfigString | undefined {
    const node = this.#valueOf(key, 'string', 'a string')
    if (node === undefined) return undefined
    return { value: String(node.value), refuse: (message) => this.refuse(key, message) }
  }

  choice<T extends string>(key: string, choices: readonly T[]): T | undefined {
    const text = this.string(key)
    if (text === undefined) return undefined
    const found = choices.find((choice) => choice === text.value)
    if (found === undefined) text.refuse(`expected ${listOf(choices)}, found ${quote(text.value)}`)
    return found
  }

  strings(key: string): readonly ConfigString[] | undefined {
    const node = this.#valueOf(key, 'array', 'a list of strings')
    if (node === undefined) return undefined
    const items = node.children ?? []
    const wrong = items.find((item) => item.type !== 'string')
    if (wrong !== undefined)
      this.refuse(key, `expected a list of strings, found ${typeNames[wrong.type]} in it`, wrong)
    const strings = items.filter((item) => item.type === 'string')
    return strings.map((item) => ({
      value: String(item.value),
      refuse: (message) => this.refuse(key, message, item),
    }))
  }

  section(key: string): ConfigSection | undefined {
    const node = this.#valueOf(key, 'object', 'an object')
    if (node === undefined) return undefined
    return new ConfigSection({ ...this.#source, node, path: `${this.#source.path}${key}.` })
  }

  /** Refuses all keys but these. */
  allowOnly(known: readonly string[]): void {
    for (const key of this.#members.keys())
      if (!known.includes(key)) this.refuse(key, `unknown key; ${suggest(key, known)}`)
  }

  /** Adds a problem with the value of a key; `at` is a node within the value. */
  refuse(key: string, message: string, at?: Node): void {
    this.#source.problems.push(`${this.placeOf(key, at)}: ${message}`)
  }

  /** File, line and keys of a key, for the begin of a message; the line is that of `at`, a node within the value. */
  placeOf(key: string, at?: Node): string {
    const { path, locate } = this.#source
    const node = at ?? this.#members.get(key)?.key ?? this.node
    return `${locate(node.offset)}${quote(path + key)}`
  }

  #valueOf(key: string, type: Node['type'], expected: string): Node | undefined {
    const node = this.#members.get(key)?.value
    if (node === undefined || node.type === type) return node
    this.refuse(key, `expected ${expected}, found ${typeNames[node.type]}`)
    return undefined
  }
}

const typeNames: Readonly<Record<Node['type'], string>> = {
  object: 'an object',
  array: 'a list',
  property: 'a property',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
}

/** A text of the configuration in a message, on one line and not too long. */
export function quote(text: string): string {
  return `"${escapeText(text.length <= 200 ? text : `${text.slice(0, 200)}…`)}"`
}

/** How much of a key may differ from the one that was probably meant. */
const keyTolerance = 0.34

function suggest(key: string, known: readonly string[]): string {
  const similar = findSimilar(key, known, keyTolerance)
  const meant = similar === undefined ? '' : `did you mean ${quote(similar)}? `
  return `${meant}known are ${known.join(', ')}`
}

function listOf(choices: readonly string[]): string {
  const [last = '', ...others] = choices.map(quote).toReversed()
  return `${others.toReversed().join(', ')} or ${last}`
}
