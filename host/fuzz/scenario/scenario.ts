import { serviceOfNumber } from './sdk-table.ts'

/**
 * An argument of a call: a number, or a name for one that the run knows. `output` is the handle of the callback that runs,
 * `output-1` the handle of the callback before it, `output+1` the next number; `result-0` the last address or handle that the host
 * returned; `0x…` has 64 bits.
 */
export type Value = number | string

/** Writes bytes to the guest's memory, one for each character; those that do not fit are left out. */
interface WriteStep {
  readonly do: 'write'
  readonly at: number
  readonly text: string
}

/** Calls a function of the SDK by its name. `context`: the right one by default. */
export interface CallStep {
  readonly do: 'call'
  readonly function: string
  readonly arguments: readonly Value[]
  readonly context?: Value
  readonly times?: number
}

/** Calls a service by its number. `fields`: written as its struct to `params` before. */
export interface InvokeStep {
  readonly do: 'invoke'
  readonly service: number
  readonly params: Value
  readonly fields?: readonly Value[]
  readonly context?: Value
  readonly times?: number
}

/** Calls a function of WASI, or `abort` of AssemblyScript. */
export interface SystemStep {
  readonly do: 'system'
  readonly function: string
  readonly arguments: readonly Value[]
}

/** Prepares the next result of the guest's `malloc`; several are queued. */
export interface MallocStep {
  readonly do: 'malloc'
  /** `good`: a block of the size; `trap`: it ends the guest; else this address. */
  readonly returns: 'good' | 'trap' | number
  readonly steps?: readonly Step[]
}

/** Prepares the next call of the guest's `free`. */
export interface FreeStep {
  readonly do: 'free'
  readonly traps?: boolean
  readonly steps?: readonly Step[]
}

/** Prepares the reply to the next request of the guest: an answer, or a failure. */
export type ReplyStep =
  | {
      readonly do: 'reply'
      readonly status: number
      readonly headers: readonly (readonly [string, string])[]
      readonly body: string
      /** The number of spaces after the body. */
      readonly pad?: number
    }
  | { readonly do: 'reply'; readonly fails: number; readonly reason?: string }

/** Grows the guest's memory, at most to its limit. */
interface GrowStep {
  readonly do: 'grow'
  readonly pages: number
}

/** One step of a guest. */
export type Step =
  | WriteStep
  | CallStep
  | InvokeStep
  | SystemStep
  | MallocStep
  | FreeStep
  | ReplyStep
  | GrowStep

/** The request of a callback. */
export interface GivenRequest {
  readonly method: number
  readonly path: string
  readonly query: string
  readonly headers: readonly string[]
  readonly body: string
  readonly groups: readonly string[]
}

/** Where a guest does its steps: before its instance exists, in one of its functions, or when none should run. */
export const places = ['start', 'initialize', 'callback', 'outside', 'finalize'] as const

/** The steps of a guest in one place. */
export interface Phase {
  readonly in: (typeof places)[number]
  readonly steps: readonly Step[]
  /** What the guest's function returns; 0 by default. */
  readonly returns?: number
  /** For a callback: its index in the table, and its request. */
  readonly callback?: number
  readonly request?: GivenRequest
}

/** The whole run of one guest as plain data, which is generated, run, reduced and replayed. */
export interface Scenario {
  /** The guest's memory, in pages of 64 KiB, and how far it may grow. */
  readonly pages: number
  readonly maximumPages: number
  /** The byte in all of its memory at the start. */
  readonly fill: number
  readonly sdk: string
  readonly maxAnswerBytes: number
  /** How many pieces of a streamed answer the client receives before it leaves; all by default. */
  readonly clientTakes?: number
  /** How often a function of the guest may call the host; unlimited by default. */
  readonly hostCalls?: number
  /** Whether the guest has no server for its requests. */
  readonly isAlone?: boolean
  readonly phases: readonly Phase[]
}

/** A page of WebAssembly. */
export const pageBytes = 65536

/** How deep lists of steps may be nested. */
export const deepestSteps = 4

const shownCharacters = 40

/** Describes a scenario, one line for each step. */
export function describeScenario(scenario: Scenario): string[] {
  const { pages, maximumPages, sdk, maxAnswerBytes, clientTakes, hostCalls, isAlone } = scenario
  const taken = clientTakes === undefined ? '' : `, the client leaves after ${clientTakes} pieces`
  const counted = hostCalls === undefined ? '' : `, ${hostCalls} calls of the host`
  const alone = isAlone === true ? ', no server for requests' : ''
  return [
    `memory of ${pages} to ${maximumPages} pages, SDK ${sdk}, answers up to ${maxAnswerBytes} bytes${taken}${counted}${alone}`,
    ...scenario.phases.flatMap((phase) => describePhase(phase)),
  ]
}

function describePhase(phase: Phase): string[] {
  const callback = phase.callback === undefined ? '' : ` of index ${phase.callback}`
  const returns = phase.returns === undefined ? '' : `, which returns ${phase.returns}`
  return [`in ${phase.in}${callback}${returns}:`, ...describeSteps(phase.steps, '  ')]
}

function describeSteps(steps: readonly Step[], indent: string): string[] {
  return steps.flatMap((step) => {
    const inner = 'steps' in step ? (step.steps ?? []) : []
    return [`${indent}${describeStep(step)}`, ...describeSteps(inner, `${indent}  `)]
  })
}

function describeStep(step: Step): string {
  if (step.do === 'call')
    return `${step.function}(${list(step.context, step.arguments)})${times(step.times)}`
  if (step.do === 'invoke') return describeInvocation(step)
  if (step.do === 'system') return `${step.function}(${step.arguments.join(', ')})`
  if (step.do === 'write') return `writes ${describeText(step.text)} to ${step.at}`
  if (step.do === 'grow') return `grows its memory by ${step.pages} pages`
  if (step.do === 'reply') return describeReply(step)
  const inside = step.steps === undefined ? '' : ', and inside it'
  if (step.do === 'malloc') return `the next malloc returns ${step.returns}${inside}`
  return `the next free ${step.traps === true ? 'traps' : 'works'}${inside}`
}

function describeReply(step: ReplyStep): string {
  if ('fails' in step) return `the next request fails with ${step.fails}: ${step.reason ?? ''}`
  const { status, headers, body, pad = 0 } = step
  const padded = pad === 0 ? '' : ` and ${pad} spaces`
  const lines = headers.map(([name, value]) => describeText(`${name}: ${value}`))
  return `the next request gets ${status} [${lines.join(', ')}] ${describeText(body)}${padded}`
}

function describeInvocation(step: Extract<Step, { do: 'invoke' }>): string {
  const { service, params, fields, context } = step
  const name = serviceOfNumber(service)?.serviceName ?? 'unknown'
  const struct = fields === undefined ? '' : ` { ${fields.join(', ')} }`
  return `service ${service} (${name}) with ${list(context, [params])}${struct}${times(step.times)}`
}

function list(context: Value | undefined, values: readonly Value[]): string {
  return [context ?? 'context', ...values].join(', ')
}

function times(count: number | undefined): string {
  return count === undefined ? '' : `, ${count} times`
}

function describeText(text: string): string {
  const shown = JSON.stringify(text.slice(0, shownCharacters))
  return text.length > shownCharacters ? `${shown}… (${text.length} bytes)` : shown
}
