import { errorCodes } from '../../abi/enums.ts'
import type { CallContext } from '../calls/call-context.ts'
import type { Outputs } from '../calls/outputs.ts'
import { AnswerBuilder } from '../calls/answer-builder.ts'
import type { Answer } from '../exchange/answer.ts'
import type { BufferShelf } from '../exchange/buffer-shelf.ts'
import { byteStringOf, type ByteString } from '../exchange/byte-string.ts'
import { CallError, PluginLoadError, type PluginError } from '../exchange/errors.ts'
import { defaultLimits, fixedLimits, type GuestLimits } from '../exchange/limits.ts'
import type { AnswerSink, RequestOutbound, LogLevel } from '../exchange/ports.ts'
import { describeError, type SdkProfile } from '../exchange/profile.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import type { InstanceRequest } from '../exchange/request.ts'
import type { InstanceWatch } from '../exchange/trace.ts'
import type { ImageEncoder } from '../image/encoder.ts'
import { describeTrap, isTrap } from './trap.ts'

/** What an instance is given by its host. */
export interface InstanceEnvironment {
  readonly profile: SdkProfile
  readonly configuration: string
  readonly encoder: ImageEncoder
  /** Where buffers of large answers come from; absent: they are made. */
  readonly shelf?: BufferShelf | undefined
  readonly pngEffort: number
  readonly maxAnswerBytes: number
  /** Absent: the default ones. */
  readonly limits?: GuestLimits | undefined
  readonly uuid: () => string
  readonly random: () => number
  /** The time in ns, since 1970 or since any moment; the system's unless given. */
  readonly clock?: ((monotonic: boolean) => bigint) | undefined
  /** The system's random bytes unless given. */
  readonly fillRandom?: ((bytes: Uint8Array) => void) | undefined
  /** The way to Orthanc's REST API and to other servers; absent: there is none. */
  readonly ask?: RequestOutbound | undefined
  /** Sees each call of the guest's. */
  readonly watch?: InstanceWatch | undefined
  /** Told of each call that was refused for what no plugin may do. */
  readonly onRefusal?: ((message: string) => void) | undefined
  /** Told what the instance works with, before its guest runs. */
  readonly onContext?: ((context: CallContext) => void) | undefined
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
  /** Bytes of its memory; `undefined` where that cannot be seen. */
  readonly memoryBytes: number | undefined
  /**
   * Asks for name and version and runs `OrthancPluginInitialize`. Throws `PluginLoadError` where the plugin says no,
   * `PluginError` for a trap.
   */
  initialize(): PluginDescription
  /** Has a callback answer a request. Never throws for what the guest does. */
  answer(
    request: InstanceRequest,
    route: number,
    groups: readonly ByteString[],
    sink: AnswerSink,
  ): Outcome
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
  const { maxAnswerBytes, limits = defaultLimits, profile, uuid, log } = environment
  const builder = new AnswerBuilder({
    sink,
    maxAnswerBytes,
    limits,
    redirectStatus: profile.redirectStatus,
    uuid,
    warn: (message) => log('warning', message),
  })
  const { depth } = outputs
  try {
    return { answer: builder.finish(call(builder)) }
  } catch (error) {
    if (error instanceof CallError) {
      log('error', error.message)
      return { answer: builder.fail(errorCodes.Plugin, detailsOf(error)) }
    }
    if (!isTrap(error)) throw error
    const death = describeTrap(error)
    return { answer: builder.fail(errorCodes.Plugin, detailsOf(death)), death }
  } finally {
    outputs.closeTo(depth)
  }
}

/** Names of functions, and what a plugin says when it aborts, may hold any character. */
function detailsOf({ message }: Error): ByteString {
  return byteStringOf(message).slice(0, fixedLimits.detailsBytes)
}

/** Throws `PluginLoadError` for a name or version that is too long to be told. */
export function requireShort(name: string, text: ByteString): void {
  if (text.length > fixedLimits.nameBytes)
    throw new PluginLoadError([
      `${name} gave ${text.length} bytes, at most ${fixedLimits.nameBytes} allowed`,
    ])
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
