const MiB = 1024 * 1024

/** What bounds one plugin. All of it can be configured, for all plugins or for one. */
export interface PluginLimits {
  /** Instances (processes) of the plugin. */
  readonly workers: number
  /** Wall-clock time of one callback, host calls included. */
  readonly timeoutMs: number
  /** Wall-clock time of load and `OrthancPluginInitialize`. */
  readonly initializeTimeoutMs: number
  /** Size of the plugin's file. */
  readonly maxModuleMiB: number
  /** Linear memory of one instance. */
  readonly memoryMiB: number
  /** Memory of the process of one instance, compiled code included; `undefined`: see `processMiBOf`. */
  readonly processMiB: number | undefined
  /** Entries of all tables of one instance together. */
  readonly maxTableEntries: number
  readonly maxRequestBodyMiB: number
  /** Bodies of requests that have no answer yet, together. */
  readonly maxBodiesMiB: number
  readonly maxAnswerMiB: number
  /** Large answers that clients have not taken yet, together; the last one may exceed it. */
  readonly maxUnsentMiB: number
  /** Bytes of a streamed answer that may wait for a client that reads slowly. */
  readonly streamWindowKiB: number
  /** Header lines of one answer, of one part of it, or of a request that the plugin sends, and their bytes together. */
  readonly maxHeaderLines: number
  readonly maxHeaderKiB: number
  /** Routes that a plugin may register. */
  readonly maxRoutes: number
  /** Calls of the host, and log lines, in one callback. */
  readonly maxHostCalls: number
  readonly maxLogLines: number
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
  maxModuleMiB: 64,
  memoryMiB: 256,
  processMiB: undefined,
  maxTableEntries: 1_000_000,
  maxRequestBodyMiB: 64,
  maxBodiesMiB: 256,
  maxAnswerMiB: 256,
  maxUnsentMiB: 128,
  streamWindowKiB: 1024,
  maxHeaderLines: 1000,
  maxHeaderKiB: 256,
  maxRoutes: 10_000,
  maxHostCalls: 10_000_000,
  maxLogLines: 100,
  maxQueue: 1000,
  drainMs: 5000,
  pngEffort: 'balanced',
  onFailure: 'closed',
}

/** What a process may have besides the linear memory of its instance: Node, compiled code, bodies. */
const processOverheadMiB = 512

/** The cap on the memory of a plugin's process, in MiB. */
export function processMiBOf({
  processMiB,
  memoryMiB,
}: Pick<PluginLimits, 'processMiB' | 'memoryMiB'>): number {
  return processMiB ?? memoryMiB + processOverheadMiB
}

/** What bounds one client, whatever plugin answers it. */
export interface ClientLimits {
  /**
   * The part of the connections, of the upload budget of a plugin, and of the connections with Orthanc that one client
   * address may hold; 1 turns the limit off.
   */
  readonly share: number
  /** A client that is slower while others wait for what it holds is cut; 0 turns that off. */
  readonly leastRateKiBps: number
  /** Addresses and networks of the proxies whose `X-Forwarded-For` names the client. */
  readonly trustedProxies: readonly string[]
}

export const defaultClientLimits: ClientLimits = {
  share: 0.5,
  leastRateKiBps: 1,
  trustedProxies: [],
}

/** One client may hold all, as slowly as it likes. */
export const unlimitedClients: ClientLimits = { share: 1, leastRateKiBps: 0, trustedProxies: [] }

/** Limits of what one instance asks of its host; plain data that goes to its process. */
export interface GuestBounds {
  readonly routes: number
  readonly hostCalls: number
  readonly logLines: number
  readonly headerLines: number
  readonly headerBytes: number
  readonly streamWindowBytes: number
}

/** The bounds that follow from a plugin's limits. */
export function guestBounds(limits: PluginLimits): GuestBounds {
  return {
    routes: limits.maxRoutes,
    hostCalls: limits.maxHostCalls,
    logLines: limits.maxLogLines,
    headerLines: limits.maxHeaderLines,
    headerBytes: limits.maxHeaderKiB * 1024,
    streamWindowBytes: limits.streamWindowKiB * 1024,
  }
}

export const defaultBounds = guestBounds(defaultLimits)

/** What bounds every plugin alike. */
export const fixedLimits = {
  /** A string of a plugin, NUL not counted. */
  stringBytes: MiB,
  /** Strings of one array of a plugin, and their bytes together. */
  stringCount: 10_000,
  stringsBytes: 4 * MiB,
  /** The name of a plugin, and its version. */
  nameBytes: 1024,
  /** The URI or URL of a request that a plugin sends. */
  uriBytes: 16 * 1024,
  /** The text that explains an error. */
  detailsBytes: 64 * 1024,
  /** The pattern of one route, and of all routes of a plugin together. */
  patternBytes: 64 * 1024,
  patternsBytes: 2 * MiB,
  /** Characters of a log line, and the lines that a plugin may write in a second. */
  logCharacters: 1000,
  logLinesPerSecond: 1000,
  /** Tables of one module. */
  tables: 100,
  /** Names listed in one message, the characters of each, and those of a reason for which a plugin is refused. */
  namesListed: 50,
  nameCharacters: 100,
  reasonCharacters: 6000,
  /** Images of one instance that are not freed. */
  images: 10_000,
  /** Pixels of one decoded image, and what jpeg-js may take on its way to them. */
  decodedImageBytes: 64 * MiB,
  jpegDecoderBytes: 256 * MiB,
} as const

/** What bounds the requests that plugins send to other servers. */
export const httpClientLimits = {
  /** How long one may take unless the plugin says. */
  timeoutMs: 60_000,
  /** Redirects that are followed, one behind the other. */
  redirects: 10,
  /** Bytes of the head of an answer. */
  headBytes: 64 * 1024,
} as const

/** What bounds the traffic with the real Orthanc behind the host. */
export const upstreamLimits = {
  /** How long it may send nothing: before the head of an answer, and between two pieces of its body. */
  quietMs: 60_000,
  /** Bytes of the head of an answer. */
  headBytes: 64 * 1024,
  /** Header lines of an answer, also of one that a plugin fetches from another server. */
  headLines: 1000,
  /** Bytes of a body that are not handed on yet, beyond which a connection is not read. */
  unreadBytes: 4096,
  /** Answers 1xx before the one that counts. */
  interimAnswers: 100,
  /** Connections at once, and requests that are answered or wait for a connection. */
  connections: 256,
  requests: 1000,
  /** Connections that wait for the next request: each holds one of Orthanc's threads, of which it has 50. */
  idleConnections: 16,
} as const
