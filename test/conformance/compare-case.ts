import type { RecordedCase, RecordedStep } from './case-file.ts'
import { compareAnswer } from './compare-answer.ts'
import type { AppliedDifference } from './differences.ts'
import { expectedAnswer, type Expected } from './expected-answer.ts'
import type { Received } from './run-case.ts'
import { show } from './show.ts'

/** What differs between a case and what came back, one line or more each; nothing if all is as it was recorded. */
export async function compareCase(
  { steps }: RecordedCase,
  received: readonly Received[],
  rules: readonly AppliedDifference[],
): Promise<readonly string[]> {
  const differences = await Promise.all(
    steps.map(async (step, i) => {
      const label = steps.length > 1 ? `step ${i + 1}: ` : ''
      return (await compareStep(step, received[i], rules)).map((text) => label + text)
    }),
  )
  return differences.flat()
}

async function compareStep(
  step: RecordedStep,
  received: Received | undefined,
  rules: readonly AppliedDifference[],
): Promise<readonly string[]> {
  if (received === undefined) return ['was not sent']
  if (received.kind === 'refused')
    return step.refused ? [] : ['the connection was closed too early']
  if (step.refused) return ['the connection was not closed before']
  if (rules.some(({ answers }) => answers === 'any')) return []
  const differences = await compareAnswers(step, received.answers, rules)
  const after = afterOf(step, received, rules)
  return after === undefined ? differences : [...differences, after]
}

type Answers = Extract<Received, { kind: 'answered' }>['answers']

async function compareAnswers(
  step: RecordedStep,
  answers: Answers,
  rules: readonly AppliedDifference[],
): Promise<readonly string[]> {
  const wanted = (step.answers ?? []).map(expectedAnswer)
  if (rules.some(({ expect }) => expect !== undefined)) return compareOne(wanted, answers, rules)
  const count =
    answers.length === wanted.length
      ? []
      : [`${answers.length} answers instead of ${wanted.length}: ${showAll(answers)}`]
  const texts = await Promise.all(
    wanted.map(async (expected, i) => {
      const answer = answers[i]
      return answer === undefined ? [] : compareAnswer(expected, answer, rules)
    }),
  )
  return [...count, ...texts.flat()]
}

/** A difference with an expectation of its own asks for one answer, or, if it names no status, for none. */
async function compareOne(
  [wanted]: readonly Expected[],
  [answer]: Answers,
  rules: readonly AppliedDifference[],
): Promise<readonly string[]> {
  if (wanted !== undefined && answer !== undefined) return compareAnswer(wanted, answer, rules)
  return rules.some(({ expect }) => expect?.status !== undefined) ? ['no answer'] : []
}

function afterOf(
  step: RecordedStep,
  { after }: Extract<Received, { kind: 'answered' }>,
  rules: readonly AppliedDifference[],
): string | undefined {
  if (after === step.after) return undefined
  if (rules.some((rule) => rule.after === 'any' || rule.compare === 'code')) return undefined
  return `the connection is ${after}, not ${step.after}`
}

function showAll(answers: Answers): string {
  return show(Buffer.concat(answers.map(({ raw }) => raw)))
}
