import type { Header } from '../exchange/answer.ts'
import { breaksLine } from '../exchange/http.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { FrameError } from './frame.ts'

/**
 * Reads the JSON of a frame, which is as untrusted as bytes from the network. Each function checks the member's type and
 * limits and throws `FrameError` otherwise.
 */
export class Fields {
  readonly #value: object

  constructor(value: unknown) {
    if (typeof value !== 'object' || value === null) throw new FrameError('not an object')
    this.#value = value
  }

  has(key: string): boolean {
    return this.#get(key) !== undefined
  }

  text(key: string, mostCharacters: number): string {
    return textOf(this.#get(key), key, mostCharacters)
  }

  integer(key: string, least: number, most: number): number {
    const value = this.#get(key)
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)
      return value
    throw new FrameError(`${key} is not a whole number from ${least} to ${most}`)
  }

  boolean(key: string): boolean {
    const value = this.#get(key)
    if (typeof value !== 'boolean') throw new FrameError(`${key} is not true or false`)
    return value
  }

  choice<T extends string>(key: string, choices: readonly T[]): T {
    const found = choices.find((choice) => choice === this.#get(key))
    if (found === undefined) throw new FrameError(`${key} is not one of ${choices.join(', ')}`)
    return found
  }

  list<T>(key: string, most: number, read: (item: unknown) => T): readonly T[] {
    const value = this.#get(key)
    if (!Array.isArray(value) || value.length > most)
      throw new FrameError(`${key} is not a list of at most ${most}`)
    return value.map(read)
  }

  /** A member without a check, for another reader. */
  any(key: string): unknown {
    return this.#get(key)
  }

  /** The member as `read` returns it; `undefined` if it is absent. */
  optional<T>(key: string, read: (key: string) => T): T | undefined {
    return this.has(key) ? read(key) : undefined
  }

  #get(key: string): unknown {
    return Object.getOwnPropertyDescriptor(this.#value, key)?.value
  }
}

/** A text of at most `mostCharacters`. */
export function textOf(value: unknown, name: string, mostCharacters: number): string {
  if (typeof value === 'string' && value.length <= mostCharacters) return value
  throw new FrameError(`${name} is not a text of at most ${mostCharacters} characters`)
}

/** Checks a header line of a JSON payload. */
export function headerOf(value: unknown): Header {
  if (!Array.isArray(value) || value.length !== 2) throw new FrameError('not a header line')
  const [name, text] = value.map((part) => textOf(part, 'a header', fixedLimits.stringBytes))
  if (name === undefined || text === undefined || breaksLine(name) || breaksLine(text))
    throw new FrameError('a line break in a header')
  return [name, text]
}
