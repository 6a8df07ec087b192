/** Options of each run of `fuzz`. */
export interface FuzzOptions {
  /** The number of calls, or requests. */
  readonly runs: number
  /** The same seed generates the same input. */
  readonly seed: number
  /** Deadline of one callback. */
  readonly timeoutMs: number
  /** Limit of the linear memory of one instance. */
  readonly memoryMiB: number
  /** The folder for replay files. */
  readonly folder: string
  /** Receives the state of the run, to show on a terminal. */
  readonly progress: (text: string) => void
  /** Ends the run early; the outcome covers the part that ran. */
  readonly signal: AbortSignal
}

/** Options of a run against a plugin. */
export interface FuzzPluginOptions extends FuzzOptions {
  /** The plugin's file. */
  readonly file: string
}

/** How often something was done. */
export interface Tried {
  readonly what: string
  readonly count: number
}

/** One failure. */
export interface FuzzFailure {
  /** One line. */
  readonly summary: string
  /** The calls or the requests that lead to it, one line each. */
  readonly details: readonly string[]
  /** The file that replays it; absent if it could not be written. */
  readonly replayFile?: string
}

/** The outcome of a run. */
export interface FuzzOutcome {
  readonly seed: number
  /** The number of calls, or requests; fewer than in the options if the run ended early. */
  readonly runs: number
  readonly callsPerSecond?: number
  readonly tried: readonly Tried[]
  readonly failures: readonly FuzzFailure[]
}

/** The outcome of a replay: whether the failure came back, and what happened. */
export interface ReplayOutcome {
  readonly reproduced: boolean
  readonly details: readonly string[]
}

/** Options of a replay. */
export interface ReplayOptions {
  readonly file: string
  /** Deadline of calls; the deadline of a request is in its file. */
  readonly timeoutMs: number
  readonly progress: (text: string) => void
}
