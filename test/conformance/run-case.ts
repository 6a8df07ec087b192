import { setTimeout as sleep } from 'node:timers/promises'
import type { RecordedCase, RecordedStep } from './case-file.ts'
import { Connection } from './connection.ts'
import type { AppliedDifference } from './differences.ts'
import { parseAnswers, type RawAnswer } from './raw-answer.ts'

/** What one step of a case gave. */
export type Received =
  | { readonly kind: 'refused' }
  | {
      readonly kind: 'answered'
      readonly answers: readonly RawAnswer[]
      readonly after: 'kept' | 'closed'
    }

/** Waiting times of a step, in milliseconds. */
const times = {
  look: 5,
  longest: 15_000,
  /** A connection that is open this long after the last answer counts as kept. */
  kept: 150,
  closing: 900,
  /** No answer is expected: the time until the server closes, and the time if it does not. */
  closingSilently: 3500,
  silent: 500,
  /** A part of an answer is there, and then nothing more. */
  stuck: 3000,
}

/** Sends the steps of a case over one connection. */
export async function runCase(
  { steps }: RecordedCase,
  port: number,
  rules: readonly AppliedDifference[],
): Promise<readonly Received[]> {
  const connection = await Connection.open(port)
  const received: Received[] = []
  try {
    for (const step of steps) received.push(await runStep(connection, step, rules))
    return received
  } finally {
    connection.close()
  }
}

async function runStep(
  connection: Connection,
  step: RecordedStep,
  rules: readonly AppliedDifference[],
): Promise<Received> {
  if (connection.isClosed) return { kind: 'refused' }
  const startMs = Date.now()
  connection.lastMs = startMs
  const sending = connection.send(step.send)
  do {
    await sleep(times.look)
  } while (!connection.isClosed && !isOver(connection, step, { startMs, rules }))
  await Promise.race([sending, sleep(10)])
  const after = connection.isClosed ? 'closed' : 'kept'
  return { kind: 'answered', answers: selectAnswers(connection.take(), rules), after }
}

function isOver(
  connection: Connection,
  step: RecordedStep,
  { startMs, rules }: { startMs: number; rules: readonly AppliedDifference[] },
): boolean {
  const elapsedMs = Date.now() - startMs
  const quietMs = Date.now() - connection.lastMs
  const wanted = step.answers?.length ?? 0
  if (elapsedMs > times.longest) return true
  if (wanted === 0)
    return elapsedMs > (step.after === 'closed' ? times.closingSilently : times.silent)
  if (!connection.hasReceived || quietMs < 25) return false
  const complete = selectAnswers(connection.peek(), rules).filter(({ isComplete }) => isComplete)
  if (complete.length < wanted) return quietMs > times.stuck
  return quietMs > (step.after === 'closed' ? (step.quiet ?? times.closing) : times.kept)
}

/** The answers that count: without interim ones where the case allows them. */
function selectAnswers(bytes: Buffer, rules: readonly AppliedDifference[]): readonly RawAnswer[] {
  const answers = parseAnswers(bytes)
  const ignoresContinue = rules.some((rule) => rule.ignoresContinue === true)
  return ignoresContinue ? answers.filter(({ status }) => status !== 100) : answers
}
