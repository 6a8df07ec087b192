import type { ByteString } from '../exchange/byte-string.ts'

/**
 * Which plugin waits for the answer of which other one. A plugin answers one request after the other, so that two that
 * wait for each other, directly or over others, would wait for ever.
 */
export class WaitGraph {
  readonly #waits = new Map<ByteString, ByteString[]>()

  /** Notes that `plugin` waits for `other`, unless `other` waits for it already: then it is false. */
  begin(plugin: ByteString, other: ByteString): boolean {
    if (this.#leads(other, plugin)) return false
    const others = this.#waits.get(plugin)
    if (others === undefined) this.#waits.set(plugin, [other])
    else others.push(other)
    return true
  }

  /** Takes one such note back. */
  end(plugin: ByteString, other: ByteString): void {
    const others = this.#waits.get(plugin) ?? []
    const at = others.indexOf(other)
    if (at >= 0) others.splice(at, 1)
    if (others.length === 0) this.#waits.delete(plugin)
  }

  #leads(from: ByteString, to: ByteString): boolean {
    const seen = new Set([from])
    for (const plugin of seen) {
      if (plugin === to) return true
      for (const next of this.#waits.get(plugin) ?? []) seen.add(next)
    }
    return false
  }
}
