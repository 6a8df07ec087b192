/**
 * What each client holds of one resource, of which one client may hold a share. `undefined` stands for clients that no share
 * limits: callers of the library, plugins, connections of trusted proxies.
 */
export class ClientShares {
  /** The amount from which on a client gets no more; `Infinity` if one client may have all. */
  readonly limit: number
  readonly #held = new Map<string, number>()

  /** `share`: the part of `capacity` that one client may hold, more than 0; 1 turns the limit off. */
  constructor(capacity: number, share: number) {
    this.limit = share >= 1 ? Infinity : Math.max(1, Math.floor(capacity * share))
  }

  /** Whether the client holds its share already. */
  isReached(client: string | undefined): boolean {
    return client !== undefined && this.heldBy(client) >= this.limit
  }

  heldBy(client: string): number {
    return this.#held.get(client) ?? 0
  }

  take(client: string | undefined, amount = 1): void {
    if (client !== undefined) this.#held.set(client, this.heldBy(client) + amount)
  }

  release(client: string | undefined, amount = 1): void {
    if (client === undefined) return
    const left = this.heldBy(client) - amount
    if (left > 0) this.#held.set(client, left)
    else this.#held.delete(client)
  }
}
