import type { ByteString } from '../../exchange/byte-string.ts'
import { foldPattern, type ByteSet, type PatternNode } from '../../routes/pattern/pattern-node.ts'
import type { Random } from '../random.ts'

/** What a generated text is made of. */
export interface TextParts {
  readonly random: Random
  /** Whole texts that stand where a pattern takes any. */
  readonly words: readonly ByteString[]
  /** The text for one of the places where a pattern takes any, counted from 0, where it fits there. */
  readonly pinned?: { readonly place: number; readonly word: ByteString }
}

/** Repetitions beyond the least, usually and at most. */
const fewMore = 3
const manyMore = 300
/** Texts of one pattern end somewhere. */
const longestText = 4096

/** A text that a pattern most likely matches; assertions are ignored. */
export function textFor(node: PatternNode, parts: TextParts): ByteString {
  const writer = new TextWriter(parts)
  return writer.text(node)
}

/** How many places of a pattern take any text of their bytes. */
export function placesIn(node: PatternNode): number {
  return foldPattern<number>(node, {
    byte: () => 0,
    set: () => 0,
    assert: () => 0,
    sequence: (parts) => parts.reduce((sum, places) => sum + places, 0),
    choice: (branches) => Math.max(0, ...branches),
    capture: (places) => places,
    repeat: (places, { part }) => (part.kind === 'set' ? 1 : places),
  })
}

class TextWriter {
  readonly #parts: TextParts
  #place = 0
  #length = 0

  constructor(parts: TextParts) {
    this.#parts = parts
  }

  text(node: PatternNode): ByteString {
    if (node.kind === 'byte') return String.fromCharCode(node.byte)
    if (node.kind === 'set') return this.#byteOf(node.set)
    if (node.kind === 'sequence') return node.parts.map((part) => this.text(part)).join('')
    if (node.kind === 'choice') return this.text(this.#parts.random.pick(node.branches))
    if (node.kind === 'capture') return this.text(node.part)
    if (node.kind !== 'repeat') return ''
    const { part, min, max } = node
    return part.kind === 'set'
      ? this.#anyOf(part.set, min, max)
      : this.#repeated(part, this.#countOf(min, max))
  }

  /** A text of bytes of a set: the one that is asked for, a word, or anything. */
  #anyOf(set: ByteSet, min: number, max: number): ByteString {
    const { random, words, pinned } = this.#parts
    const fits = (word: ByteString): boolean =>
      word.length >= min && word.length <= max && isOf(word, set)
    const place = this.#place++
    if (pinned?.place === place && fits(pinned.word)) return pinned.word
    if (words.length > 0 && random.chance(60)) {
      const word = random.pick(words)
      if (fits(word)) return word
    }
    return this.#repeated({ kind: 'set', set }, this.#countOf(min, max))
  }

  #repeated(part: PatternNode, count: number): ByteString {
    let text = ''
    for (let i = 0; i < count && this.#length < longestText; i++) {
      const more = this.text(part)
      text += more
      this.#length += more.length
    }
    return text
  }

  #countOf(min: number, max: number): number {
    const { random } = this.#parts
    const more = random.below((random.chance(3) ? manyMore : fewMore) + 1)
    return Math.min(max, min + more)
  }

  /** Mostly letters and digits where the set has any: other bytes change what a path is. */
  #byteOf(set: ByteSet): ByteString {
    const { random } = this.#parts
    const usual = [...set.keys()].filter((byte) => set[byte] === 1 && isUsual(byte))
    const all = [...set.keys()].filter((byte) => set[byte] === 1)
    const bytes = usual.length > 0 && random.chance(85) ? usual : all
    return bytes.length === 0 ? '' : String.fromCharCode(random.pick(bytes))
  }
}

function isOf(word: ByteString, set: ByteSet): boolean {
  for (let i = 0; i < word.length; i++) if (set[word.charCodeAt(i)] !== 1) return false
  return true
}

/** Letters, digits, `-` and `_`. */
function isUsual(byte: number): boolean {
  return /[\w-]/.test(String.fromCharCode(byte))
}
