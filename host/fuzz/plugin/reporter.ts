import { escapeText } from '../../exchange/log.ts'
import type { Trace } from '../../exchange/trace.ts'
import { writeBundle } from '../../record/bundle-file.ts'
import type { FuzzFailure } from '../fuzz-outcome.ts'
import type { Subject } from './subject.ts'
import { prepareRequest, type Draft, type ReadyRequest } from './request-draft.ts'
import { formatRequest } from '../request-line.ts'
import { findProblems, type Problem } from './request-problem.ts'
import { shrink, type ShrinkBudget } from './request-shrink.ts'
import { findPlaces, type SourceLines } from '../../plugin/source-map.ts'
import { readSourceMap } from '../request-source-map.ts'

/**
 * Limits for simplifying the last request of a failure, and those before it together. A person waits for it: each try may take
 * a deadline, or thousands of requests.
 */
const usual: ShrinkBudget = { tries: 400, failures: 400 }
const budgets: Readonly<Record<Problem['kind'], ShrinkBudget>> = {
  trap: usual,
  refused: usual,
  process: usual,
  deadline: { tries: 60, failures: 3 },
  memory: { tries: 60, failures: 60 },
  unwritten: { tries: 200, failures: 200 },
}
const longestShrinkMs = 30_000
/** Characters of a message that are reported. */
const longestSummary = 400
/** Attempts to leave out earlier requests. */
const historyTries = 40

/** A problem, and the requests of its instance; the last one fails. */
export interface Case {
  readonly problem: Problem
  readonly requests: readonly ReadyRequest[]
}

/** Whether the last of some requests still has the problem. */
type Shows = (requests: readonly ReadyRequest[]) => Promise<boolean>

/** Returns what is wrong with a request, if anything. */
export type Check = (request: ReadyRequest) => Promise<string | undefined>

/** Finds the simplest requests that show a problem, and writes a file that replays them. */
export class Reporter {
  readonly #subject: Subject
  readonly #folder: string
  readonly #seed: number
  readonly #findPlace: SourceLines

  constructor(subject: Subject, folder: string, seed: number) {
    this.#subject = subject
    this.#folder = folder
    this.#seed = seed
    this.#findPlace = readSourceMap(subject.plugin.file)
  }

  /** The smallest case of the same problem; `undefined` if it does not come back. */
  async simplify({ problem, requests }: Case): Promise<Case | undefined> {
    const failed = requests.at(-1)
    if (failed === undefined) return undefined
    const shows: Shows = (candidates) => this.#shows(problem, candidates)
    const before = await this.#findNeeded(requests.slice(0, -1), failed, shows)
    if (before === undefined) return undefined
    return { problem, requests: await this.#simplifyAll(problem, [...before, failed], shows) }
  }

  /** Simplifies a request in which a check found a problem, and reports it. */
  async reportChecked(sample: ReadyRequest, problem: Problem, check: Check): Promise<FuzzFailure> {
    let { message } = problem
    const requests = await this.#simplifyAll(problem, [sample], async ([candidate = sample]) => {
      const found = await check(candidate)
      message = found ?? message
      return found !== undefined
    })
    return this.report({ problem: { ...problem, message }, requests })
  }

  /** Runs the case again, and writes its failure. */
  async report(found: Case): Promise<FuzzFailure> {
    const again = await this.#run(found.requests)
    const problem = again.find((each) => isSame(each, found.problem)) ?? found.problem
    return this.write({ ...found, problem }, this.#subject.runner.trace, [])
  }

  /** Writes the bundle of a case with the trace of its instance, and returns the failure. */
  async write(
    { problem, requests }: Case,
    trace: Trace,
    remarks: readonly string[],
  ): Promise<FuzzFailure> {
    const failed = requests.at(-1)
    if (failed === undefined) throw new Error('a case without requests')
    const { kind, message, offsets } = problem
    const summary = `${words[kind]}: ${escapeText(message.slice(0, longestSummary))}`
    const places = findPlaces(offsets, this.#findPlace).map((place) => `at ${escapeText(place)}`)
    const details = [
      ...requests
        .slice(0, -1)
        .flatMap(({ traced, body }) => ['after', ...formatRequest(traced, body)]),
      ...formatRequest(failed.traced, failed.body),
      ...places,
      ...remarks,
    ]
    const { plugin } = this.#subject
    const request = failed.traced.request.id
    const name = `fuzz-${plugin.name}`
    try {
      const replayFile = await writeBundle(
        this.#folder,
        plugin,
        { kind, message, request, name },
        trace,
      )
      return { summary, details, replayFile }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return { summary, details: [...details, `no file to replay it: ${escapeText(why)}`] }
    }
  }

  /** The earlier requests that are needed; `undefined` if the problem does not come back even with all of them. */
  async #findNeeded(
    before: readonly ReadyRequest[],
    failed: ReadyRequest,
    shows: Shows,
  ): Promise<readonly ReadyRequest[] | undefined> {
    if (await shows([failed])) return []
    if (before.length === 0 || !(await shows([...before, failed]))) return undefined
    let needed = before
    let tries = historyTries
    for (let size = (needed.length + 1) >> 1; size >= 1; size = size === 1 ? 0 : (size + 1) >> 1)
      for (let at = 0; at < needed.length && tries > 0; tries--) {
        const fewer = [...needed.slice(0, at), ...needed.slice(at + size)]
        if (await shows([...fewer, failed])) needed = fewer
        else at += size
      }
    return needed
  }

  /** Simplifies each request: the last one, then those before it. */
  async #simplifyAll(
    { kind }: Problem,
    requests: readonly ReadyRequest[],
    shows: Shows,
  ): Promise<readonly ReadyRequest[]> {
    const budget = () => ({ ...budgets[kind], endMs: performance.now() + longestShrinkMs })
    const last = requests.length - 1
    let simpler = await this.#simplifyAt(last, requests, { shows, budget: budget() })
    const forEarlier = { shows, budget: budget() }
    for (let at = 0; at < last; at++) simpler = await this.#simplifyAt(at, simpler, forEarlier)
    return simpler
  }

  async #simplifyAt(
    at: number,
    requests: readonly ReadyRequest[],
    { shows, budget }: { readonly shows: Shows; readonly budget: ShrinkBudget },
  ): Promise<readonly ReadyRequest[]> {
    const given = requests[at]
    if (given === undefined) return requests
    let best = requests
    const stillFails = async (draft: Draft): Promise<boolean> => {
      const candidate = this.#ready(draft, given)
      const simpler = candidate === undefined ? requests : requests.with(at, candidate)
      if (candidate === undefined || !(await shows(simpler))) return false
      best = simpler
      return true
    }
    await shrink(given.draft, stillFails, budget)
    return best
  }

  #ready(draft: Draft, like: ReadyRequest): ReadyRequest | undefined {
    const ready = prepareRequest(draft, like.traced.request.id, this.#subject.table)
    return ready?.traced.route === like.traced.route ? ready : undefined
  }

  async #shows(problem: Problem, requests: readonly ReadyRequest[]): Promise<boolean> {
    return (await this.#run(requests)).some((each) => isSame(each, problem))
  }

  /** Runs requests on a fresh instance, and returns the problems of the last one. */
  async #run(requests: readonly ReadyRequest[]): Promise<readonly Problem[]> {
    const { runner, patterns, plugin } = this.#subject
    await runner.begin({ kind: 'invented', seed: this.#seed })
    for (const { traced, body } of requests) {
      const outcome = await runner.run(traced, body)
      const isLast = traced === requests.at(-1)?.traced
      const route = patterns[traced.route] ?? ''
      if (isLast) return findProblems(outcome, runner.trace, route, plugin.limits.timeoutMs)
      if (outcome.kind !== 'ended' || outcome.death !== undefined) return []
    }
    return []
  }
}

function isSame(a: Problem, b: Problem): boolean {
  return a.kind === b.kind && a.identity === b.identity
}

const words: Readonly<Record<Problem['kind'], string>> = {
  trap: 'trap',
  deadline: 'deadline',
  process: 'the process ended',
  refused: 'refused call',
  memory: 'growing memory',
  unwritten: 'bytes that were never written',
}
