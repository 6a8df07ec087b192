import { moduleKind } from '../../wasm/module-reader.ts'
import type { FuzzFailure, Tried } from '../fuzz-outcome.ts'
import { Reporter, type Check } from './reporter.ts'
import type { Subject } from './subject.ts'
import { repeatRequest, writesAll } from '../request-checks.ts'
import { dictionaryOf } from './request-dictionary.ts'
import { prepareRequest, type Draft, type ReadyRequest } from './request-draft.ts'
import { findProblems, type Problem } from './request-problem.ts'
import type { EndedRun } from '../request-messages.ts'

/** Requests of one instance before a fresh one replaces it. */
const longestHistory = 100
/** Deadlines of one route, after which it gets no more requests: each one takes its time. */
const mostDeadlines = 10
/** Requests for the checks at the end: of all, and of those that do the same. */
const mostSamples = 40
const samplesOfKind = 2
/** The host cannot fill the free memory of a component. */
const notCompared = 'requests not compared with other bytes in free memory, as it is a component'

/** Sends requests to a plugin, one after the other, and keeps each kind of failure once. */
export class RequestCampaign {
  readonly #subject: Subject
  readonly #seed: number
  readonly #reporter: Reporter
  readonly #known = new Set<string>()
  readonly #failures: FuzzFailure[] = []
  readonly #tried = new Map<string, number>()
  readonly #deadlines = new Map<number, number>()
  readonly #hanging = new Set<string>()
  /** Texts with which the plugin may compare its requests. */
  readonly words: ReadonlySet<string>
  /** Requests that did not fail, by what they did. */
  readonly #samples = new Map<string, ReadyRequest[]>()
  #history: ReadyRequest[] | undefined
  #count = 0

  constructor(subject: Subject, folder: string, seed: number) {
    this.#subject = subject
    this.#seed = seed
    this.#reporter = new Reporter(subject, folder, seed)
    this.words = new Set(dictionaryOf(subject.plugin.bytes))
  }

  get failures(): readonly FuzzFailure[] {
    return this.#failures
  }

  get tried(): readonly Tried[] {
    return [...this.#tried].map(([what, count]) => ({ what, count }))
  }

  /** A request for each behaviour of the plugin. */
  get samples(): readonly Draft[] {
    return [...this.#samples.values()].flatMap(([first]) => first?.draft ?? [])
  }

  /** Sends a request, unless it would not reach the plugin, or would probably not end. */
  async try(draft: Draft): Promise<void> {
    const { runner, table, patterns, plugin } = this.#subject
    const ready = prepareRequest(draft, `fuzz-${++this.#count}`, table)
    if (ready === undefined || this.#isSkipped(ready)) return
    const pattern = patterns[ready.traced.route] ?? ''
    this.#note(`requests to ${pattern}`)
    const history = await this.#instance()
    history.push(ready)
    const outcome = await runner.run(ready.traced, ready.body)
    if (outcome.kind !== 'ended' || outcome.death !== undefined) this.#history = undefined
    if (outcome.kind === 'deadline') this.#noteDeadline(ready)
    const problems = findProblems(outcome, runner.trace, pattern, plugin.limits.timeoutMs)
    for (const problem of problems) await this.#found(problem, history)
    if (problems.length === 0 && outcome.kind === 'ended') this.#sample(ready, outcome)
  }

  /** Checks requests that did not fail for memory that grows and bytes that were never written. */
  async checkSamples(signal: AbortSignal): Promise<void> {
    this.#history = undefined
    const kinds = [...this.#samples.values()]
    // One of each kind before the second ones.
    const samples = Array.from({ length: samplesOfKind }, (_, i) =>
      kinds.flatMap((alike) => alike[i] ?? []),
    ).flat()
    for (const sample of samples.slice(0, mostSamples)) {
      if (signal.aborted) return
      await this.#checkMemory(sample)
      await this.#checkWritten(sample)
    }
  }

  /** The requests of the current instance. Replaces the instance if it has ended, or has run enough requests. */
  async #instance(): Promise<ReadyRequest[]> {
    const history = this.#history
    if (history !== undefined && history.length < longestHistory) return history
    await this.#subject.runner.begin({ kind: 'invented', seed: this.#seed })
    this.#history = []
    return this.#history
  }

  #isSkipped({ traced }: ReadyRequest): boolean {
    const deadlines = this.#deadlines.get(traced.route) ?? 0
    return deadlines >= mostDeadlines || this.#hanging.has(traced.request.path)
  }

  #noteDeadline({ traced }: ReadyRequest): void {
    this.#hanging.add(traced.request.path)
    this.#deadlines.set(traced.route, (this.#deadlines.get(traced.route) ?? 0) + 1)
  }

  #note(what: string): void {
    this.#tried.set(what, (this.#tried.get(what) ?? 0) + 1)
  }

  #sample(ready: ReadyRequest, { shape, called, bodyBytes }: EndedRun): void {
    const digits = bodyBytes.toString(2).length
    const key = JSON.stringify([ready.traced.route, shape, called, digits])
    const samples = this.#samples.get(key) ?? []
    this.#samples.set(key, samples)
    if (samples.length < samplesOfKind) samples.push(ready)
  }

  /** Reduces and reports a problem that is new. The instance is replaced. */
  async #found(problem: Problem, history: readonly ReadyRequest[]): Promise<void> {
    const isLoop = problem.kind === 'deadline'
    if (this.#known.has(isLoop ? this.#loopOf(problem, history) : problem.identity)) return
    const { trace } = this.#subject.runner
    if (!isLoop) this.#known.add(problem.identity)
    this.#history = undefined
    const simple = await this.#reporter.simplify({ problem, requests: history })
    if (simple === undefined) {
      // A deadline also passes on a busy machine.
      if (isLoop) return this.#note('deadlines that did not pass again')
      const remarks = ['it did not happen again on a fresh instance']
      const once = { problem, requests: history.slice(-1) }
      this.#failures.push(await this.#reporter.write(once, trace, remarks))
      return
    }
    const loop = this.#loopOf(problem, simple.requests)
    if (isLoop && this.#known.has(loop)) return
    if (isLoop) this.#known.add(loop)
    this.#failures.push(await this.#reporter.report(simple))
  }

  /**
   * A killed process does not report where it was: loops of a route are distinguished by the calls that they make and by the
   * plugin's own texts in the path. All other texts count as one.
   */
  #loopOf({ identity }: Problem, requests: readonly ReadyRequest[]): string {
    const groups = requests.at(-1)?.traced.groups ?? []
    return JSON.stringify([identity, groups.map((text) => (this.words.has(text) ? text : null))])
  }

  async #checkMemory(sample: ReadyRequest): Promise<void> {
    this.#note('requests repeated to see memory grow')
    const { runner } = this.#subject
    await this.#check('memory', sample, ({ traced, body }) => repeatRequest(runner, traced, body))
  }

  async #checkWritten(sample: ReadyRequest): Promise<void> {
    if (moduleKind(this.#subject.plugin.bytes) === 'component') return this.#note(notCompared)
    this.#note('requests compared with other bytes in free memory')
    const { runner } = this.#subject
    const message = 'the answer differs with the bytes that were in free memory before'
    await this.#check('unwritten', sample, async ({ traced, body }) =>
      (await writesAll(runner, traced, body)) ? undefined : message,
    )
  }

  /** Reports one request of each route in which a check finds a problem. */
  async #check(kind: 'memory' | 'unwritten', sample: ReadyRequest, check: Check): Promise<void> {
    const identity = `${kind} ${sample.traced.route}`
    const message = this.#known.has(identity) ? undefined : await check(sample)
    if (message === undefined) return
    this.#known.add(identity)
    const problem = { kind, message, identity, offsets: [] }
    this.#failures.push(await this.#reporter.reportChecked(sample, problem, check))
  }
}
