import { textOf, type ByteString } from '../exchange/byte-string.ts'

/** Tells whether a plugin may have the name that it gives at first. */
export type ClaimName = (name: ByteString) => Promise<boolean>

/**
 * The name that a plugin gives itself. What it may reach and take goes by it, so it must not be that of another plugin, and
 * stays what it was at first.
 */
export class GuestName {
  readonly #claim: ClaimName | undefined
  readonly #refuse: (reason: string) => void
  #name: ByteString | undefined
  #settling: Promise<void> | undefined

  /** `known`: the one that it gave before, if it did. `refuse` is told why it cannot have the one that it gives. */
  constructor(
    known: ByteString | undefined,
    claim: ClaimName | undefined,
    refuse: (reason: string) => void,
  ) {
    this.#name = known
    this.#claim = claim
    this.#refuse = refuse
  }

  /** Empty where it has not given any. */
  get value(): ByteString {
    return this.#name ?? ''
  }

  /** Until it is known whether the name is its own; `undefined` once it is. */
  get settling(): Promise<void> | undefined {
    return this.#settling
  }

  /** The plugin says its name. */
  give(name: ByteString): void {
    if (this.#name === undefined) this.#settling = this.#settle(name)
    this.#name ??= name
    if (name !== this.#name) this.#refuse('it gave another name than at first')
  }

  async #settle(name: ByteString): Promise<void> {
    const isOwn = await this.#claim?.(name)
    this.#settling = undefined
    if (isOwn === false) this.#refuse(`another plugin has the name ${textOf(name)} already`)
  }
}
