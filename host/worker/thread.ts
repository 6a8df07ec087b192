import { randomInt, randomUUID } from 'node:crypto'
import { parentPort, type MessagePort } from 'node:worker_threads'
import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer } from '../exchange/answer.ts'
import type { CompiledPlugin } from '../exchange/compiled-plugin.ts'
import { PluginError, PluginLoadError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { LogLevel } from '../exchange/ports.ts'
import { sdkProfile } from '../exchange/profile.ts'
import { ImageEncoder } from '../image/encoder.ts'
import type { InstanceEnvironment, PluginInstance } from '../plugin/plugin-instance.ts'
import { compilePlugin, instanceMaker, type MakeInstance } from '../plugin/plugin.ts'
import { CallGate } from './call-gate.ts'
import type { FromThread, ThreadJob, ToThread } from './messages.ts'
import { StreamSink } from './stream-sink.ts'

type Load = Extract<ToThread, { kind: 'load' }>

/** An instance and what a fresh one is made from. */
interface Loaded {
  readonly compiled: CompiledPlugin
  readonly make: MakeInstance
  readonly environment: InstanceEnvironment
  readonly gate: CallGate
  /** Absent once it has died and no other could be made. */
  instance: PluginInstance | undefined
}

const noBody = new Uint8Array(0)

/** One thread for one plugin: messages become calls of an instance. */
class GuestThread {
  readonly #port: MessagePort
  #loaded: Loaded | undefined
  #request: string | undefined
  #logLines = 0

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
        for (const job of message.jobs) this.#answer(job)
        return
      case 'finalize':
        return this.#finalize()
    }
  }

  async #load({ source, codecs, settings, gate }: Load): Promise<void> {
    try {
      const compiled =
        source.kind === 'compiled'
          ? source.compiled
          : await compilePlugin(source.bytes, settings, settings.cacheFolder)
      const make = await instanceMaker(compiled)
      const environment = {
        profile: sdkProfile(settings.sdkVersion),
        configuration: settings.configuration,
        encoder: new ImageEncoder(codecs),
        pngEffort: settings.pngEffort,
        maxAnswerBytes: settings.maxAnswerBytes,
        uuid: randomUUID,
        random: () => randomInt(2 ** 31),
        log: (level: LogLevel, text: string) => this.#log(level, text),
      }
      this.#loaded = { compiled, make, environment, gate: new CallGate(gate), instance: undefined }
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
      const instance = loaded.make(loaded.environment)
      const description = instance.initialize()
      loaded.instance = instance
      this.#post({ kind: 'loaded', compiled: loaded.compiled, description })
    } catch (error) {
      this.#post({ kind: 'refused', reasons: reasonsOf(error) })
    }
  }

  #answer({ ordinal, request, route, groups }: ThreadJob): void {
    const loaded = this.#loaded
    loaded?.gate.start(ordinal)
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
    const sink = new StreamSink(this.#port, loaded.gate, ordinal)
    const { answer, death } = loaded.instance.answer(
      { ...request, body: request.body ?? noBody },
      route,
      groups,
      sink,
    )
    this.#post(
      { kind: 'answer', ordinal, answer, ...(death === undefined ? {} : { death: death.message }) },
      answer.kind === 'complete' && typeof answer.body !== 'string' ? [answer.body.buffer] : [],
    )
    this.#request = undefined
    if (death !== undefined) this.#start(loaded)
  }

  #finalize(): void {
    try {
      this.#loaded?.instance?.finalize()
    } catch (error) {
      if (!(error instanceof PluginError)) throw error
      this.#log('error', `OrthancPluginFinalize: ${error.message}`)
    }
    this.#post({ kind: 'finalized' })
  }

  /** A guest's log is bounded for each callback, in lines and in their length. */
  #log(level: LogLevel, message: string): void {
    this.#logLines++
    if (this.#logLines > fixedLimits.logLines + 1) return
    const last = this.#logLines > fixedLimits.logLines
    this.#post({
      kind: 'log',
      level,
      message: last
        ? `more than ${fixedLimits.logLines} log lines of one call: the rest is left out`
        : message.slice(0, fixedLimits.logCharacters + 1),
      request: this.#request,
    })
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
