/**
 * An argument of a call: a number, or the name of one that only the run knows. `output` is the handle of the callback
 * that runs, `output-1` that of the callback before it, `output+1` one beside it; `result-0` the address that the host
 * gave last; `0x…` has 64 bits.
 */
export type Value = number | string

/** Bytes into the guest's memory, one for each character; what does not fit is left out. */
interface WriteStep {
  readonly do: 'write'
  readonly at: number
  readonly text: string
}

/** A function of the SDK, called by its name. The context is the good one unless it is given. */
export interface CallStep {
  readonly do: 'call'
  readonly function: string
  readonly arguments: readonly Value[]
  readonly context?: Value
  readonly times?: number
}

/** The same by the number of its service. `fields`: what is written to `params` before, as the struct wants it. */
export interface InvokeStep {
  readonly do: 'invoke'
  readonly service: number
  readonly params: Value
  readonly fields?: readonly Value[]
  readonly context?: Value
  readonly times?: number
}

/** A function of WASI, or `abort` of AssemblyScript. */
export interface SystemStep {
  readonly do: 'system'
  readonly function: string
  readonly arguments: readonly Value[]
}

/** What `malloc` of the guest does when the host calls it next; several of these wait for their turn. */
export interface MallocStep {
  readonly do: 'malloc'
  /** `good`: room for what is asked; `trap`: it ends the guest; else the address that it gives. */
  readonly gives: 'good' | 'trap' | number
  readonly steps?: readonly Step[]
}

/** What `free` of the guest does when the host calls it next. */
export interface FreeStep {
  readonly do: 'free'
  readonly traps?: boolean
  readonly steps?: readonly Step[]
}

/** What the next request gets that the guest sends: an answer, or none. */
export type ReplyStep =
  | {
      readonly do: 'reply'
      readonly status: number
      readonly headers: readonly (readonly [string, string])[]
      readonly body: string
      /** So many spaces follow the body. */
      readonly pad?: number
    }
  | { readonly do: 'reply'; readonly fails: number; readonly reason?: string }

/** The guest's memory grows, as far as it may. */
interface GrowStep {
  readonly do: 'grow'
  readonly pages: number
}

/** One thing that a guest does. */
export type Step =
  | WriteStep
  | CallStep
  | InvokeStep
  | SystemStep
  | MallocStep
  | FreeStep
  | ReplyStep
  | GrowStep

/** What a callback is asked to answer. */
export interface GivenRequest {
  readonly method: number
  readonly path: string
  readonly query: string
  readonly headers: readonly string[]
  readonly body: string
  readonly groups: readonly string[]
}

/** Where a guest does things: before its instance exists, in one of its functions, or when none should run. */
export const places = ['start', 'initialize', 'callback', 'outside', 'finalize'] as const

/** Things that a guest does in one place. */
export interface Phase {
  readonly in: (typeof places)[number]
  readonly steps: readonly Step[]
  /** What the guest's function returns: 0 unless given. */
  readonly returns?: number
  /** Of a callback: its index in the table, and what it is asked. */
  readonly callback?: number
  readonly request?: GivenRequest
}

/** The whole life of one guest, as plain data: what is generated, run, made smaller, and replayed. */
export interface Scenario {
  /** The guest's memory, in pages of 64 KiB, and how far it may grow. */
  readonly pages: number
  readonly maximumPages: number
  /** The byte that its memory is full of. */
  readonly fill: number
  readonly sdk: string
  readonly maxAnswerBytes: number
  /** How many pieces of a streamed answer its client takes before it leaves; all, unless given. */
  readonly clientTakes?: number
  /** How often a function of the guest may call the host; as often as it likes, unless given. */
  readonly hostCalls?: number
  /** Whether there is nobody who answers the requests of the guest. */
  readonly isAlone?: boolean
  readonly phases: readonly Phase[]
}

/** A page of WebAssembly. */
export const pageBytes = 65536

/** How deep a guest's functions may call each other through the host. */
export const deepestSteps = 4
