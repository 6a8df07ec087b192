/** What a run of `fuzz` is given, whatever it attacks. */
export interface FuzzOptions {
  /** How many calls, or requests, are tried. */
  readonly runs: number
  /** The same seed tries the same. */
  readonly seed: number
  /** Wall-clock time of one callback. */
  readonly timeoutMs: number
  /** The cap on the linear memory of one instance. */
  readonly memoryMiB: number
  /** Where the files that replay a failure are written. */
  readonly folder: string
  /** Told what is going on, as often as anyone likes; it is shown where a person looks. */
  readonly progress: (text: string) => void
  /** Ends the run early; what was found until then is the outcome. */
  readonly signal: AbortSignal
}

/** What a run against a plugin is given. */
export interface FuzzPluginOptions extends FuzzOptions {
  /** The plugin's file. */
  readonly file: string
}

/** How often something was tried. */
export interface Tried {
  readonly what: string
  readonly count: number
}

/** One thing that went wrong. */
export interface FuzzFailure {
  /** One line. */
  readonly summary: string
  /** The calls or the request that lead to it, and what was expected; one line each. */
  readonly details: readonly string[]
  /** The file that replays it; absent where none could be written. */
  readonly replayFile?: string
}

/** What a run found. */
export interface FuzzOutcome {
  readonly seed: number
  /** How many calls, or requests, were tried; fewer than asked for where the run was ended early. */
  readonly runs: number
  readonly callsPerSecond?: number
  readonly tried: readonly Tried[]
  readonly failures: readonly FuzzFailure[]
}

/** What a replay found: whether the failure came back, and what happened. */
export interface ReplayOutcome {
  readonly reproduced: boolean
  readonly details: readonly string[]
}

/** What a replay needs that its file does not say. */
export interface ReplayOptions {
  readonly file: string
  /** Wall-clock time that calls may take; that of a request is in its file. */
  readonly timeoutMs: number
  readonly progress: (text: string) => void
}
