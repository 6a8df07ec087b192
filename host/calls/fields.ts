import type { Kind } from '../../abi/kinds.ts'
import type { OutParameterKind, ServiceResult } from '../../abi/rows.ts'
import type {
  FieldKinds,
  OutParameterKindOf,
  ResultKind,
  SupportedService,
} from '../../abi/services.ts'
import type { AnswerBuilder } from './answer-builder.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { CallError } from '../exchange/errors.ts'
import type { GuestPtr } from '../memory/guest-ptr.ts'

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
