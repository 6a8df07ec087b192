import { parseNumber } from './byte-text'

/** `name:part:…`, the parts being words or `key=value`. */
export class Recipe {
  readonly name: string
  readonly parts: string[]

  constructor(text: string) {
    const pieces = text.split(':')
    this.name = pieces[0]
    this.parts = pieces.slice(1)
  }

  /** The number of a key; 0 without it. */
  number(key: string): i64 {
    for (let i = 0; i < this.parts.length; i++) {
      if (this.parts[i].startsWith(key + '=')) {
        return parseNumber(this.parts[i].substring(key.length + 1))
      }
    }
    return 0
  }

  /** The last word after the first part. */
  word(otherwise: string): string {
    for (let i = this.parts.length - 1; i > 0; i--) {
      if (!this.parts[i].includes('=')) return this.parts[i]
    }
    return otherwise
  }
}

/** The number that a place and a seed give: the same on every side of a comparison. */
export function seeded(index: u32, seed: u32): u32 {
  let mixed = index + 0x9e3779b9 * (seed + 1)
  mixed ^= mixed >> 16
  mixed *= 0x7feb352d
  mixed ^= mixed >> 15
  mixed *= 0x846ca68b
  return mixed ^ (mixed >> 16)
}
