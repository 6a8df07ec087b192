import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { textOf } from '../exchange/byte-string.ts'
import { titleOf } from '../exchange/change.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import type { InstanceSettings, PluginDescription } from '../exchange/instance.ts'
import { MiB, fixedLimits, httpClientLimits } from '../exchange/limits.ts'
import { LogLimiter, type LogLevel } from '../exchange/log.ts'
import { noClient, type EndedInstance, type Job, type Outbound } from '../exchange/ports.ts'
import { refuse, type Refusal } from '../exchange/refusals.ts'
import type { Metric } from '../exchange/metrics.ts'
import { timerRequest, timerRoute } from '../exchange/timer.ts'
import type { RequestFailure } from '../exchange/trace.ts'
import { callCodes, encodeFrame, FrameError, frameKinds, type Frame } from '../frames/frame.ts'
import {
  decodeDied,
  decodeLog,
  decodeOutbound,
  decodeRefused,
  decodeStarted,
  decodeTimer,
  encodeLoad,
  type Death,
  type GuestLogLine,
  type Load,
} from '../frames/messages.ts'
import { decodeMetrics } from '../frames/metrics-frame.ts'
import { AnswerStreams } from './answer-streams.ts'
import type { GuestProcess } from './guest-process.ts'
import { InFlightRequests, type InFlightRequest, type Requests } from './in-flight-requests.ts'
import { OutboundCalls } from './outbound-calls.ts'
import { ProcessWatch, type WatchLimits } from './process-watch.ts'
import { RemoteRequests } from './remote-requests.ts'

/** Events for the pool. */
export interface WorkerEvents {
  /** The worker has room for another request. */
  readonly onRoom: () => void
  /** The process has ended, or its plugin does not start again. The plugin has not begun the requests `unstarted`. */
  readonly onEnd: (worker: Worker, unstarted: readonly Job[], hasBegun: boolean) => void
  readonly onLog: (level: LogLevel, message: string, request: string | undefined) => void
  readonly onMetrics: (metrics: readonly Metric[]) => void
  /** Timers of an instance are due whose front another program holds. */
  readonly onTimer: (worker: Worker) => void
  /** An instance ended that should not have. */
  readonly onInstanceEnd: (ended: Omit<EndedInstance, 'plugin'>) => void
  /** The process has made another instance. */
  readonly onInstanceRestart: () => void
  /** A request ended the instance, or was in progress when it ended. Only called if a trace is kept. */
  readonly onFailure: (failure: RequestFailure) => void
}

/** Options of a worker. */
export interface WorkerOptions extends WatchLimits {
  readonly load: Load
  readonly isTraced: boolean
  /** Whether a debugger may be attached to its process. */
  readonly isDebugged?: boolean
  /** Makes the plugin's outbound requests; absent: they fail. */
  readonly outbound: Outbound | undefined
}

/** Room in a frame besides a body: header lines, texts. */
const frameSlackBytes = 16 * MiB

/** Log lines per second that show a guest without its own limit, which is lower. */
const mostLogLines = 3 * fixedLimits.logLinesPerSecond

/** Time for a process to end by itself, and after it was killed. */
const leaveMs = 200
const endMs = 1000

/** The shortest time between two runs of timers, in ms. */
const leastTimerMs = 10

/** How often a debugged guest is woken. */
const wakeMs = 50

/** Why a process ended, and the answer to the requests that it had begun. */
interface Ending extends Pick<RequestFailure, 'kind'> {
  readonly refusal: Refusal
}

/** One process with one plugin: starts it, sends it requests, and ends it. */
export class Worker {
  readonly #process: GuestProcess
  readonly #options: WorkerOptions
  readonly #events: WorkerEvents
  readonly #requests: Requests
  readonly #streams: AnswerStreams
  readonly #watch: ProcessWatch
  readonly #calls: OutboundCalls
  /** What each instance must be: limits, rights and routes were decided for this description. */
  #identity: PluginDescription | undefined
  /** The last trap, until its trace has been read. */
  #death: Death | undefined
  #starting:
    | { resolve(description: PluginDescription): void; reject(error: Error): void }
    | undefined
  readonly #logLimiter = LogLimiter.perSecond(mostLogLines)
  /** METRICS frames that it may still send: one for each start and each callback. */
  #metricsLeft = 1
  #timer: NodeJS.Timeout | undefined
  #hasTimers = false
  /** Whether a run of its timers is in flight. */
  #runsTimers = false
  #hasStarted = false
  #hasExpired = false
  /** True once it accepts no request; those in flight are settled a little later. */
  #isEnding = false
  #hasEnded = false
  #finalized: (() => void) | undefined

  /** The worker owns the process from here on. */
  constructor(process: GuestProcess, options: WorkerOptions, events: WorkerEvents) {
    this.#process = process
    this.#options = options
    this.#events = events
    this.#requests =
      process.frontOrdinal === undefined
        ? new InFlightRequests((pieces) => process.sendFront(pieces), process.bodies)
        : new RemoteRequests()
    this.#streams = new AnswerStreams(this.#settings.limits?.streamWindowKiB, (pieces) =>
      process.sendFront(pieces),
    )
    this.#watch = new ProcessWatch(
      options,
      { process, requests: this.#requests },
      {
        onDeadline: (refusal) => this.#end({ kind: 'deadline', refusal }),
        onExcess: (reason) => this.#fail(reason),
      },
    )
    this.#calls = new OutboundCalls(options.outbound, (pieces) => process.sendControl(pieces))
    const { memoryPages, maxAnswerBytes } = this.#settings
    process.listen(
      {
        onControl: (frame) => this.#onControl(frame),
        onFront: (frame) => this.#onFront(frame),
        onEnd: (reason) => this.#fail(reason),
      },
      {
        controlBytes:
          Math.max(memoryPages * 65536, httpClientLimits.pieceBodyBytes) + frameSlackBytes,
        frontBytes: maxAnswerBytes + frameSlackBytes,
        take: (length) => this.#requests.shelf.take(length),
      },
    )
  }

  get #settings(): InstanceSettings {
    return this.#options.load.settings
  }

  /** Whether its process has ended, or is about to. */
  get isOver(): boolean {
    return this.#isEnding
  }

  /** Requests in flight. */
  get load(): number {
    return this.#requests.length
  }

  /** Whether its plugin has set timers, also where these have run. */
  get hasTimers(): boolean {
    return this.#hasTimers
  }

  get residentBytes(): number {
    return this.#process.residentBytes
  }

  /** The number of its front, if another program holds that. */
  get frontOrdinal(): number | undefined {
    return this.#process.frontOrdinal
  }

  /** Another program, which holds the front, reports that the process violated the protocol. */
  breakOff(reason: string): void {
    this.#fail(`it violated the protocol: ${reason}`)
  }

  /** Another program, which holds the front, reports that the deadline of a callback has passed. */
  expire(): void {
    const { timeoutMs } = this.#options.times
    this.#hasExpired = true
    this.#end({ kind: 'deadline', refusal: refuse('callback-timeout', { timeoutMs }) })
  }

  /** Whether a request may be sent; with `isShared` other workers could take it. */
  hasRoom(options: { readonly isShared: boolean }): boolean {
    return !this.#isEnding && this.#starting === undefined && this.#requests.hasRoom(options)
  }

  /** Wakes an idle guest now and then, so that its debugger can answer. */
  #wakeRegularly(): void {
    const timer = setInterval(() => {
      if (this.#isEnding) clearInterval(timer)
      else if (this.#requests.length === 0) this.#process.sendFront(encodeFrame(frameKinds.wake))
    }, wakeMs)
    timer.unref()
  }

  /** Sends the module, which the process compiles. Errors are reported by `start`. */
  compile(): void {
    this.#process.sendControl(encodeLoad(this.#options.load))
  }

  /**
   * Makes an instance of the compiled module. `first` is the description by the plugin's first instance, if there was one.
   * Rejects with `PluginLoadError`; then the worker has ended.
   */
  start(first: PluginDescription | undefined): Promise<PluginDescription> {
    this.#identity = first
    this.#requests.beginStart()
    this.#hasStarted = true
    this.#watch.start()
    return new Promise((resolve, reject) => {
      this.#starting = { resolve, reject }
      this.#process.sendControl(encodeFrame(frameKinds.start))
    })
  }

  send(job: Job): void {
    this.#metricsLeft++
    this.#requests.add(job)
    if (this.#requests.length === 1) this.#watch.beginNext()
  }

  /** Runs `OrthancPluginFinalize` within that time and ends the process. A request in progress is aborted. */
  async close(withinMs: number): Promise<void> {
    if (!this.#isEnding && this.#hasStarted) await this.#finalize(withinMs)
    const { head } = this.#requests
    if (head !== undefined)
      this.#events.onLog('warning', 'stopped while it answered a request', head.job.request.id)
    this.#stop()
    this.#requests.settleAll(refuse('server-stopping'))
    await this.#leave()
  }

  async #finalize(withinMs: number): Promise<void> {
    const finalized = new Promise<boolean>((resolve) => {
      this.#finalized = () => resolve(true)
    })
    this.#process.endFront()
    this.#process.sendControl(encodeFrame(frameKinds.finalize))
    const ended = this.#process.exited.then(() => true)
    const isDone = await Promise.race([finalized, ended, sleep(withinMs, false, { ref: false })])
    // The last answers arrive on the other socket.
    await untilRead()
    // A request that still runs has a log line of its own.
    if (!isDone && this.#requests.head === undefined)
      this.#events.onLog('warning', finalizeLate(withinMs), undefined)
  }

  /** An idle process ends by itself; a busy one is killed. */
  async #leave(): Promise<void> {
    const { exited } = this.#process
    this.#process.endFront()
    this.#process.endControl()
    await Promise.race([exited, sleep(leaveMs, undefined, { ref: false })])
    this.#process.kill()
    await Promise.race([exited, sleep(endMs, undefined, { ref: false })])
    this.#process.release()
  }

  #onControl(frame: Frame): void {
    if (this.#hasEnded) return
    switch (frame.kind) {
      case frameKinds.started:
        return this.#onStarted(decodeStarted(frame, this.#settings.limits?.maxRoutes))
      case frameKinds.refused:
        return this.#onRefused(decodeRefused(frame))
      case frameKinds.died:
        return this.#onDied(decodeDied(frame))
      case frameKinds.log:
        return this.#onLog(decodeLog(frame))
      case frameKinds.metrics:
        return this.#onMetrics(decodeMetrics(frame))
      case frameKinds.timer:
        return this.#setTimer(decodeTimer(frame))
      case frameKinds.call:
        return this.#onCall(frame)
      case frameKinds.finalized:
        return this.#finalized?.()
      default:
        throw new FrameError(`a frame of kind ${frame.kind} on the control socket`)
    }
  }

  #onFront(frame: Frame): void {
    if (this.#hasEnded) return
    if (frame.kind === frameKinds.return) return this.#settle(frame)
    if (frame.kind !== frameKinds.call)
      throw new FrameError(`a frame of kind ${frame.kind} on the front socket`)
    const { head } = this.#requests
    if (head === undefined) throw new FrameError('a part of an answer without a request')
    this.#streams.take(frame, head)
  }

  #settle(frame: Frame): void {
    // First: the guest waits for no part any more, and settling writes the last ones.
    if (this.#requests.head?.isStreamed === true) this.#streams.end()
    const { ordinal } = this.#requests.settle(frame)
    if (this.#isEnding) return
    if (this.#requests.hasDiedOf(ordinal)) this.#watch.start()
    else this.#watch.beginNext()
    this.#events.onRoom()
  }

  #onLog({ level, message, request }: GuestLogLine): void {
    // The guest process limits its own lines.
    if (this.#logLimiter.next() === 'drop') throw new FrameError('more log lines than a guest has')
    this.#events.onLog(level, message, request)
  }

  #onMetrics(metrics: readonly Metric[]): void {
    if (--this.#metricsLeft < 0) throw new FrameError('metrics without a callback')
    this.#events.onMetrics(metrics)
  }

  #setTimer(dueMs: number | undefined): void {
    this.#hasTimers = true
    clearTimeout(this.#timer)
    if (dueMs === undefined) return
    this.#timer = setTimeout(() => this.#runTimers(), Math.max(dueMs, leastTimerMs)).unref()
  }

  #runTimers(): void {
    if (this.#isEnding) return
    if (this.frontOrdinal !== undefined) return this.#events.onTimer(this)
    // After the run that waits, the guest reports again.
    if (this.#runsTimers) return
    this.#runsTimers = true
    this.send({
      route: timerRoute,
      groups: [],
      request: timerRequest,
      client: noClient,
      settle: () => (this.#runsTimers = false),
    })
  }

  #onStarted(description: PluginDescription): void {
    this.#requests.endStart()
    const reason = differenceOf(description, (this.#identity ??= description))
    if (reason !== undefined) return this.#fail(reason)
    if (this.#requests.isStarting) return
    this.#watch.endStart()
    if (this.#starting !== undefined && this.#options.isDebugged === true) this.#wakeRegularly()
    if (this.#starting === undefined) this.#events.onInstanceRestart()
    else this.#starting.resolve(description)
    this.#starting = undefined
    this.#events.onRoom()
  }

  #onRefused(reasons: readonly string[]): void {
    this.#fail(reasons.join('; '), reasons)
  }

  /** A request ended its instance. The process makes another one, whose deadline begins once the request's answer was read. */
  #onDied(death: Death): void {
    const { head } = this.#requests
    const died = this.#requests.die(death.ordinal)
    this.#death = death
    this.#metricsLeft++
    if (head === undefined || death.ordinal <= head.ordinal) this.#watch.start()
    this.#events.onLog('error', `${describeRequest(died)}${death.message}`, death.request)
    this.#events.onInstanceEnd({ kind: 'trap', message: death.message, request: death.request })
  }

  #onCall(frame: Frame): void {
    if (frame.code === callCodes.traced) return this.#onTraced()
    if (frame.code !== callCodes.outbound) throw new FrameError(`a call of code ${frame.code}`)
    const job = this.#requests.running?.job
    const isAtWork = this.#requests.mayCall || this.#finalized !== undefined
    if (!isAtWork || this.#calls.isBusy) throw new FrameError('a call out of order')
    void this.#calls.answer(decodeOutbound(frame), {
      plugin: this.#identity?.name ?? '',
      request: job?.request.id,
      maxAnswerBytes: this.#settings.maxAnswerBytes,
      client: job?.client.signal,
    })
  }

  /** The trace of the instance that died is complete; the next instance waits until it was read. */
  #onTraced(): void {
    if (this.#death === undefined) throw new FrameError('a trace without a trap')
    this.#report(this.#death, 'trap')
    this.#death = undefined
    this.#process.sendControl(encodeFrame(frameKinds.result))
  }

  #report(failed: Omit<Death, 'ordinal'>, kind: RequestFailure['kind']): void {
    if (!this.#options.isTraced) return
    this.#events.onFailure({ ...failed, kind, readTrace: () => this.#process.readTrace() })
  }

  #fail(reason: string, reasons?: readonly string[]): void {
    this.#end({ kind: 'process', refusal: refuse('process-ended', { reason }) }, reasons)
  }

  /** Kills the process. Answers that are still in its sockets are read first. */
  #end(ending: Ending, reasons?: readonly string[]): void {
    if (this.#isEnding) return
    this.#isEnding = true
    this.#process.kill()
    this.#watch.stop()
    void untilRead().then(() => this.#settleAll(ending, reasons))
  }

  /** Answers the request in progress; requests that have not begun go back to the pool. */
  #settleAll({ kind, refusal }: Ending, reasons: readonly string[] | undefined): void {
    if (this.#hasEnded) return
    const { details: reason } = refusal
    const { running, sent } = this.#requests
    this.#stop()
    const unstarted = this.#requests.settleRunning(refusal)
    if (this.#starting !== undefined)
      this.#starting.reject(new PluginLoadError(reasons ?? [reason]))
    else if (this.#hasStarted) {
      const message = `${describeRequest(running)}${reason}; another worker takes over`
      this.#events.onLog('error', message, running?.job.request.id)
      this.#events.onInstanceEnd({ kind, message: reason, request: running?.job.request.id })
      this.#events.onEnd(this, unstarted, sent > 0 || this.#hasExpired)
    }
    void this.#process.exited.then(() => {
      if (running !== undefined) {
        const { request, route } = running.job
        this.#report({ message: reason, request: request.id, route }, kind)
      }
      this.#process.release()
    })
  }

  /** Stops everything but the requests. */
  #stop(): void {
    clearTimeout(this.#timer)
    this.#isEnding = true
    this.#hasEnded = true
    this.#calls.stop()
    this.#watch.stop()
  }
}

/** Resolves once all sockets were read: that takes one or two turns of the event loop. */
async function untilRead(): Promise<void> {
  await turn()
  await turn()
}

/** How an instance differs from the first one of its plugin; `undefined`: it does not. */
function differenceOf(
  { name, routes }: PluginDescription,
  first: PluginDescription,
): string | undefined {
  if (name !== first.name) return 'its name differs from that of its first start'
  const areSame =
    routes.length === first.routes.length &&
    routes.every(({ pattern }, i) => pattern === first.routes[i]?.pattern)
  return areSame ? undefined : 'its routes differ from those of its first start'
}

/** What the callback was about, for the start of a message. */
function describeRequest(running: InFlightRequest | undefined): string {
  if (running === undefined) return ''
  const { route, request } = running.job
  return `${textOf(titleOf(route, request).slice(0, fixedLimits.logCharacters / 4))}: `
}

function finalizeLate(withinMs: number): string {
  return `OrthancPluginFinalize did not end in what was left of DrainMs (${Math.round(withinMs)} ms)`
}
