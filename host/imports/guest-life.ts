import { PluginError } from '../exchange/errors.ts'

/** What decides whether a guest may call the host. */
export interface GuestLife {
  /** Why the guest must not run any more; a guest can catch what the host throws, but not this. */
  death: unknown
  /** How often it may still call the host in this callback; absent: as often as it likes. */
  callsLeft?: number | undefined
}

/** Keeps a guest from going on after its death, and from calling without end; remembers what killed it. */
export function guarded<V extends readonly unknown[], R>(
  life: GuestLife,
  call: (...values: V) => R,
): (...values: V) => R {
  return (...values) => {
    if (life.death !== undefined) throw life.death
    if (life.callsLeft !== undefined && --life.callsLeft < 0)
      throw (life.death = new PluginError(
        'too many calls of the host in one callback (MaxHostCalls)',
      ))
    try {
      return call(...values)
    } catch (error) {
      life.death = error ?? new PluginError('an empty exception')
      throw error
    }
  }
}
