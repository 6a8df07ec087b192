import { fixedLimits } from './limits.ts'

export type LogLevel = 'error' | 'warning' | 'info' | 'verbose'

/** One event of the log. `message` may contain text of a guest or client: the writer escapes it. */
export interface LogEvent {
  readonly level: LogLevel
  readonly message: string
  /** The code of a refusal (`refusals`): stable, to search for. */
  readonly code?: string
  readonly plugin?: string
  readonly request?: string
  /** Characters of the message that are written; absent: `logCharacters`. */
  readonly maxCharacters?: number
  /** Further values, which a JSON line has as members. */
  readonly values?: Readonly<Record<string, string | number | null>>
}

export type Log = (event: LogEvent) => void

/** The format and destination of events. */
export interface LogOptions {
  readonly format: 'text' | 'json'
  /** True if events of the level `verbose` are written too. */
  readonly verbose: boolean
  /** Receives one line without its line break. */
  readonly write: (line: string) => void
  /** The clock; the system's unless given. */
  readonly now?: () => Date
}

/**
 * A log that writes each event as one line: `2026-01-31T12:00:00.000Z warning [preview] (1f-3) message`, or a JSON object.
 * Whatever the message holds, the line has no control character and a bounded length.
 */
export function createLog(options: LogOptions): Log {
  const { format, verbose, write, now = () => new Date() } = options
  const lineOf = format === 'json' ? jsonLine : textLine
  return (event) => {
    if (event.level === 'verbose' && !verbose) return
    write(lineOf(now().toISOString(), event))
  }
}

/**
 * Controls (C0, DEL, C1), line separators, lone surrogates, and characters that change the direction of text or hide it: a terminal
 * or a reader of lines could act on them.
 */
const unsafe =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
])

/** The text on one line: characters that a terminal would act on are written as `\n` or `\u001b`. */
export function escapeText(text: string): string {
  return text.replace(
    unsafe,
    (character) => shortEscapes.get(character) ?? unicodeEscape(character),
  )
}

/** A JSON text, which has line breaks between its values alone, with what else a terminal would act on escaped. */
export function escapeJson(json: string): string {
  return json.replace(unsafe, (character) => (character === '\n' ? '\n' : unicodeEscape(character)))
}

function textLine(time: string, event: LogEvent): string {
  return `${time} ${event.level} ${describeEvent(event)}`
}

/** An event as one line without its time and level: `[preview] (1f-3) message`. */
export function describeEvent(event: LogEvent): string {
  const { code, message, plugin, request, maxCharacters } = event
  const parts: string[] = []
  if (plugin !== undefined) parts.push(`[${escapeText(cut(plugin))}]`)
  if (request !== undefined) parts.push(`(${escapeText(cut(request))})`)
  if (code !== undefined) parts.push(`${code}:`)
  return [...parts, escapeText(cut(message, maxCharacters))].join(' ')
}

function jsonLine(time: string, event: LogEvent): string {
  const { level, code, message, plugin, request, maxCharacters, values = {} } = event
  const line = JSON.stringify({
    time,
    level,
    plugin: plugin === undefined ? undefined : cut(plugin),
    request: request === undefined ? undefined : cut(request),
    code,
    message: cut(message, maxCharacters),
    ...Object.fromEntries(Object.entries(values).map(cutValue)),
  })
  return escapeJson(line)
}

function unicodeEscape(character: string): string {
  return String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** At most `limit` characters of a text, and the number of characters that are cut. */
function cut(text: string, limit: number = fixedLimits.logCharacters): string {
  if (text.length <= limit) return text
  return `${text.slice(0, limit)}… (${text.length - limit} more characters)`
}

function cutValue([key, value]: readonly [string, string | number | null]) {
  return [key, typeof value === 'string' ? cut(value) : value] as const
}

/** Names that a plugin chose, for a message: the first ones, each with a bounded length, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const first = names.slice(0, fixedLimits.namesListed).map(shortenName).join(', ')
  const more = names.length - fixedLimits.namesListed
  return more > 0 ? `${first} and ${more} more` : first
}

function shortenName(name: string): string {
  const limit = fixedLimits.nameCharacters
  return name.length > limit ? `${name.slice(0, limit)}…` : name
}

/** A text of a plugin as one line of bounded length. */
export function boundedLine(text: string): string {
  return escapeText(text).slice(0, fixedLimits.reasonCharacters)
}

/** Counts the log lines that a limit drops, so that a later line can report them. */
export class LogLimiter {
  readonly #isReached: () => boolean
  #dropped = 0

  /** `isReached` is asked before each line: true drops it. */
  constructor(isReached: () => boolean) {
    this.#isReached = isReached
  }

  /** At most `lines` per second. `now` returns milliseconds. */
  static perSecond(lines: number, now = (): number => performance.now()): LogLimiter {
    let windowStart = Number.NEGATIVE_INFINITY
    let passed = 0
    return new LogLimiter(() => {
      if (now() - windowStart >= 1000) {
        windowStart = now()
        passed = 0
      }
      return ++passed > lines
    })
  }

  /** Call before each line: `drop`, or the number of lines that were dropped since the last one that was written. */
  next(): 'drop' | number {
    if (this.#isReached()) {
      this.#dropped++
      return 'drop'
    }
    const dropped = this.#dropped
    this.#dropped = 0
    return dropped
  }
}

/** Events of one kind per second that clients can cause. */
const eventsPerSecond = 10

/** A log for events that clients can cause: at a bounded rate, and a line reports how many were dropped. */
export function limitLog(log: Log): Log {
  const limiter = LogLimiter.perSecond(eventsPerSecond)
  return dropLines(log, limiter, `of one kind at most ${eventsPerSecond} are written per second`)
}

/** A log without the events that a limit drops; a line reports how many, and why. */
export function dropLines(log: Log, limiter: LogLimiter, why: string): Log {
  return (event) => {
    const dropped = limiter.next()
    if (dropped === 'drop') return
    if (dropped > 0) log({ level: 'warning', message: `${dropped} log lines were dropped: ${why}` })
    log(event)
  }
}
