import type { ByteString } from '../exchange/byte-string.ts'

/**
 * Records which plugin waits for an answer of another plugin. A plugin answers one request at a time, so two that wait for each
 * other, directly or through others, would wait for ever.
 */
export class WaitGraph {
  readonly #waits = new Map<ByteString, ByteString[]>()

  /** Records that `plugin` waits for `other`. Returns false if `other` already waits for `plugin`. */
  begin(plugin: ByteString, other: ByteString): boolean {
    if (this.#leads(other, plugin)) return false
    const others = this.#waits.get(plugin)
    if (others === undefined) this.#waits.set(plugin, [other])
    else others.push(other)
    return true
  }

  /** Removes one such record. */
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
