import { errorCodes } from '../../abi/enums.ts'
import type { Outputs } from '../calls/outputs.ts'
import { AnswerBuilder } from '../exchange/answer-builder.ts'
import type { Answer } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { CallError, PluginLoadError, type PluginError } from '../exchange/errors.ts'
import type { AnswerSink, LogLevel } from '../exchange/ports.ts'
import { describeError, type SdkProfile } from '../exchange/profile.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import type { Request } from '../exchange/request.ts'
import type { ImageEncoder } from '../image/encoder.ts'
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
export interface PluginInstance {
  /**
   * Asks for name and version and runs `OrthancPluginInitialize`. Throws `PluginLoadError` where the plugin says no,
   * `PluginError` for a trap.
   */
  initialize(): PluginDescription
  /** Has a callback answer a request. Never throws for what the guest does. */
  answer(request: Request, route: number, groups: readonly ByteString[], sink: AnswerSink): Outcome
  /** Runs `OrthancPluginFinalize`. Throws `PluginError` for a trap. */
  finalize(): void
}

/** Runs a callback, which gives its code, and makes an answer of whatever happens. */
export function runCallback(
  environment: InstanceEnvironment,
  sink: AnswerSink,
  outputs: Outputs,
  call: (builder: AnswerBuilder) => number,
): Outcome {
  const { maxAnswerBytes, profile, uuid, log } = environment
  const builder = new AnswerBuilder({
    sink,
    maxAnswerBytes,
    redirectStatus: profile.redirectStatus,
    uuid,
    warn: (message) => log('warning', message),
  })
  try {
    return { answer: builder.finish(call(builder)) }
  } catch (error) {
    if (error instanceof CallError)
      return { answer: builder.fail(errorCodes.Plugin, error.message) }
    if (!isTrap(error)) throw error
    const death = describeTrap(error)
    return { answer: builder.fail(errorCodes.Plugin, death.message), death }
  } finally {
    outputs.close()
  }
}

/** Throws `PluginLoadError` unless `OrthancPluginInitialize` returned `Success`. */
export function requireSuccess(code: number, profile: SdkProfile): void {
  if (code === errorCodes.Success) return
  const { message } = describeError(profile, code)
  throw new PluginLoadError([`OrthancPluginInitialize returned ${code}: ${message}`])
}

/** What the guest's code gives; a trap becomes a `PluginError`. */
export function trapped<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof PluginLoadError || !isTrap(error)) throw error
    throw describeTrap(error)
  }
}
