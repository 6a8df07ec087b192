import type { Expected } from './guest-row.ts'

/** A plugin that is wrong as a whole: it is refused with a reason, or served, and then its routes are asked. */
export interface PluginRow {
  readonly fault: string
  /** Of its file. */
  readonly name: string
  readonly wasm: Promise<Uint8Array>
  /** Limits of this plugin alone. */
  readonly limits?: object
  readonly refused?: RegExp
  readonly asks?: readonly (readonly [path: string, expected: Expected])[]
  /** What the log has of its start. */
  readonly log?: RegExp
}
