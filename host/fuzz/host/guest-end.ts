import { PluginError } from '../../exchange/errors.ts'
import type { Guest } from './guest.ts'
import { Mismatch } from './mismatch.ts'
import type { WasmValue } from './struct-bytes.ts'

/** A call as a failure tells it. */
export type Told = () => string

/** The words for a call. */
export function told(name: string, values: readonly WasmValue[]): Told {
  return () => `${name}(${values.join(', ')})`
}

/** What ends a guest, and that its host sticks to it. */
export class GuestEnd {
  /** What the guest throws where it traps. */
  readonly trap = new WebAssembly.RuntimeError('unreachable')
  readonly #guest: Guest
  #end: unknown

  constructor(guest: Guest) {
    this.#guest = guest
  }

  /** The guest ends itself. */
  die(): never {
    this.#end = this.trap
    throw this.trap
  }

  /** Makes a call that should return. The host throws only what it was thrown, or what ends the guest. */
  call(name: string, values: readonly WasmValue[]): unknown {
    try {
      const returned = this.#guest.call(name, values)
      if (this.#end === undefined) return returned
    } catch (error) {
      if (error instanceof Mismatch) throw error
      if (error !== this.#end) throw new Mismatch('exception', `${name} threw ${describe(error)}`)
      this.#requireEnd(error)
      throw error
    }
    throw new Mismatch('exception', `${name} returned to a plugin that has ended`)
  }

  /** Makes a call that ends the guest: what it throws is its end. `compare` sees the world before anyone else does. */
  callLast(name: string, values: readonly WasmValue[], compare: () => void): never {
    try {
      this.#guest.call(name, values)
    } catch (error) {
      if (!(error instanceof PluginError))
        throw new Mismatch('exception', `${told(name, values)()} threw ${describe(error)}`)
      this.#end = error
      compare()
      this.#requireEnd(error)
      throw error
    }
    throw new Mismatch('exception', `${told(name, values)()} returned`)
  }

  /** What caught its own end gets no more service. */
  #requireEnd(end: unknown): void {
    try {
      this.#guest.call('sched_yield', [])
    } catch (error) {
      if (error === end) return
    }
    throw new Mismatch('exception', 'a plugin that has ended was served')
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
