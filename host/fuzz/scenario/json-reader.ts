import { ConfigError } from '../../exchange/errors.ts'

/** The largest number of 32 bits. */
export const largestU32 = 2 ** 32 - 1
const longestList = 1_000_000

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>

/** One of some names. */
export function known(json: unknown, at: string, names: readonly string[]): string {
  const name = names.find((candidate) => candidate === json)
  if (name === undefined) throw wrong(at, 'the name of a function that the host has')
  return name
}

/** An object; what is in it is not looked at. */
export function object(json: unknown, at: string): JsonObject {
  if (isObject(json)) return json
  throw wrong(at, 'an object')
}

function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

/** A list that is not too long. */
export function list(json: unknown, at: string): readonly unknown[] {
  if (Array.isArray(json) && json.length <= longestList) return json
  throw wrong(at, 'a list')
}

/** A whole number from 0 to the largest. */
export function whole(json: unknown, at: string, most: number): number {
  if (typeof json === 'number' && Number.isInteger(json) && json >= 0 && json <= most) return json
  throw wrong(at, `a whole number from 0 to ${most}`)
}

/** A text of which each character is a byte. */
export function bytes(json: unknown, at: string): string {
  if (typeof json === 'string' && !/[^\0-\u00ff]/.test(json)) return json
  throw wrong(at, 'a text of characters up to U+00FF, one for each byte')
}

/** A text that a pattern takes. */
export function matching(json: unknown, at: string, pattern: RegExp): string {
  if (typeof json === 'string' && pattern.test(json)) return json
  throw wrong(at, `a text like ${pattern.source}`)
}

/** What is wrong with a file: where, and what should be there. */
export function wrong(at: string, needed: string): ConfigError {
  return new ConfigError(`${at}: ${needed} needed`)
}
