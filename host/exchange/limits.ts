const MiB = 1024 * 1024

/** What bounds one plugin. All of it can be configured, for all plugins or for one. */
export interface PluginLimits {
  /** Instances (threads) of the plugin. */
  readonly workers: number
  /** Wall-clock time of one callback, host calls included. */
  readonly timeoutMs: number
  /** Wall-clock time of load and `OrthancPluginInitialize`. */
  readonly initializeTimeoutMs: number
  /** Linear memory of one instance. */
  readonly memoryMiB: number
  readonly maxRequestBodyMiB: number
  readonly maxAnswerMiB: number
  /** Requests that wait for a worker. */
  readonly maxQueue: number
  /** How long a stop waits for what is running. */
  readonly drainMs: number
  readonly pngEffort: 'fast' | 'balanced' | 'small'
  readonly onFailure: 'closed' | 'open'
}

export const defaultLimits: PluginLimits = {
  workers: 1,
  timeoutMs: 10_000,
  initializeTimeoutMs: 10_000,
  memoryMiB: 256,
  maxRequestBodyMiB: 64,
  maxAnswerMiB: 256,
  maxQueue: 1000,
  drainMs: 5000,
  pngEffort: 'balanced',
  onFailure: 'closed',
}

/** What bounds every plugin alike. */
export const fixedLimits = {
  /** A string of a plugin, NUL not counted. */
  stringBytes: MiB,
  /** Strings of one array of a plugin. */
  stringCount: 10_000,
  /** Header lines of one answer, and their bytes together. */
  headerLines: 1000,
  headerBytes: 256 * 1024,
  /** The text that explains an error. */
  detailsBytes: 64 * 1024,
  /** Routes of one plugin, and the bytes of one pattern. */
  routes: 10_000,
  patternBytes: 64 * 1024,
  /** Log lines of one callback, and the characters of one. */
  logLines: 100,
  logCharacters: 1000,
  /** Entries of one function table. */
  tableEntries: 1_000_000,
  /** Names listed in one message. */
  namesListed: 50,
  /** Bytes of a streamed answer that may wait for the client. */
  streamWindowBytes: MiB,
} as const

/** What bounds the traffic with the real Orthanc behind the host. */
export const upstreamLimits = {
  /** How long it may send nothing: before the head of an answer, and between two pieces of its body. */
  quietMs: 60_000,
  /** Bytes of the head of an answer. */
  headBytes: 64 * 1024,
  /** Connections at once. */
  connections: 256,
  /** Connections that wait for the next request: each holds one of Orthanc's threads, of which it has 50. */
  idleConnections: 16,
} as const
