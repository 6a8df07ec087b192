import type { ByteString } from './byte-string.ts'

/** A route in the order of registration; its index is what selects the callback. */
export interface Route {
  readonly pattern: ByteString
  /** True if its callback excludes others (`RegisterRestCallback`, not `…NoLock`). */
  readonly locked: boolean
}

/** What a plugin registered while it initialised. */
export interface Registrations {
  readonly routes: readonly Route[]
  readonly rootUri?: ByteString
  readonly description?: ByteString
}

/** What an instance reports about its plugin once it is initialised. */
export interface PluginDescription extends Registrations {
  readonly name: ByteString
  readonly version: ByteString
}
