export const MiB = 1024 * 1024
/** A page of linear memory has 64 KiB. */
export const pagesPerMiB = 16

/** One key of the configuration that is a limit, or a choice or switch that belongs to one plugin as limits do. */
interface NumberRow {
  /** `undefined`: see `defaultText`. */
  readonly default: number | undefined
  /** The default for readers, if it is not a number. */
  readonly defaultText?: string
  /** Both are allowed. */
  readonly minimum: number
  readonly maximum: number
  readonly unit: string
  /** True if fractions are allowed. */
  readonly isFraction?: true
  /** For docs/configuration.md. */
  readonly meaning: string
}

interface ChoiceRow {
  readonly default: string
  readonly choices: readonly string[]
  readonly meaning: string
}

interface SwitchRow {
  readonly default: boolean
  readonly meaning: string
}

export type LimitRow = NumberRow | ChoiceRow | SwitchRow

/** Rows by their configuration keys. */
export type LimitRows = Readonly<Record<string, LimitRow>>

type ValueOf<Row extends LimitRow> = Row extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : Row extends { readonly default: boolean }
    ? boolean
    : Row extends { readonly default: undefined }
      ? number | undefined
      : number

/** The values of a table: `TimeoutMs` of the configuration is `timeoutMs`. */
export type LimitsOf<Rows extends LimitRows> = {
  readonly [Key in keyof Rows & string as Uncapitalize<Key>]: ValueOf<Rows[Key]>
}

const dayMs = 24 * 60 * 60 * 1000
/** The memory that wasm32 can address. */
const addressableMiB = 4096
const mostMiB = 1024 * 1024

/**
 * The limits of one plugin, under `WebAssembly` for all plugins or under `WebAssembly.Plugins.<name>` for one. A row is all that a
 * new limit needs: the configuration reads and checks it, and docs/configuration.md lists it.
 */
export const pluginLimits = {
  Workers: {
    default: 1,
    minimum: 1,
    maximum: 64,
    unit: 'processes',
    meaning: 'instances of the plugin, a process each; they share no memory. `--workers`',
  },
  TimeoutMs: {
    default: 10_000,
    minimum: 1,
    maximum: dayMs,
    unit: 'ms',
    meaning: 'wall-clock deadline of one callback, host calls included. `--timeout`',
  },
  InitializeTimeoutMs: {
    default: 10_000,
    minimum: 1,
    maximum: dayMs,
    unit: 'ms',
    meaning: 'wall-clock deadline of load and `OrthancPluginInitialize`',
  },
  MemoryMiB: {
    default: 256,
    minimum: 1,
    maximum: addressableMiB,
    unit: 'MiB',
    meaning: 'linear memory of one instance. `--memory`',
  },
  ProcessMiB: {
    default: undefined,
    defaultText: '`MemoryMiB` + 512',
    // Node itself takes about as much.
    minimum: 128,
    maximum: mostMiB,
    unit: 'MiB',
    meaning:
      'memory of one process: Node, compiled code, linear memory and bodies together. Beyond it the process is killed, and its request is answered 500',
  },
  MaxRequestBodyMiB: {
    default: 64,
    minimum: 1,
    maximum: addressableMiB,
    unit: 'MiB',
    meaning:
      'one request body for a plugin; a larger one is answered 413. Bodies for `Orthanc` are streamed and have no limit',
  },
  MaxAnswerMiB: {
    default: 256,
    minimum: 1,
    maximum: addressableMiB,
    unit: 'MiB',
    meaning: 'one answer; a larger one is an error',
  },
  MaxQueue: {
    default: 1000,
    minimum: 0,
    maximum: 1_000_000,
    unit: 'requests',
    meaning: 'requests that wait for a process; one more is answered 503',
  },
  DrainMs: {
    default: 5000,
    minimum: 0,
    maximum: dayMs,
    unit: 'ms',
    meaning: 'time that a stop waits for running requests',
  },
  MaxModuleMiB: {
    default: 64,
    minimum: 1,
    // V8 compiles no larger module.
    maximum: 1024,
    unit: 'MiB',
    meaning: 'file of the plugin',
  },
  MaxTableEntries: {
    default: 1_000_000,
    minimum: 1,
    // V8 makes no larger table.
    maximum: 10_000_000,
    unit: 'entries',
    meaning: 'entries of all tables of one instance together',
  },
  MaxBodiesMiB: {
    default: 256,
    minimum: 1,
    maximum: mostMiB,
    unit: 'MiB',
    meaning:
      'bodies of requests that have no answer yet, together. Beyond it bodies are read as memory becomes free, and new ones are answered 503',
  },
  MaxUnsentMiB: {
    default: 128,
    minimum: 1,
    maximum: mostMiB,
    unit: 'MiB',
    meaning:
      'large answers that clients have not read, together; the last one may exceed it. Beyond it requests wait, and clients that read nothing are cut',
  },
  StreamWindowKiB: {
    default: 1024,
    minimum: 1,
    maximum: 1024 * 1024,
    unit: 'KiB',
    meaning: 'bytes of a streamed answer that wait for its client; beyond it the plugin waits',
  },
  MaxHeaderLines: {
    default: 1000,
    minimum: 1,
    maximum: 10_000,
    unit: 'lines',
    meaning: 'header lines of one answer, of one part of it, or of one request of the plugin',
  },
  MaxHeaderKiB: {
    default: 256,
    minimum: 1,
    maximum: 16 * 1024,
    unit: 'KiB',
    meaning: 'bytes of the names and values of these header lines',
  },
  MaxRoutes: {
    default: 10_000,
    minimum: 1,
    maximum: 100_000,
    unit: 'routes',
    meaning: 'routes; more are not registered',
  },
  MaxHostCalls: {
    default: 10_000_000,
    minimum: 1,
    maximum: 2 ** 31,
    unit: 'calls',
    meaning: 'calls of the host in one callback; one more ends the callback as a trap does',
  },
  MaxLogLines: {
    default: 100,
    minimum: 0,
    maximum: 1_000_000,
    unit: 'lines',
    meaning: 'log lines of one callback; a process writes at most 1000 lines per second',
  },
  PngEffort: {
    default: 'balanced',
    choices: ['fast', 'balanced', 'small'],
    meaning: 'time against size of a PNG; the pixels are the same',
  },
  OnFailure: {
    default: 'closed',
    choices: ['closed', 'open'],
    meaning:
      'a plugin that does not start again: its routes are answered 503 (`closed`), or fall through to the next plugin or Orthanc (`open`)',
  },
} as const satisfies LimitRows

export type PluginLimits = LimitsOf<typeof pluginLimits>

export const defaultLimits: PluginLimits = defaultsOf(pluginLimits)

/** What one plugin may see, under the same keys as limits. */
export const pluginRights = {
  PassAuthorization: {
    default: false,
    meaning:
      'true: header fields with passwords reach the plugin also if this host checks passwords',
  },
  PassConfiguration: {
    default: false,
    meaning:
      'true: `OrthancPluginGetConfiguration` returns the secrets of the configuration as well',
  },
} as const satisfies LimitRows

export type PluginRights = LimitsOf<typeof pluginRights>

/** The limits of one client, whatever plugin answers it, under `WebAssembly` alone. */
export const clientLimits = {
  ClientShare: {
    default: 0.5,
    minimum: 0.01,
    maximum: 1,
    unit: '',
    isFraction: true,
    meaning:
      'the part of the connections, of `MaxBodiesMiB`, and of the 256 connections with `Orthanc` that one client address may hold. Beyond it a request is answered 503 with `Retry-After`, a connection is closed. 1 turns the limit off',
  },
  LeastRateKiBps: {
    default: 1,
    minimum: 0,
    maximum: 1024 * 1024,
    unit: 'KiB/s',
    meaning:
      'a client that reads an answer of `Orthanc`, or sends a request body, more slowly is cut while others wait for the connection or memory that it holds, the slowest first. 0 turns the limit off',
  },
} as const satisfies LimitRows

export interface ClientLimits extends LimitsOf<typeof clientLimits> {
  /** Addresses and networks of the proxies whose `X-Forwarded-For` names the client. */
  readonly trustedProxies: readonly string[]
}

export const defaultClientLimits: ClientLimits = {
  ...defaultsOf(clientLimits),
  trustedProxies: [],
}

/** One client may hold all, as slowly as it likes. */
export const unlimitedClients: ClientLimits = {
  clientShare: 1,
  leastRateKiBps: 0,
  trustedProxies: [],
}

/** The values of a table that `valueOf` returns for each key. */
export function mapLimits<Rows extends LimitRows>(
  rows: Rows,
  valueOf: (key: string, row: LimitRow) => unknown,
): LimitsOf<Rows> {
  const members: unknown[][] = Object.entries(rows).map(([key, row]) => [
    propertyOf(key),
    valueOf(key, row),
  ])
  return Object.fromEntries(members)
}

/** The property of a key of the configuration: `timeoutMs` of `TimeoutMs`. */
export function propertyOf(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1)
}

function defaultsOf<Rows extends LimitRows>(rows: Rows): LimitsOf<Rows> {
  return mapLimits(rows, (_, row) => row.default)
}

/** Memory of a process besides the linear memory of its instance: Node, compiled code, bodies. */
const processOverheadMiB = 512

/** The limit of the memory of a plugin's process, in MiB. */
export function processMiBOf({
  processMiB,
  memoryMiB,
}: Pick<PluginLimits, 'processMiB' | 'memoryMiB'>): number {
  return processMiB ?? memoryMiB + processOverheadMiB
}

/** The limits that a guest process checks itself. */
export const guestLimitKeys = [
  'maxRoutes',
  'maxHostCalls',
  'maxLogLines',
  'maxHeaderLines',
  'maxHeaderKiB',
  'streamWindowKiB',
] as const

export type GuestLimits = Pick<PluginLimits, (typeof guestLimitKeys)[number]>

/** Limits of every plugin that cannot be configured. */
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
  /** One registration with Orthanc. */
  registrationBytes: 128 * 1024,
  /** Characters of a log line, and the lines that a plugin may write in a second. */
  logCharacters: 1000,
  logLinesPerSecond: 1000,
  /** Metrics of one plugin, and the length of the name of one. */
  metrics: 1000,
  metricNameBytes: 200,
  /** Tables of one module. */
  tables: 100,
  /** Names listed in one message, the characters of each, and those of a reason for which a plugin is refused. */
  namesListed: 50,
  nameCharacters: 100,
  reasonCharacters: 6000,
  /** Images of one instance that are not freed. */
  images: 10_000,
  /** Objects of Orthanc that one instance has not freed. */
  nativeObjects: 10_000,
  /** Bytes of one decoded image, and the memory that jpeg-js may use for it. */
  decodedImageBytes: 64 * MiB,
  jpegDecoderBytes: 256 * MiB,
} as const

/** Limits of the requests that plugins send to other servers. */
export const httpClientLimits = {
  /** Timeout of a request unless the plugin sets one. */
  timeoutMs: 60_000,
  /** Redirects of one request that are followed. */
  redirects: 10,
  /** Bytes of the head of an answer. */
  headBytes: 64 * 1024,
  /** Bytes of a body that a plugin passes in pieces, and of each piece of an answer that it receives. */
  pieceBodyBytes: 64 * MiB,
  pieceBytes: 16 * 1024,
} as const

/** Limits of the traffic with the upstream Orthanc. */
export const upstreamLimits = {
  /** Maximum silence: before the head of an answer, and between two pieces of its body. */
  quietMs: 60_000,
  /** Bytes of the head of an answer. */
  headBytes: 64 * 1024,
  /** Header lines of an answer, also of one that a plugin fetches from another server. */
  headLines: 1000,
  /** Bytes of a body that are not passed on yet, beyond which a connection is not read. */
  unreadBytes: 4096,
  /** Answers 1xx before the final one. */
  interimAnswers: 100,
  /** Connections, and requests that are answered or wait for a connection. */
  connections: 256,
  requests: 1000,
  /** Connections that wait for the next request: each occupies one of Orthanc's 50 threads. */
  idleConnections: 16,
} as const
