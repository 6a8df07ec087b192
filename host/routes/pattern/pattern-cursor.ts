import type { ByteString } from '../../exchange/byte-string.ts'

/** The pattern is no regular expression for Boost. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError'
}

/** Flags that a pattern sets for what follows in its group. */
export interface PatternFlags {
  readonly ignoreCase: boolean
  /** `x`: blanks and comments do not count. */
  readonly extended: boolean
  /** `-s`: a dot stops at ends of lines. */
  readonly dotStops: boolean
  /** `-m`: `^` and `$` are only the ends of the text. */
  readonly single: boolean
}

/** A place in a pattern, with what is known so far. */
export class PatternCursor {
  readonly text: ByteString
  at = 0
  flags: PatternFlags = { ignoreCase: false, extended: false, dotStops: false, single: false }
  /** Groups counted so far. */
  groups = 0
  depth = 0
  readonly names = new Set<string>()
  readonly #references: string[] = []
  #unsupported: string | undefined
  #steadyOnly: string | undefined

  constructor(text: ByteString) {
    this.text = text
  }

  get unsupported(): string | undefined {
    return this.#unsupported
  }

  get steadyOnly(): string | undefined {
    return this.#steadyOnly
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  /** The next character, empty at the end. */
  get next(): string {
    return this.text.charAt(this.at)
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at)
  }

  take(): string {
    const taken = this.next
    this.at++
    return taken
  }

  takeIf(text: string): boolean {
    if (!this.startsWith(text)) return false
    this.at += text.length
    return true
  }

  /** What a sticky expression matches here; undefined, and nothing taken, if it does not. */
  takeMatch(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at
    const match = expression.exec(this.text)
    if (match === null) return undefined
    this.at += match[0].length
    return match
  }

  fail(why: string): never {
    throw new InvalidPatternError(`${why} (at byte ${this.at})`)
  }

  /** Something names a group, by its number, its distance or its name. */
  refer(group: string): void {
    const isBack = /^-\d+$/.test(group)
    this.#references.push(isBack ? String(this.groups + 1 + Number(group)) : group)
  }

  /** A group that something names, and that the pattern does not have. */
  get missingGroup(): string | undefined {
    return this.#references.find((group) => {
      const number = Number(group)
      return Number.isNaN(number) ? !this.names.has(group) : number < 1 || number > this.groups
    })
  }

  /** The pattern is one for Boost, but needs more than linear time. */
  leaveOut(why: string): void {
    this.#unsupported ??= why
  }

  /** The same, unless matching never has to go back. */
  wantSteady(why: string): void {
    this.#steadyOnly ??= why
  }
}
