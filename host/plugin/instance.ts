import { errorCodes } from '../../abi/enums.ts'
import type { CallContext } from '../calls/call-context.ts'
import { Outputs } from '../calls/outputs.ts'
import { RegistrationBook } from '../calls/registration-book.ts'
import { AnswerBuilder } from '../exchange/answer-builder.ts'
import type { Answer } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { CallError, PluginLoadError, type PluginError } from '../exchange/errors.ts'
import type { AnswerSink, LogLevel } from '../exchange/ports.ts'
import { describeError, type SdkProfile } from '../exchange/profile.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import type { Request } from '../exchange/request.ts'
import type { ImageEncoder } from '../image/encoder.ts'
import { importObject, type GuestState } from '../imports/import-object.ts'
import { GuestHeap } from '../memory/guest-heap.ts'
import { GuestMemory } from '../memory/guest-memory.ts'
import { guestPtr } from '../memory/guest-ptr.ts'
import { readString } from '../memory/strings.ts'
import { GuestExports, opaqueContext } from './guest-exports.ts'
import { layOutRequest } from './request-block.ts'
import { describeTrap, isTrap } from './trap.ts'

/** What an instance is given by its host. */
export interface InstanceEnvironment {
  readonly profile: SdkProfile
  readonly configuration: string
  readonly encoder: ImageEncoder
  readonly pngEffort: number
  readonly maxAnswerBytes: number
  readonly uuid: () => string
  readonly random: () => number
  readonly log: (level: LogLevel, message: string) => void
}

/** How a callback ended: with an answer, and whether the instance has to be thrown away. */
export interface Outcome {
  readonly answer: Answer
  readonly death?: PluginError
}

/**
 * One instance of a plugin: its memory, its globals, its routes. After a trap it is dead: what it would do next is
 * anybody's guess, so it is not asked again.
 */
export class Instance {
  readonly #environment: InstanceEnvironment
  readonly #guest: GuestExports
  readonly #state: GuestState
  readonly #context: CallContext

  /** Instantiates the module and runs its start functions. Throws `PluginError` for a trap. */
  constructor(module: WebAssembly.Module, environment: InstanceEnvironment) {
    this.#environment = environment
    this.#state = { context: undefined, contextValue: opaqueContext, death: undefined }
    const { exports } = trapped(
      () => new WebAssembly.Instance(module, importObject(module, this.#state)),
    )
    this.#guest = new GuestExports(exports)
    const memory = new GuestMemory(this.#guest.memory)
    const heap = new GuestHeap(memory, this.#guest)
    const outputs = new Outputs(environment.random())
    const registrations = new RegistrationBook()
    this.#context = { ...environment, memory, heap, outputs, registrations }
    this.#state.context = this.#context
    trapped(() => {
      this.#guest.start()
      this.#state.contextValue = this.#guest.context(heap, environment.profile.version)
    })
  }

  /**
   * Asks for name and version and runs `OrthancPluginInitialize`. Throws `PluginLoadError` where the plugin says no,
   * `PluginError` for a trap.
   */
  initialize(): PluginDescription {
    const { registrations } = this.#context
    const name = this.#text('OrthancPluginGetName')
    const version = this.#text('OrthancPluginGetVersion')
    if (name === '') throw new PluginLoadError(['OrthancPluginGetName gave an empty name'])
    registrations.open()
    const code = trapped(() => this.#guest.initialize(this.#state.contextValue))
    registrations.close()
    this.#requireLife()
    if (code !== errorCodes.Success)
      throw new PluginLoadError([
        `OrthancPluginInitialize returned ${code}: ${describeError(this.#environment.profile, code).message}`,
      ])
    return { name, version, ...registrations.registrations }
  }

  /** Has a callback answer a request. Never throws for what the guest does. */
  answer(
    request: Request,
    route: number,
    groups: readonly ByteString[],
    sink: AnswerSink,
  ): Outcome {
    const { maxAnswerBytes, profile, uuid, log } = this.#environment
    const builder = new AnswerBuilder({
      sink,
      maxAnswerBytes,
      redirectStatus: profile.redirectStatus,
      uuid,
      warn: (message) => log('warning', message),
    })
    try {
      const code = this.#call(request, route, groups, builder)
      this.#requireLife()
      return { answer: builder.finish(code) }
    } catch (error) {
      if (error instanceof CallError)
        return { answer: builder.fail(errorCodes.Plugin, error.message) }
      if (!isTrap(error)) throw error
      const death = describeTrap(error)
      return { answer: builder.fail(errorCodes.Plugin, death.message), death }
    } finally {
      this.#context.outputs.close()
    }
  }

  /** Runs `OrthancPluginFinalize`. Throws `PluginError` for a trap. */
  finalize(): void {
    trapped(() => this.#guest.finalize())
  }

  #call(
    request: Request,
    route: number,
    groups: readonly ByteString[],
    builder: AnswerBuilder,
  ): number {
    const { memory, heap, outputs, registrations } = this.#context
    const callback = this.#guest.callback(registrations.callback(route))
    const block = layOutRequest(heap, memory, request, groups)
    this.#guest.query(block.query)
    const output = outputs.open(builder)
    const code = callback(output, block.url, block.request)
    outputs.close()
    heap.free(block.request)
    return Number(code) | 0
  }

  #text(name: 'OrthancPluginGetName' | 'OrthancPluginGetVersion'): ByteString {
    const at = trapped(() => this.#guest.text(name))
    try {
      return readString(this.#context.memory, guestPtr(at))
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      throw new PluginLoadError([`${name}: ${error.message}`])
    }
  }

  /** A guest can catch the exception that should end it; it is dead all the same. */
  #requireLife(): void {
    if (this.#state.death !== undefined) throw this.#state.death
  }
}

function trapped<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof PluginLoadError || !isTrap(error)) throw error
    throw describeTrap(error)
  }
}
