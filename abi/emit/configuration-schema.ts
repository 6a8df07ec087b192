import {
  allowKeys,
  bridgeKeys,
  changesKeys,
  entryKeys,
  hostKeys,
  type KeyType,
  type KeyTypes,
} from '../../host/config/configuration-keys.ts'
import { usedOptions, type OptionRow } from '../../host/config/orthanc-options.ts'
import { portRange } from '../../host/config/listen-address.ts'
import {
  clientLimits,
  pluginLimits,
  pluginRights,
  type LimitRow,
  type LimitRows,
} from '../../host/exchange/limits.ts'

/** The part of JSON Schema that describes the configuration. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer' | 'number'
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  /** Absent: further keys are allowed. */
  readonly additionalProperties?: false | Schema
}

/** The text of `configuration.schema.json`. `page` is docs/configuration.md, which says what the keys mean. */
export function emitConfigurationSchema(page: string): string {
  const root = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of orthanc-wasm',
    $comment:
      'Generated from host/config/configuration-keys.ts by abi/emit. Do not edit; run "npm run abi".',
    allowTrailingCommas: true,
  }
  return `${JSON.stringify({ ...root, ...describeConfiguration(page) }, undefined, 2)}\n`
}

/** A configuration: Orthanc's keys, and the section `WebAssembly`. */
export function describeConfiguration(page: string): Schema {
  const meanings = readMeanings(page)
  const common = { ...describeLimits(pluginLimits), ...describeLimits(pluginRights) }
  const allow = describeObject(describeKeys(allowKeys, meanings))
  const entry = describeObject({ ...describeKeys(entryKeys, meanings, { allow }), ...common })
  const host = describeObject({
    ...describeKeys(hostKeys, meanings, {
      entries: { type: 'object', additionalProperties: entry },
      bridge: describeObject(describeKeys(bridgeKeys, meanings)),
      changes: describeObject(describeKeys(changesKeys, meanings)),
    }),
    ...describeLimits(clientLimits),
    ...common,
  })
  return {
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      ...describeOptions(),
      WebAssembly: { description: 'the keys of this host', ...host },
    },
  }
}

function describeOptions(): Readonly<Record<string, Schema>> {
  const rows = Object.entries<OptionRow>(usedOptions)
  return Object.fromEntries(rows.map(([key, row]) => [key, describeOption(row)]))
}

function describeOption(row: OptionRow): Schema {
  if (row.use === 'closed')
    return {
      description: `false: 403 for ${row.requests.map((request) => `\`${request}\``).join(', ')}`,
      type: 'boolean',
    }
  if (row.use === 'refused')
    return { description: `${row.value} is refused: ${row.why}`, type: 'boolean' }
  const description = withoutLinks(`${row.meaning}. Default: ${row.default}`)
  return { description, ...optionType(row.type) }
}

function optionType(type: KeyType): Schema {
  if (isSectionType(type)) throw new Error(`${type}: not of Orthanc`)
  return simpleTypes[type]
}

/** Values that are objects with keys of their own. */
type SectionType = 'allow' | 'entries' | 'bridge' | 'changes'

function isSectionType(type: KeyType): type is SectionType {
  return type === 'allow' || type === 'entries' || type === 'bridge' || type === 'changes'
}

function describeObject(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, additionalProperties: false }
}

const strings: Schema = { type: 'array', items: { type: 'string' } }

const simpleTypes: Readonly<Record<Exclude<KeyType, SectionType>, Schema>> = {
  boolean: { type: 'boolean' },
  port: { type: 'integer', ...portRange },
  seconds: { type: 'integer', minimum: 1 },
  integer: { type: 'integer' },
  string: { type: 'string' },
  strings,
  passwords: { type: 'object', additionalProperties: { type: 'string' } },
}

function describeKeys(
  keys: KeyTypes,
  meanings: ReadonlyMap<string, string>,
  sections: Readonly<Record<string, Schema>> = {},
): Readonly<Record<string, Schema>> {
  const types: Readonly<Record<string, Schema>> = { ...simpleTypes, ...sections }
  const described = Object.entries(keys).map(([key, type]) => {
    const row = type === 'entries' ? `${key}.<name>` : key
    const description = meanings.get(row)
    if (description === undefined) throw new Error(`docs/configuration.md has no row for ${row}`)
    return [key, { description, ...types[type] }] as const
  })
  return Object.fromEntries(described)
}

/** What each key means, by the tables of docs/configuration.md. A row may have several keys. */
function readMeanings(page: string): ReadonlyMap<string, string> {
  const rows = [...page.matchAll(/^\| (`[^|]*) \|.* \| (.*?) +\|$/gm)]
  return new Map(
    rows.flatMap(([, keys = '', meaning = '']) =>
      [...keys.matchAll(/`(?:(?:Allow|Bridge|Changes)\.)?([^`]+)`/g)].map(
        ([, key = '']) => [key, withoutLinks(meaning)] as const,
      ),
    ),
  )
}

function withoutLinks(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
}

function describeLimits(rows: LimitRows): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, describeLimit(row)]))
}

function describeLimit(row: LimitRow): Schema {
  const about = { description: row.meaning, default: row.default }
  if ('choices' in row) return { ...about, type: 'string', enum: row.choices }
  if (!('unit' in row)) return { ...about, type: 'boolean' }
  const { minimum, maximum, isFraction = false } = row
  return { ...about, type: isFraction ? 'number' : 'integer', minimum, maximum }
}
