import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type ErrorAnswer } from './answer.ts'
import { upstreamLimits } from './limits.ts'
import { limitLog, type Log, type LogEvent } from './log.ts'

/** One reason for which the host refuses a request, or answers it in place of a plugin or Orthanc. */
export interface RefusalRow {
  readonly status: number
  /** `OrthancStatus` of the answer's JSON; absent: the answer has no body, as Orthanc's. */
  readonly error?: keyof typeof errorCodes
  /** `Details` of the answer's JSON, and the log line; a value replaces each `{name}`. */
  readonly sentence: string
  /** What an operator can change; part of the log line. */
  readonly remedy?: string
  /**
   * `warning`, `info`: a log line of that level at a bounded rate; `failure`: the log line of the plugin's failure says it; `no`:
   * neither.
   */
  readonly logged: 'warning' | 'info' | 'failure' | 'no'
  /** True if the answer has `Retry-After: 1`. */
  readonly mayRetry?: true
  /** True if the connection ends with the answer, since the rest of the request is not read. */
  readonly closes?: true
}

/** All refusals by their codes. Codes are stable: operators search logs for them. */
export const refusals = {
  'invalid-http': {
    status: 400,
    sentence: 'A client sent invalid HTTP ({reason})',
    logged: 'info',
    closes: true,
  },
  'incomplete-request': {
    status: 400,
    sentence: 'A client closed its side before the end of its request',
    logged: 'no',
    closes: true,
  },
  'ambiguous-length': {
    status: 400,
    sentence:
      'The request has a Transfer-Encoding that is not "chunked", or one and a Content-Length',
    logged: 'info',
    closes: true,
  },
  'unknown-method': {
    status: 400,
    sentence: 'The method of the request is unknown',
    logged: 'info',
    closes: true,
  },
  'method-refused': {
    status: 400,
    sentence: 'The method, or its override, is not GET, POST, PUT or DELETE',
    logged: 'info',
  },
  'login-required': {
    status: 401,
    sentence: 'The request has no credentials',
    logged: 'no',
  },
  'login-failed': {
    status: 401,
    sentence: 'The user or the password is wrong',
    logged: 'warning',
  },
  'method-not-found': {
    status: 404,
    sentence: 'Nothing answers HEAD, OPTIONS and methods of WebDAV',
    logged: 'info',
  },
  'invalid-length': {
    status: 411,
    sentence: 'The Content-Length of the request is not a number',
    logged: 'info',
    closes: true,
  },
  'chunk-extensions-too-large': {
    status: 413,
    sentence: 'The chunk extensions of the request are larger than 16 KiB',
    logged: 'info',
    closes: true,
  },
  'head-too-large': {
    status: 431,
    sentence: 'The head of the request is larger than 16 KiB, or has more than 1000 lines',
    logged: 'info',
    closes: true,
  },
  'unsupported-version': {
    status: 505,
    sentence: 'The version of HTTP is not 1.0 or 1.1',
    logged: 'info',
    closes: true,
  },
  'queue-full': {
    status: 503,
    error: 'Plugin',
    sentence: '{requests} requests are waiting for this plugin (MaxQueue)',
    remedy: 'raise MaxQueue or Workers',
    logged: 'warning',
    mayRetry: true,
  },
  'plugin-unavailable': {
    status: 503,
    error: 'Plugin',
    sentence: 'The plugin does not start',
    remedy: 'the log has the error of each attempt',
    logged: 'warning',
    mayRetry: true,
  },
  'server-stopping': {
    status: 503,
    error: 'Plugin',
    sentence: 'The server is stopping',
    logged: 'warning',
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
    logged: 'warning',
    closes: true,
  },
  'bodies-full': {
    status: 503,
    error: 'Plugin',
    sentence: 'Too many request bodies are waiting for this plugin (MaxBodiesMiB)',
    remedy: 'raise MaxBodiesMiB',
    logged: 'warning',
    mayRetry: true,
    closes: true,
  },
  'client-bodies-full': {
    status: 503,
    error: 'Plugin',
    sentence: 'Too many request bodies of this client are waiting for this plugin (ClientShare)',
    remedy:
      'raise ClientShare or MaxBodiesMiB, or list the address in TrustedProxies if it is a proxy',
    logged: 'warning',
    mayRetry: true,
    closes: true,
  },
  'body-too-slow': {
    status: 503,
    error: 'Plugin',
    sentence: 'The request body arrives too slowly while others wait (LeastRateKiBps)',
    remedy: 'lower LeastRateKiBps or raise MaxBodiesMiB',
    logged: 'warning',
    mayRetry: true,
    closes: true,
  },
  'path-too-long': {
    status: 414,
    error: 'UriSyntax',
    sentence: 'The path is too long for the patterns of the plugins',
    logged: 'warning',
  },
  'header-not-allowed': {
    status: 500,
    error: 'Plugin',
    sentence: 'HTTP does not allow the header {name} of the answer, or its value',
    logged: 'warning',
  },
  'option-closed': {
    status: 403,
    error: 'ForbiddenAccess',
    sentence: 'The option {option} of the configuration of this host is false',
    remedy: 'remove the option here if Orthanc itself decides about it',
    logged: 'warning',
  },
  'orthanc-unreachable': {
    status: 502,
    error: 'NetworkProtocol',
    sentence: 'The upstream Orthanc {reason}',
    logged: 'warning',
  },
  'orthanc-timeout': {
    status: 504,
    error: 'Timeout',
    sentence: 'The upstream Orthanc did not answer within {quietMs} ms',
    logged: 'warning',
  },
  'orthanc-busy': {
    status: 503,
    error: 'NetworkProtocol',
    sentence: 'Too many requests are waiting for the upstream Orthanc',
    remedy: `at most ${upstreamLimits.requests} are answered or wait`,
    logged: 'warning',
    mayRetry: true,
  },
  'client-orthanc-busy': {
    status: 503,
    error: 'NetworkProtocol',
    sentence: 'Too many requests of this client are waiting for the upstream Orthanc (ClientShare)',
    remedy: 'raise ClientShare, or list the address in TrustedProxies if it is a proxy',
    logged: 'warning',
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

/** Codes whose answers have no body. */
export type EmptyRefusalCode = {
  [Code in RefusalCode]: (typeof refusals)[Code] extends { error: string } ? never : Code
}[RefusalCode]

type ValuesIfAny<Code extends RefusalCode> =
  Placeholders<(typeof refusals)[Code]['sentence']> extends never ? [] : [Values<Code>]

/** An error answer of the table. */
export type Refusal = ErrorAnswer & { readonly refusal: RefusalCode; readonly details: string }

/** An answer of the table without a body. */
export interface EmptyRefusal {
  readonly refusal: EmptyRefusalCode
  readonly status: number
  readonly details: string
  readonly closes: boolean
}

/** The answer of a refusal, with the values of its sentence. */
export function refuse<Code extends Exclude<RefusalCode, EmptyRefusalCode>>(
  code: Code,
  ...values: ValuesIfAny<Code>
): Refusal {
  const { status, error, mayRetry, closes }: RefusalRow & { error: keyof typeof errorCodes } =
    refusals[code]
  const answer = errorAnswer(errorCodes[error], {
    status,
    ...(mayRetry && { headers: [['Retry-After', '1']] as const }),
    ...(closes && { close: true }),
  })
  return { ...answer, refusal: code, details: detailsOf(code, values) }
}

/** The answer of a refusal without a body. */
export function refuseEmpty<Code extends EmptyRefusalCode>(
  code: Code,
  ...values: ValuesIfAny<Code>
): EmptyRefusal {
  const { status, closes }: RefusalRow = refusals[code]
  return { refusal: code, status, closes: closes === true, details: detailsOf(code, values) }
}

/** Whether the plugin has not received a request, and can receive it later. */
export function canRetry(answer: Answer): boolean {
  const code = answer.kind === 'error' ? answer.refusal : undefined
  return code !== undefined && retriedCodes.has(code)
}

const retriedCodes: ReadonlySet<string> = new Set(
  Object.entries<RefusalRow>(refusals).flatMap(([code, row]) =>
    row.mayRetry === true ? [code] : [],
  ),
)

function detailsOf(
  code: RefusalCode,
  [values = {}]: readonly Readonly<Record<string, string | number>>[],
): string {
  return refusals[code].sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
}

/** What a log line says about the request. */
interface RefusedRequest extends Pick<LogEvent, 'plugin' | 'request'> {
  /** The address of the client. */
  readonly from: string | undefined
}

/** What is logged of an error answer. */
type LoggedAnswer = Pick<ErrorAnswer, 'refusal' | 'details'>

export type LogRefusal = (answer: LoggedAnswer, about: RefusedRequest) => void

/** Logs error answers that are refusals, with what an operator can change; each code at a bounded rate, so that none hides another. */
export function logRefusals(log: Log): LogRefusal {
  const rows = new Map<string, RefusalRow>(Object.entries(refusals))
  const rated = new Map<string, Log>()
  return ({ refusal, details = '' }, { from = 'a client', ...about }) => {
    const row = refusal === undefined ? undefined : rows.get(refusal)
    if (refusal === undefined || row === undefined) return
    const { logged, remedy, status } = row
    if (logged === 'failure' || logged === 'no') return
    const limited = rated.get(refusal) ?? limitLog(log)
    rated.set(refusal, limited)
    const advice = remedy === undefined ? '' : ` (${remedy})`
    const message = `${details}: answered ${status} to ${from}${advice}`
    limited({ level: logged, code: refusal, message, ...about })
  }
}
