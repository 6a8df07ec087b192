import { escapeText } from '../../exchange/log.ts'
import type { Trace } from '../../exchange/trace.ts'
import { writeBundle } from '../../record/bundle-file.ts'
import type { FuzzFailure } from '../fuzz-outcome.ts'
import type { Subject } from './subject.ts'
import { readyRequest, type Draft, type ReadyRequest } from './request-draft.ts'
import { requestLines } from '../request-line.ts'
import { problemsOf, type Problem } from './request-problem.ts'
import { shrink, type ShrinkBudget } from './request-shrink.ts'
import { placesOf, readSourceMap, type FindPlace } from '../request-source-map.ts'

/**
 * What making the last request of a failure simpler may cost, and those before it together. One that takes a deadline
 * each time costs a person's; one that takes thousands of requests, too.
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
/** Characters of a message that are told. */
const longestSummary = 400
/** Tries to do without some of the requests before. */
const historyTries = 40

/** A problem, and the requests of the instance that it happened on; the last one has it. */
export interface Case {
  readonly problem: Problem
  readonly requests: readonly ReadyRequest[]
}

/** Whether some requests still show a problem, the last of them. */
type Shows = (requests: readonly ReadyRequest[]) => Promise<boolean>

/** What is wrong with a request, if anything is. */
export type Check = (request: ReadyRequest) => Promise<string | undefined>

/** Makes of a problem what a person can work with: the simplest requests that show it, and a file that replays them. */
export class Reporter {
  readonly #subject: Subject
  readonly #folder: string
  readonly #seed: number
  readonly #findPlace: FindPlace

  constructor(subject: Subject, folder: string, seed: number) {
    this.#subject = subject
    this.#folder = folder
    this.#seed = seed
    this.#findPlace = readSourceMap(subject.plugin.file)
  }

  /** The smallest case of the same problem; `undefined` where it does not come back at all. */
  async simplify({ problem, requests }: Case): Promise<Case | undefined> {
    const failed = requests.at(-1)
    if (failed === undefined) return undefined
    const shows: Shows = (candidates) => this.#shows(problem, candidates)
    const before = await this.#neededBefore(requests.slice(0, -1), failed, shows)
    if (before === undefined) return undefined
    return { problem, requests: await this.#simpler(problem, [...before, failed], shows) }
  }

  /** Reports a request that a check found something wrong with, as simple as the check still does. */
  async reportChecked(sample: ReadyRequest, problem: Problem, check: Check): Promise<FuzzFailure> {
    let { message } = problem
    const requests = await this.#simpler(problem, [sample], async ([candidate = sample]) => {
      const found = await check(candidate)
      message = found ?? message
      return found !== undefined
    })
    return this.report({ problem: { ...problem, message }, requests })
  }

  /** Runs the case once more, and writes down what happens. */
  async report(found: Case): Promise<FuzzFailure> {
    const again = await this.#run(found.requests)
    const problem = again.find((each) => isSame(each, found.problem)) ?? found.problem
    return this.write({ ...found, problem }, this.#subject.runner.trace, [])
  }

  /** The failure of a case with the trace of its instance. */
  async write(
    { problem, requests }: Case,
    trace: Trace,
    remarks: readonly string[],
  ): Promise<FuzzFailure> {
    const failed = requests.at(-1)
    if (failed === undefined) throw new Error('a case without requests')
    const { kind, message, offsets } = problem
    const summary = `${words[kind]}: ${escapeText(message.slice(0, longestSummary))}`
    const places = placesOf(offsets, this.#findPlace).map((place) => `at ${escapeText(place)}`)
    const details = [
      ...requests
        .slice(0, -1)
        .flatMap(({ traced, body }) => ['after', ...requestLines(traced.request, body)]),
      ...requestLines(failed.traced.request, failed.body),
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

  /** The requests before that are needed; `undefined` where the problem does not come back even with all of them. */
  async #neededBefore(
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

  /** The same requests, each as simple as it can be: the last one, then those before it. */
  async #simpler(
    { kind }: Problem,
    requests: readonly ReadyRequest[],
    shows: Shows,
  ): Promise<readonly ReadyRequest[]> {
    const budget = () => ({ ...budgets[kind], endMs: performance.now() + longestShrinkMs })
    const last = requests.length - 1
    let simpler = await this.#simplerAt(last, requests, { shows, budget: budget() })
    const forEarlier = { shows, budget: budget() }
    for (let at = 0; at < last; at++) simpler = await this.#simplerAt(at, simpler, forEarlier)
    return simpler
  }

  async #simplerAt(
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
    const ready = readyRequest(draft, like.traced.request.id, this.#subject.table)
    return ready?.traced.route === like.traced.route ? ready : undefined
  }

  async #shows(problem: Problem, requests: readonly ReadyRequest[]): Promise<boolean> {
    return (await this.#run(requests)).some((each) => isSame(each, problem))
  }

  /** The problems of the last of some requests to a fresh instance. */
  async #run(requests: readonly ReadyRequest[]): Promise<readonly Problem[]> {
    const { runner, patterns, plugin } = this.#subject
    await runner.begin({ kind: 'invented', seed: this.#seed })
    for (const { traced, body } of requests) {
      const outcome = await runner.run(traced, body)
      const isLast = traced === requests.at(-1)?.traced
      const route = patterns[traced.route] ?? ''
      if (isLast) return problemsOf(outcome, runner.trace, route, plugin.limits.timeoutMs)
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
