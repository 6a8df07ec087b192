import { textOf, type ByteString } from '../exchange/byte-string.ts'
import type { Route } from '../exchange/registrations.ts'

/** Tells whether a plugin may have the name that it gives at first. */
export type ClaimName = (name: ByteString) => Promise<boolean>

/** What is known of a plugin before it runs. */
export interface KnownIdentity {
  /** The name that it gave before; `undefined` where it was not asked yet. */
  readonly name: ByteString | undefined
  /** The routes that the route table was made from; `undefined` for the first instance, which tells them. */
  readonly routes: readonly Route[] | undefined
  /** Absent: it may have any name. */
  readonly claimName: ClaimName | undefined
}

/**
 * What a plugin says that it is: its name and its routes, which stay what they were at first. What it may reach and take
 * goes by the name, so that must not be another plugin's.
 */
export class GuestIdentity {
  readonly #claim: ClaimName | undefined
  readonly #refuse: (reason: string) => void
  #name: ByteString | undefined
  #routes: readonly Route[] | undefined
  #settling: Promise<void> | undefined

  /** `refuse` is told why it cannot be what it says. */
  constructor({ name, routes, claimName }: KnownIdentity, refuse: (reason: string) => void) {
    this.#name = name
    this.#routes = routes
    this.#claim = claimName
    this.#refuse = refuse
  }

  /** Empty where it has not given any. */
  get name(): ByteString {
    return this.#name ?? ''
  }

  /** Until it is known whether the name is its own; `undefined` once it is. */
  get settling(): Promise<void> | undefined {
    return this.#settling
  }

  /** An instance says its name. */
  giveName(name: ByteString): void {
    if (this.#name === undefined) this.#settling = this.#settle(name)
    this.#name ??= name
    if (name !== this.#name) this.#refuse('it gave another name than at first')
  }

  /** An instance says its routes. */
  giveRoutes(routes: readonly Route[]): void {
    this.#routes ??= routes
    if (!areSame(routes, this.#routes)) this.#refuse('it registered other routes than at first')
  }

  async #settle(name: ByteString): Promise<void> {
    const isOwn = await this.#claim?.(name)
    this.#settling = undefined
    if (isOwn === false) this.#refuse(`another plugin has the name ${textOf(name)} already`)
  }
}

/** Whether a position means the same route in both. */
function areSame(routes: readonly Route[], others: readonly Route[]): boolean {
  return (
    routes.length === others.length &&
    routes.every(({ pattern }, i) => pattern === others[i]?.pattern)
  )
}
