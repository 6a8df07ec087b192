import { errorCodes } from '../../abi/enums.ts'
import type { CallContext } from '../calls/call-context.ts'
import type { Invoke } from '../calls/native/native-calls.ts'
import type { Answer } from '../exchange/answer.ts'
import type { BufferShelf } from '../exchange/bytes.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { PluginLoadError, type PluginError } from '../exchange/errors.ts'
import { fixedLimits, type GuestLimits } from '../exchange/limits.ts'
import type { AnswerSink, RequestOutbound, SetMetric } from '../exchange/ports.ts'
import type { LogLevel } from '../exchange/log.ts'
import { describeError, type SdkProfile } from '../exchange/profile.ts'
import type { PluginDescription } from '../exchange/instance.ts'
import type { InstanceRequest } from '../exchange/request.ts'
import type { InstanceWatch } from '../exchange/trace.ts'
import type { Invocation, NativeCall, NativeReturn } from '../frames/native.ts'
import type { ImageEncoder } from '../image/encoder.ts'
import { describeTrap, isTrap } from './trap.ts'

/** The settings and functions that the host passes to an instance. */
export interface InstanceEnvironment {
  readonly profile: SdkProfile
  readonly configuration: string
  readonly encoder: ImageEncoder
  /** The free list for buffers of large answers; without it they are allocated. */
  readonly shelf?: BufferShelf | undefined
  readonly pngEffort: number
  readonly maxAnswerBytes: number
  /** The defaults unless set. */
  readonly limits?: GuestLimits | undefined
  readonly uuid: () => string
  readonly random: () => number
  /** The time in ns, since 1970 or, if `monotonic`, since any moment; the system's unless set. */
  readonly clock?: ((monotonic: boolean) => bigint) | undefined
  /** The system's random bytes unless set. */
  readonly fillRandom?: ((bytes: Uint8Array) => void) | undefined
  /** Sends requests to Orthanc's REST API and to other servers; without it such calls fail. */
  readonly ask?: RequestOutbound | undefined
  /** Receives the metrics that the plugin sets; without it they are dropped. */
  readonly setMetric?: SetMetric | undefined
  /** Whether callbacks for changes may be registered with this host. */
  readonly pollsChanges?: boolean | undefined
  /** Makes the Orthanc around this host carry services out; absent: there is none. */
  readonly invoke?: Invoke | undefined
  /** Observes each call of the guest. */
  readonly watch?: InstanceWatch | undefined
  /** Called for each call that was refused because no plugin may make it. */
  readonly onRefusal?: ((message: string) => void) | undefined
  /** Adds to the error that ends an instance, such as lines of the source. */
  readonly explain?: ExplainDeath | undefined
  /** Receives the context of the instance before its guest runs. */
  readonly onContext?: ((context: CallContext) => void) | undefined
  readonly log: (level: LogLevel, message: string) => void
}

export type ExplainDeath = (death: PluginError) => PluginError

/** The answer of a callback, and the error that ended the instance, if any. */
export interface Outcome {
  readonly answer: Answer
  readonly death?: PluginError
}

/** How a callback of Orthanc ended. */
export interface NativeOutcome {
  readonly ended: NativeReturn
  /** Calls that Orthanc carries out before the callback returns. */
  readonly quiet: readonly Invocation[]
  readonly death?: PluginError
}

/**
 * One instance of a plugin: its memory, its globals, its routes. After a trap the instance is dead: its state is
 * unknown, so the host does not call it again.
 */
export interface PluginInstance {
  /** The size of its memory in bytes; `undefined` if the host does not see the memory. */
  readonly memoryBytes: number | undefined
  /**
   * Reads name and version and calls `OrthancPluginInitialize`. Throws `PluginLoadError` if that returns an error,
   * `PluginError` for a trap.
   */
  initialize(): PluginDescription
  /** Calls the callback of a route. Never throws for what the guest does. */
  answer(
    request: InstanceRequest,
    route: number,
    groups: readonly ByteString[],
    sink: AnswerSink,
  ): Outcome
  /** Calls a function for Orthanc. Never throws for what the guest does. */
  callNative(call: NativeCall): NativeOutcome
  /**
   * Called after each callback and after the start: in how many ms `timerRoute` or `timerCallback` is to be called; `never`, or
   * `unchanged` since the last time. Throws `PluginError` for a trap.
   */
  timer(): number
  /** Calls `OrthancPluginFinalize`. Throws `PluginError` for a trap. */
  finalize(): void
}

/** Throws `PluginLoadError` for a name or version that is too long. */
export function requireShort(name: string, text: ByteString): void {
  if (text.length > fixedLimits.nameBytes)
    throw new PluginLoadError([
      `${name} returned ${text.length} bytes, at most ${fixedLimits.nameBytes} allowed`,
    ])
}

/** Throws `PluginLoadError` unless `OrthancPluginInitialize` returned `Success`. */
export function requireSuccess(code: number, profile: SdkProfile): void {
  if (code === errorCodes.Success) return
  const { message } = describeError(profile, code)
  throw new PluginLoadError([`OrthancPluginInitialize returned ${code}: ${message}`])
}

/** Runs code of the guest; converts a trap to a `PluginError`. */
export function catchTraps<T>(run: () => T, explain: ExplainDeath = (death) => death): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof PluginLoadError || !isTrap(error)) throw error
    throw explain(describeTrap(error))
  }
}
