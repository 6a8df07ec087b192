/** What the value of a key is. */
export type KeyType =
  | 'boolean'
  | 'port'
  | 'seconds'
  | 'integer'
  | 'string'
  | 'strings'
  /** Passwords by names. */
  | 'passwords'
  /** The keys of `allowKeys`. */
  | 'allow'
  /** The keys of `bridgeKeys`. */
  | 'bridge'
  /** The keys of `changesKeys`. */
  | 'changes'
  /** Objects with the keys of `entryKeys`, by the names of plugins. */
  | 'entries'

export type KeyTypes = Readonly<Record<string, KeyType>>

// Orthanc's options are in orthanc-options.ts, limits and rights in the tables of host/exchange/limits.ts. docs/configuration.md
// says what the keys below mean. The schema of the configuration and its type in TypeScript are generated from all of them.

/** Further keys of the section `WebAssembly`. */
export const hostKeys = {
  Orthanc: 'string',
  Admin: 'string',
  AccessLog: 'boolean',
  SkipRefused: 'boolean',
  Modules: 'strings',
  Bridge: 'bridge',
  Changes: 'changes',
  TrustedProxies: 'strings',
  GuestCommand: 'strings',
  NodePath: 'string',
  BodyFolder: 'string',
  PythonPath: 'strings',
  Plugins: 'entries',
} as const satisfies KeyTypes

/** Further keys of `WebAssembly.Plugins.<name>`. */
export const entryKeys = {
  File: 'string',
  Sha256: 'string',
  Allow: 'allow',
  Routes: 'strings',
} as const satisfies KeyTypes

/** The keys of `Allow`. */
export const allowKeys = {
  RestApi: 'strings',
  Http: 'strings',
  Services: 'strings',
} as const satisfies KeyTypes

/** The keys of `Bridge`, which the native plugin inside Orthanc reads. */
export const bridgeKeys = {
  Command: 'strings',
  Socket: 'string',
  Required: 'boolean',
} as const satisfies KeyTypes

/** The keys of `Changes`. */
export const changesKeys = {
  State: 'string',
} as const satisfies KeyTypes
