import { errorCodes } from '../../../abi/enums.ts'
import type { ServiceName } from '../../../abi/services.ts'
import { BadArgumentError, CallError } from '../../exchange/errors.ts'
import type { Invocation, Invoked, NativeValues } from '../../frames/native.ts'
import type { AnswerBuilder } from '../answer-builder.ts'
import type { NativeAnswer } from './native-answer.ts'
import type { NativeHandles } from './native-handles.ts'

/**
 * Sends calls to the native plugin inside Orthanc, those without a reply first, and waits for the reply of the last one.
 * Callbacks that arrive meanwhile run on top of it.
 */
export type Invoke = (quiet: readonly Invocation[], call: Invocation) => Invoked

/** The way of one instance to Orthanc. */
export class NativeCalls {
  readonly #invoke: Invoke
  readonly handles: NativeHandles
  readonly #answers = new Map<AnswerBuilder, NativeAnswer>()
  #running = 0

  constructor(invoke: Invoke, handles: NativeHandles) {
    this.#invoke = invoke
    this.handles = handles
  }

  /** Whether a callback or `OrthancPluginInitialize` runs: only then does a thread of Orthanc carry calls out. */
  get isRunning(): boolean {
    return this.#running > 0
  }

  /** Runs a callback, or `OrthancPluginInitialize`. */
  run<T>(callback: () => T): T {
    this.#running++
    try {
      return callback()
    } finally {
      this.#running--
    }
  }

  /** Runs `act` while the answer of a builder goes to Orthanc. */
  answer<T>(builder: AnswerBuilder, answer: NativeAnswer, act: () => T): T {
    this.#answers.set(builder, answer)
    try {
      return act()
    } finally {
      this.#answers.delete(builder)
    }
  }

  /** Makes Orthanc carry a service, or one of its functions, out. Throws `CallError` with its code. */
  invoke(service: string, values: NativeValues): NativeValues {
    return this.#carryOut([], { service, values })
  }

  /** Passes a call to Orthanc that the builder of its answer has accepted. */
  passAnswer(
    service: ServiceName,
    fields: Readonly<Record<string, unknown>>,
    builder: AnswerBuilder,
  ): void {
    const sent = this.#answers.get(builder)?.add(service, fields, builder)
    if (sent !== undefined) this.#carryOut(sent.quiet, sent.call)
  }

  /** Passes a call to Orthanc that it refuses as this host does, for what it keeps of the call. */
  passRefused(
    service: ServiceName,
    fields: Readonly<Record<string, unknown>>,
    builder: AnswerBuilder,
  ): void {
    const sent = this.#answers.get(builder)?.refused(service, fields, builder)
    if (sent !== undefined) this.#invoke(sent.quiet, sent.call)
  }

  #carryOut(quiet: readonly Invocation[], call: Invocation): NativeValues {
    if (!this.isRunning)
      throw new BadArgumentError(
        errorCodes.BadSequenceOfCalls,
        'Orthanc carries it out inside callbacks and OrthancPluginInitialize only',
      )
    const { code, results } = this.#invoke(quiet, call)
    if (code !== errorCodes.Success) throw new CallError(code, `Orthanc returned ${code}`)
    return results
  }
}
