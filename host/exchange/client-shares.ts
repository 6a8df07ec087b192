/**
 * The amount of one resource that each client holds, with a limit for one client. `undefined` stands for clients without a limit:
 * callers of the library, plugins, connections of trusted proxies.
 */
export class ClientShares {
  /** The most that one client may hold; `Infinity` if one client may have all. */
  readonly limit: number
  readonly #held = new Map<string, number>()

  /** `share`: the part of `capacity` that one client may hold, more than 0; 1 turns the limit off. */
  constructor(capacity: number, share: number) {
    this.limit = share >= 1 ? Infinity : Math.max(1, Math.floor(capacity * share))
  }

  /** Whether a client may hold that much more. One that holds nothing may, so that nothing is too large for a share. */
  hasRoom(client: string | undefined, amount = 1): boolean {
    if (client === undefined) return true
    const held = this.heldBy(client)
    return held === 0 || held + amount <= this.limit
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
