import { errorCodes } from '../../abi/enums.ts'
import { AnswerBuilder } from '../calls/answer-builder.ts'
import type { CallContext } from '../calls/call-context.ts'
import type { Outputs } from '../calls/handle-table.ts'
import { NativeAnswer } from '../calls/native/native-answer.ts'
import type { NativeCalls } from '../calls/native/native-calls.ts'
import { byteStringOf, type ByteString } from '../exchange/byte-string.ts'
import { CallError, type PluginError } from '../exchange/errors.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'
import type { AnswerSink } from '../exchange/ports.ts'
import type { NativeCall, NativeReturn } from '../frames/native.ts'
import type { InstanceEnvironment, NativeOutcome, Outcome } from './plugin-instance.ts'
import { describeTrap, isTrap } from './trap.ts'

/** Calls a callback, which returns an error code, and makes an answer of its result or its failure. */
export function runCallback(
  environment: InstanceEnvironment,
  sink: AnswerSink,
  outputs: Outputs,
  call: (builder: AnswerBuilder) => number,
): Outcome {
  const builder = newBuilder(environment, sink)
  const { depth } = outputs
  try {
    return { answer: builder.finish(call(builder)) }
  } catch (error) {
    if (error instanceof CallError) {
      environment.log('error', error.message)
      return { answer: builder.fail(errorCodes.Plugin, detailsOf(error)) }
    }
    if (!isTrap(error)) throw error
    const death = explainTrap(environment, error)
    return { answer: builder.fail(errorCodes.Plugin, detailsOf(death)), death }
  } finally {
    outputs.closeTo(depth)
  }
}

function explainTrap(
  { explain = (death) => death }: InstanceEnvironment,
  error: unknown,
): PluginError {
  return explain(describeTrap(error))
}

/** The message as bytes: names of functions and the text of an abort may contain any character. */
function detailsOf({ message }: Error): ByteString {
  return byteStringOf(message).slice(0, fixedLimits.detailsBytes)
}

function newBuilder(environment: InstanceEnvironment, sink: AnswerSink): AnswerBuilder {
  const { maxAnswerBytes, limits = defaultLimits, profile, uuid, log } = environment
  return new AnswerBuilder({
    sink,
    maxAnswerBytes,
    limits,
    redirectStatus: profile.redirectStatus,
    uuid,
    warn: (message) => log('warning', message),
  })
}

/** The parts of an answer in parts go to Orthanc as calls of their functions. */
const noSink: AnswerSink = { begin: () => undefined, write: () => undefined }

/** What runs, and for whom. */
interface NativeRun {
  readonly environment: InstanceEnvironment
  readonly context: CallContext
  readonly native: NativeCalls
}

/**
 * Calls a callback of Orthanc and makes a failure of what it throws. `act` receives the handle of its answer, 0 if it has none.
 */
export function runNative(
  { environment, context, native }: NativeRun,
  call: NativeCall,
  act: (output: number) => NativeReturn,
): NativeOutcome {
  const { output } = call.values
  const { outputs } = context
  const { depth } = outputs
  const answer = new NativeAnswer(typeof output === 'bigint' ? output : 0n)
  const builder = newBuilder(environment, noSink)
  const run = (): NativeReturn => {
    if (output === undefined) return act(0)
    const ended = act(outputs.open(builder))
    const refusal = ended.kind === 'returned' ? builder.refusalOf(Number(ended.value)) : undefined
    if (refusal === undefined) return ended
    answer.refuse(refusal)
    return { kind: 'returned', value: errorCodes.Plugin, outs: {} }
  }
  const fail = (reason: Error): NativeOutcome => {
    if (output !== undefined) answer.refuse(detailsOf(reason))
    return { ended: { kind: 'failed' }, quiet: answer.take() }
  }
  try {
    const ended = native.run(() => native.answer(builder, answer, run))
    return { ended, quiet: answer.take() }
  } catch (error) {
    if (error instanceof CallError) {
      environment.log('error', `${call.name}: ${error.message}`)
      return fail(error)
    }
    if (!isTrap(error)) throw error
    const death = explainTrap(environment, error)
    return { ...fail(death), death }
  } finally {
    outputs.closeTo(depth)
  }
}
