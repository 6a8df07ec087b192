import { randomInt, randomUUID } from 'node:crypto'
import { parentPort, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer } from '../exchange/answer.ts'
import { BufferShelf } from '../exchange/buffer-shelf.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { CompiledPlugin } from '../exchange/compiled-plugin.ts'
import { PluginError, PluginLoadError } from '../exchange/errors.ts'
import { defaultBounds, fixedLimits, type GuestBounds } from '../exchange/limits.ts'
import type { LogLevel } from '../exchange/ports.ts'
import { sdkProfile } from '../exchange/profile.ts'
import { ImageEncoder } from '../image/encoder.ts'
import type { InstanceEnvironment, PluginInstance } from '../plugin/plugin-instance.ts'
import { compilePlugin, instanceMaker, type MakeInstance } from '../plugin/plugin.ts'
import { AnswerPage } from './answer-page.ts'
import { CallGate } from './call-gate.ts'
import { asMessage, Doorbell } from './doorbell.ts'
import { LogRate } from './log-rate.ts'
import { bufferToHandOver } from './flights.ts'
import type { FromThread, ThreadJob, ToThread } from './messages.ts'
import { InstanceTrace } from './record-trace.ts'
import { RequestPage } from './request-page.ts'
import { StreamSink } from './stream-sink.ts'
import { SyncCaller } from './sync-call.ts'

type Load = Extract<ToThread, { kind: 'load' }>
type Requests = Extract<ToThread, { kind: 'requests' }>

/** An instance and what a fresh one is made from. */
interface Loaded {
  readonly compiled: CompiledPlugin
  readonly make: MakeInstance
  readonly environment: InstanceEnvironment
  readonly gate: CallGate
  readonly bell: Doorbell
  readonly requestPages: readonly RequestPage[]
  readonly answerPages: readonly AnswerPage[]
  readonly trace: InstanceTrace | undefined
  /** Absent once it has died and no other could be made. */
  instance: PluginInstance | undefined
}

const noBody = new Uint8Array(0)
/** So many answers are told of at once: the main thread writes them while the next ones are made. */
const toldTogether = 8

/** One thread for one plugin: messages become calls of an instance. */
class GuestThread {
  readonly #port: MessagePort
  #loaded: Loaded | undefined
  #request: string | undefined
  #logLines = 0
  /** Batches that the event loop brought; their turn comes by the bell. */
  readonly #early: Requests[] = []
  /** That of the batch that is answered. */
  #page: AnswerPage | undefined
  /** Whether the last answer is on the page, and no message was sent since. */
  #isUntold = false
  readonly #shelf = new BufferShelf()
  readonly #logRate = new LogRate(fixedLimits.logLinesPerSecond)
  #bounds: GuestBounds = defaultBounds

  constructor(port: MessagePort) {
    this.#port = port
  }

  listen(): void {
    this.#port.on('message', (message: ToThread) => this.#receive(message))
    this.#post({ kind: 'started' })
  }

  #receive(message: ToThread): void {
    switch (message.kind) {
      case 'load':
        void this.#load(message)
        return
      case 'requests':
        this.#early.push(message)
        return this.#answerBatches()
      case 'look':
        return this.#answerBatches()
      case 'finalize':
        return this.#finalize()
    }
  }

  async #load({ source, codecs, settings, gate, bell, pages, replies }: Load): Promise<void> {
    try {
      this.#bounds = settings.bounds ?? defaultBounds
      const compiled =
        source.kind === 'compiled'
          ? source.compiled
          : await compilePlugin(source.bytes, settings, settings.cacheFolder)
      const make = await instanceMaker(compiled)
      const environment = {
        profile: sdkProfile(settings.sdkVersion),
        configuration: settings.configuration,
        encoder: new ImageEncoder(codecs, this.#shelf),
        shelf: this.#shelf,
        pngEffort: settings.pngEffort,
        maxAnswerBytes: settings.maxAnswerBytes,
        bounds: this.#bounds,
        uuid: randomUUID,
        random: () => randomInt(2 ** 31),
        ask: new SyncCaller(replies, (call, transfer) => this.#post(call, transfer)).ask,
        onName: (name: ByteString) => this.#post({ kind: 'named', name }),
        log: (level: LogLevel, text: string) => this.#log(level, text),
      }
      const trace =
        settings.isTraced === true
          ? new InstanceTrace((memory) => this.#post({ kind: 'trace', memory }))
          : undefined
      this.#loaded = {
        compiled,
        make,
        environment: trace === undefined ? environment : trace.record(environment),
        gate: new CallGate(gate),
        bell: new Doorbell(bell),
        requestPages: pages.requests.map((page) => new RequestPage(page)),
        answerPages: pages.answers.map((page) => new AnswerPage(page)),
        trace,
        instance: undefined,
      }
      this.#start(this.#loaded)
    } catch (error) {
      this.#post({ kind: 'refused', reasons: reasonsOf(error) })
    }
  }

  /** Makes an instance, fresh or first, and tells how that went. */
  #start(loaded: Loaded): void {
    this.#logLines = 0
    this.#request = undefined
    try {
      loaded.instance = undefined
      loaded.trace?.begin()
      const instance = loaded.make(loaded.environment)
      const description = instance.initialize()
      loaded.instance = instance
      this.#post({ kind: 'loaded', compiled: loaded.compiled, description })
    } catch (error) {
      this.#post({ kind: 'refused', reasons: reasonsOf(error) })
    }
  }

  /** Answers what is there, and what comes soon after. */
  #answerBatches(): void {
    const { bell, requestPages = [] } = this.#loaded ?? {}
    for (let place = bell?.next(); place !== undefined; place = bell?.next())
      if (place === asMessage) this.#answerMessage()
      else this.#answerAll(requestPages[place]?.read() ?? [], place)
  }

  #answerMessage(): void {
    const message = this.#early.shift() ?? this.#nextMessage()
    if (message === undefined) return
    for (const buffer of message.buffers) this.#shelf.put(buffer)
    this.#answerAll(message.jobs, message.place)
  }

  /** The batch that was sent as a message, before the event loop brings it. */
  #nextMessage(): Requests | undefined {
    for (;;) {
      const received: { message: ToThread } | undefined = receiveMessageOnPort(this.#port)
      if (received === undefined) return undefined
      // The others that come before it say that there is something to look at.
      if (received.message.kind === 'requests') return received.message
    }
  }

  #answerAll(jobs: readonly ThreadJob[], place: number): void {
    this.#page = this.#loaded?.answerPages[place]
    this.#page?.rewind()
    for (const [i, job] of jobs.entries()) {
      this.#answer(job)
      if ((i + 1) % toldTogether === 0) this.#tell()
    }
    this.#tell()
  }

  /** Says that answers are on the page, unless a message said so already. */
  #tell(): void {
    if (this.#isUntold) this.#post({ kind: 'answers' })
    this.#isUntold = false
  }

  #answer({ ordinal, request, route, groups }: ThreadJob): void {
    const loaded = this.#loaded
    loaded?.gate.start(ordinal)
    // Nobody waits for the answer any more.
    if (loaded?.gate.hasLeft(ordinal) === true)
      return this.#post({ kind: 'answer', ordinal, answer: { kind: 'nothing' } })
    if (loaded?.instance === undefined) {
      const details = 'the plugin does not run'
      return this.#post({
        kind: 'answer',
        ordinal,
        answer: errorAnswer(errorCodes.Plugin, { details }),
      })
    }
    this.#request = request.id
    this.#logLines = 0
    const body = request.body ?? noBody
    const { trace } = loaded
    trace?.request({ request, route, groups }, body)
    const sink = new StreamSink(this.#port, loaded.gate, ordinal, this.#bounds.streamWindowBytes)
    const { answer, death } = loaded.instance.answer(
      { ...request, body },
      route,
      groups,
      trace === undefined ? sink : trace.sink(sink),
    )
    this.#request = undefined
    const lent = bufferToHandOver(body)
    this.#isUntold =
      death === undefined && lent === undefined && this.#page?.write(ordinal, answer) === true
    if (this.#isUntold) return
    this.#postAnswer({ ordinal, answer, body: lent, death: death?.message })
    if (death !== undefined) this.#start(loaded)
  }

  /** The buffers of both bodies go with it. */
  #postAnswer(answered: Omit<Extract<FromThread, { kind: 'answer' }>, 'kind'>): void {
    const { answer, body } = answered
    const transfer = body === undefined ? [] : [body]
    if (answer.kind === 'complete' && typeof answer.body !== 'string')
      transfer.push(answer.body.buffer)
    this.#post({ kind: 'answer', ...answered }, transfer)
  }

  #finalize(): void {
    this.#logLines = 0
    try {
      this.#loaded?.instance?.finalize()
    } catch (error) {
      if (!(error instanceof PluginError)) throw error
      this.#log('error', `OrthancPluginFinalize: ${error.message}`)
    }
    this.#post({ kind: 'finalized' })
  }

  /** A guest's log is bounded for each callback, in lines and in their length, and in lines of a second. */
  #log(level: LogLevel, message: string): void {
    const { logLines } = this.#bounds
    this.#logLines++
    if (this.#logLines > logLines + 1) return
    const leftOut = this.#logRate.count()
    if (leftOut === 'silent') return
    if (leftOut > 0)
      this.#postLog('warning', `${leftOut} log lines of the last second are left out`)
    if (this.#logLines <= logLines)
      return this.#postLog(level, message.slice(0, fixedLimits.logCharacters + 1))
    this.#postLog(
      level,
      `more than ${logLines} log lines of one call (MaxLogLines): the rest is left out`,
    )
  }

  #postLog(level: LogLevel, message: string): void {
    this.#post({ kind: 'log', level, message, request: this.#request })
  }

  #post(message: FromThread, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer)
  }
}

function reasonsOf(error: unknown): readonly string[] {
  if (error instanceof PluginLoadError) return error.reasons
  return [error instanceof Error ? error.message : 'the plugin threw a value']
}

if (parentPort !== null) new GuestThread(parentPort).listen()
