import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type ErrorAnswer } from './answer.ts'
import { upstreamLimits } from './limits.ts'
import { limitLog } from './log.ts'
import type { Log, LogEvent } from './ports.ts'

/** One reason for which the host refuses a request, or answers it in place of a plugin or Orthanc. */
export interface RefusalRow {
  readonly status: number
  /** `OrthancStatus` of the answer's JSON. */
  readonly error: keyof typeof errorCodes
  /** `Details` of the answer's JSON; a value replaces each `{name}`. */
  readonly sentence: string
  /** What an operator can change; part of the log line. */
  readonly remedy?: string
  /** `refusal`: a log line at a bounded rate; `failure`: the log line of the plugin's failure says it; `no`: neither. */
  readonly logged: 'refusal' | 'failure' | 'no'
  /** True if the answer has `Retry-After: 1`. */
  readonly mayRetry?: true
  /** True if the connection ends with the answer, since the rest of the request is not read. */
  readonly closes?: true
}

/** All refusals by their codes. Codes are stable: operators search logs for them. */
export const refusals = {
  'queue-full': {
    status: 503,
    error: 'Plugin',
    sentence: '{requests} requests are waiting for this plugin (MaxQueue)',
    remedy: 'raise MaxQueue or Workers',
    logged: 'refusal',
    mayRetry: true,
  },
  'plugin-unavailable': {
    status: 503,
    error: 'Plugin',
    sentence: 'The plugin does not start',
    remedy: 'the log has the error of each attempt',
    logged: 'refusal',
    mayRetry: true,
  },
  'server-stopping': {
    status: 503,
    error: 'Plugin',
    sentence: 'The server is stopping',
    logged: 'refusal',
    mayRetry: true,
  },
  'callback-timeout': {
    status: 504,
    error: 'Timeout',
    sentence: 'a callback did not end within {timeoutMs} ms',
    remedy: 'raise TimeoutMs',
    logged: 'failure',
  },
  'start-timeout': {
    status: 504,
    error: 'Timeout',
    sentence: 'it did not start within {initializeTimeoutMs} ms (load and OrthancPluginInitialize)',
    remedy: 'raise InitializeTimeoutMs',
    logged: 'failure',
  },
  'process-ended': {
    status: 500,
    error: 'Plugin',
    sentence: '{reason}',
    logged: 'failure',
  },
  'body-too-large': {
    status: 413,
    error: 'BadRequest',
    sentence: 'The request body is larger than {limitBytes} bytes (MaxRequestBodyMiB)',
    remedy: 'raise MaxRequestBodyMiB',
    logged: 'refusal',
    closes: true,
  },
  'bodies-full': {
    status: 503,
    error: 'Plugin',
    sentence: 'Too many request bodies are waiting for this plugin (MaxBodiesMiB)',
    remedy: 'raise MaxBodiesMiB',
    logged: 'refusal',
    mayRetry: true,
    closes: true,
  },
  'client-bodies-full': {
    status: 503,
    error: 'Plugin',
    sentence: 'Too many request bodies of this client are waiting for this plugin (ClientShare)',
    remedy:
      'raise ClientShare or MaxBodiesMiB, or list the address in TrustedProxies if it is a proxy',
    logged: 'refusal',
    mayRetry: true,
    closes: true,
  },
  'body-too-slow': {
    status: 503,
    error: 'Plugin',
    sentence: 'The request body arrives too slowly while others wait (LeastRateKiBps)',
    remedy: 'lower LeastRateKiBps or raise MaxBodiesMiB',
    logged: 'refusal',
    mayRetry: true,
    closes: true,
  },
  'path-too-long': {
    status: 414,
    error: 'UriSyntax',
    sentence: 'The path is too long for the patterns of the plugins',
    logged: 'refusal',
  },
  'header-not-allowed': {
    status: 500,
    error: 'Plugin',
    sentence: 'HTTP does not allow the header {name} of the answer, or its value',
    logged: 'refusal',
  },
  'orthanc-unreachable': {
    status: 502,
    error: 'NetworkProtocol',
    sentence: 'The upstream Orthanc {reason}',
    logged: 'refusal',
  },
  'orthanc-timeout': {
    status: 504,
    error: 'Timeout',
    sentence: 'The upstream Orthanc did not answer within {quietMs} ms',
    logged: 'refusal',
  },
  'orthanc-busy': {
    status: 503,
    error: 'NetworkProtocol',
    sentence: 'Too many requests are waiting for the upstream Orthanc',
    remedy: `at most ${upstreamLimits.requests} are answered or wait`,
    logged: 'refusal',
    mayRetry: true,
  },
  'client-orthanc-busy': {
    status: 503,
    error: 'NetworkProtocol',
    sentence: 'Too many requests of this client are waiting for the upstream Orthanc (ClientShare)',
    remedy: 'raise ClientShare, or list the address in TrustedProxies if it is a proxy',
    logged: 'refusal',
    mayRetry: true,
  },
  'client-left': {
    status: 502,
    error: 'NetworkProtocol',
    sentence: 'Request to the upstream Orthanc cancelled: the client seems to have disconnected',
    logged: 'no',
  },
} as const satisfies Readonly<Record<string, RefusalRow>>

export type RefusalCode = keyof typeof refusals

/** The names in braces of a sentence. */
type Placeholders<Sentence extends string> =
  Sentence extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never

type Values<Code extends RefusalCode> = Readonly<
  Record<Placeholders<(typeof refusals)[Code]['sentence']>, string | number>
>

/** An error answer of the table. */
export type Refusal = ErrorAnswer & { readonly refusal: RefusalCode; readonly details: string }

/** The answer of a refusal, with the values of its sentence. */
export function refuse<Code extends RefusalCode>(
  code: Code,
  ...[values]: Placeholders<(typeof refusals)[Code]['sentence']> extends never ? [] : [Values<Code>]
): Refusal {
  const { status, error, sentence, ...row }: RefusalRow = refusals[code]
  const shown: Readonly<Record<string, string | number>> = values ?? {}
  const details = sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(shown[name]))
  const answer = errorAnswer(errorCodes[error], {
    status,
    ...(row.mayRetry && { headers: [['Retry-After', '1']] as const }),
    ...(row.closes && { close: true }),
  })
  return { ...answer, refusal: code, details }
}

/** What a log line says about the request. */
interface RefusedRequest extends Pick<LogEvent, 'plugin' | 'request'> {
  /** The address of the client. */
  readonly from: string | undefined
}

export type LogRefusal = (answer: ErrorAnswer, about: RefusedRequest) => void

/** Logs error answers that are refusals, at a bounded rate, with what an operator can change. */
export function logRefusals(log: Log): LogRefusal {
  const rated = limitLog(log)
  return ({ refusal, details = '' }, { from = 'a client', ...about }) => {
    if (refusal === undefined) return
    const { logged, remedy, status }: RefusalRow = refusals[refusal]
    if (logged !== 'refusal') return
    const advice = remedy === undefined ? '' : ` (${remedy})`
    const message = `${details}: answered ${status} to ${from}${advice}`
    rated({ level: 'warning', code: refusal, message, ...about })
  }
}
