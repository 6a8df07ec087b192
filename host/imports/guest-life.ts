import { PluginError } from '../exchange/errors.ts'
import type { InstanceWatch } from '../exchange/trace.ts'

/** State that decides whether a guest may call the host. */
export interface GuestLife {
  /** Why the guest must not run any more. A guest can catch what the host throws, but every later call throws this again. */
  death: unknown
  /** Number of calls of the host that are left in this callback; absent: no limit. */
  callsLeft?: number | undefined
}

/** Wraps an import: it throws after the guest's death and beyond the limit of calls, and notes what it throws as the death. */
export function guard<V extends readonly unknown[], R>(
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

/** Wraps an import so that the watch of the instance, if there is one, makes each call. */
export function withWatch<V extends readonly unknown[]>(
  watch: InstanceWatch | undefined,
  name: string,
  call: (...values: V) => unknown,
): (...values: V) => unknown {
  if (watch === undefined) return call
  return (...values) => watch.call(name, values, () => call(...values))
}
