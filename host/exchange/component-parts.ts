/** A component taken apart: its JavaScript, and its core modules by name, neither compiled nor capped. Plain data. */
export interface ComponentParts {
  readonly script: string
  readonly cores: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}
