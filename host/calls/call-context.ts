import type { Kind } from '../../abi/kinds.ts'
import type { OutParameterKind, ServiceResult } from '../../abi/rows.ts'
import type {
  FieldKinds,
  OutParameterKindOf,
  ResultKind,
  SupportedService,
} from '../../abi/services.ts'
import type { BufferShelf } from '../exchange/bytes.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { CallError } from '../exchange/errors.ts'
import type { RequestOutbound, SetMetric } from '../exchange/ports.ts'
import type { LogLevel } from '../exchange/log.ts'
import type { SdkProfile } from '../exchange/profile.ts'
import type { ImageEncoder } from '../image/encoder.ts'
import type { GuestHeap, GuestMemory, GuestPtr } from '../memory/guest-memory.ts'
import type { HeadLimits, AnswerBuilder } from './answer-builder.ts'
import type { ImageTable, Outputs } from './handle-table.ts'
import type { NativeCalls } from './native/native-calls.ts'
import type { RegistrationBook } from './registration-book.ts'

/** Carries a service out with its decoded fields, and returns its result. Throws `CallError`. */
export type Handler = (context: CallContext, fields: Record<string, unknown>) => unknown

export type Handlers = Readonly<Record<SupportedService, Handler>>

/** Returns what the function returned. Throws `CallError` if it is not a function of the type. */
export type CallFunction = (index: number, type: string, ...values: readonly number[]) => number

/** State that the functions of the SDK use; one for each instance of a plugin. */
export interface CallContext {
  readonly handlers: Handlers
  readonly memory: GuestMemory
  readonly heap: GuestHeap
  readonly outputs: Outputs
  readonly images: ImageTable
  readonly registrations: RegistrationBook
  readonly encoder: ImageEncoder
  /** Pool of the buffers of large answers; absent: they are allocated. */
  readonly shelf?: BufferShelf | undefined
  /** Effort of the PNG encoder, 0 to 2: more time for smaller files. */
  readonly pngEffort: number
  readonly profile: SdkProfile
  /** The text that `OrthancPluginGetConfiguration` returns. */
  readonly configuration: string
  readonly uuid: () => string
  /** Time in ns since 1970, or monotonic; absent: the clock of the system. */
  readonly clock?: ((monotonic: boolean) => bigint) | undefined
  /** Absent: random bytes of the system. */
  readonly fillRandom?: ((bytes: Uint8Array) => void) | undefined
  /** Called for each call that was refused because of a bad argument. */
  readonly onRefusal?: ((message: string) => void) | undefined
  /** Limits of header fields; absent: the default limits. */
  readonly limits?: HeadLimits | undefined
  /** Whether this host polls the changes of an upstream Orthanc. */
  readonly pollsChanges?: boolean | undefined
  /** The way to the Orthanc around this host; absent: there is none. */
  readonly native?: NativeCalls | undefined
  /** The way to Orthanc's REST API and to other servers; absent: there is none. */
  readonly ask?: RequestOutbound | undefined
  /** Calls a function of the plugin by its index in the table, as a callback of that type. Absent: no plugin runs. */
  readonly callFunction?: CallFunction | undefined
  /** Absent: metrics are dropped. */
  readonly setMetric?: SetMetric | undefined
  readonly log: (level: LogLevel, message: string) => void
}

/** Type of the decoded value of each kind. Views and pointers refer to the guest's memory, and are invalid once it runs. */
interface ValueOf extends Record<Kind, unknown> {
  u8: number
  u16: number
  u32: number
  i32: number
  u64: bigint
  i64: bigint
  f32: number
  f64: number
  pointer: GuestPtr<'pointer'>
  string: ByteString
  optionalString: ByteString | undefined
  bytes: Uint8Array<ArrayBuffer>
  optionalBytes: Uint8Array<ArrayBuffer>
  /** Returns the bytes, once their length is known. Throws `GuestMemoryError`. */
  extent: (length: number) => Uint8Array<ArrayBuffer>
  strings: readonly ByteString[]
  output: AnswerBuilder
  callback: number
  result: GuestPtr<'result'>
}

/** The decoded fields of a service. */
export type Fields<S extends SupportedService> = {
  readonly [F in keyof FieldKinds<S>]: ValueOf[FieldKinds<S>[F] & Kind]
}

/** Return type of a handler for each kind of result; no service returns an i64 yet. */
interface ResultOf extends Record<ServiceResult['kind'], unknown> {
  /** `undefined` is NULL. */
  string: ByteString | undefined
  constString: ByteString
  /** An address or a handle. */
  pointer: number
  i32: number
  u32: number
  i64: never
}

/** The answer to a request that a plugin sent, for `outParameters: 'answer'`. */
export interface OutboundResult {
  readonly status: number
  /** As JSON. */
  readonly headers: ByteString
  readonly body: Uint8Array<ArrayBuffer>
  /** Error of the call; the plugin then receives only the status of the answer. */
  readonly failure?: CallError
}

/** Return type of a handler for each kind of out-parameters. */
interface OutParametersOf extends Record<OutParameterKind, unknown> {
  bytes: Uint8Array<ArrayBuffer>
  answer: OutboundResult
}

/** Return type of a handler: the result of its service, the values of its out-parameters, or nothing. */
export type Result<S extends SupportedService> =
  ResultKind<S> extends ServiceResult['kind']
    ? ResultOf[ResultKind<S>]
    : OutParameterKindOf<S> extends OutParameterKind
      ? OutParametersOf[OutParameterKindOf<S>]
      : void
