import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of chunks that are collected together. */
const collectedBytes = 4 * 1024 * 1024

/**
 * Frees the chunks in which bodies arrive. node:http allocates each one outside of V8's heap. V8 adds their size to that of its old
 * objects, and so marks the whole heap after every 20 MiB, which takes longer than all else that a body needs. Chunks are
 * young: collecting young objects alone takes less than a millisecond (docs/decisions/005-buffers-of-large-bodies.md).
 */
export class ChunkCollector {
  #collect: (() => void) | undefined
  #bytes = 0

  /** A chunk of that length has been copied. */
  count(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes < collectedBytes) return
    this.#bytes = 0
    this.#collect ??= youngCollector()
    this.#collect()
  }
}

/** V8's own function, which is in contexts that are created while the flag is set. */
function youngCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  return typeof collect === 'function' ? () => collect({ type: 'minor' }) : () => undefined
}
