import type { Phase, ReplyStep, Scenario, Step, Value } from './scenario.ts'

/** Limits of shrinking a failure. */
export interface ShrinkBudget {
  readonly runs: number
  readonly milliseconds: number
}

/** Returns the smallest scenario found that still fails. `fails` runs one and returns whether it fails in the same way. */
export function shrink(
  scenario: Scenario,
  fails: (candidate: Scenario) => boolean,
  budget: ShrinkBudget,
): Scenario {
  const end = performance.now() + budget.milliseconds
  let smallest = scenario
  let left = budget.runs
  for (let found: Scenario | undefined = scenario; found !== undefined;) {
    smallest = found
    found = undefined
    for (const candidate of smallerScenarios(smallest)) {
      if (left-- <= 0 || performance.now() > end) return smallest
      if (!fails(candidate)) continue
      found = candidate
      break
    }
  }
  return smallest
}

/** Smaller scenarios, the smallest first. */
function* smallerScenarios(scenario: Scenario): Generator<Scenario> {
  for (const phases of withoutSome(scenario.phases)) yield { ...scenario, phases }
  for (const [i, phase] of scenario.phases.entries())
    for (const smaller of smallerPhases(phase))
      yield { ...scenario, phases: scenario.phases.with(i, smaller) }
  const { clientTakes, ...unlimited } = scenario
  if (clientTakes !== undefined) yield unlimited
  const { hostCalls, ...uncounted } = scenario
  if (hostCalls !== undefined) yield uncounted
  const { isAlone, ...accompanied } = scenario
  if (isAlone !== undefined) yield accompanied
  if (scenario.fill !== 0x41) yield { ...scenario, fill: 0x41 }
  if (scenario.maximumPages > scenario.pages) yield { ...scenario, maximumPages: scenario.pages }
  if (scenario.sdk !== '1.12.3') yield { ...scenario, sdk: '1.12.3' }
}

function* smallerPhases(phase: Phase): Generator<Phase> {
  for (const steps of smallerSteps(phase.steps)) yield { ...phase, steps }
  const { request, ...unasked } = phase
  if (request !== undefined) yield unasked
  const { returns, ...successful } = phase
  if (returns !== undefined) yield successful
}

function* smallerSteps(steps: readonly Step[]): Generator<readonly Step[]> {
  yield* withoutSome(steps)
  for (const [i, step] of steps.entries())
    for (const smaller of smallerStep(step)) yield steps.with(i, smaller)
}

function* smallerStep(step: Step): Generator<Step> {
  switch (step.do) {
    case 'write':
      for (const text of smallerTexts(step.text)) yield { ...step, text }
      return
    case 'call':
    case 'invoke':
      yield* smallerCall(step)
      return
    case 'system':
      for (const values of smallerValues(step.arguments)) yield { ...step, arguments: values }
      return
    case 'malloc':
    case 'free':
      for (const steps of smallerSteps(step.steps ?? [])) yield { ...step, steps }
      return
    case 'reply':
      yield* smallerReply(step)
      return
    case 'grow':
      if (step.pages > 1) yield { ...step, pages: 1 }
  }
}

function* smallerReply(step: ReplyStep): Generator<Step> {
  if ('fails' in step) return
  const { pad, ...unpadded } = step
  if (pad !== undefined) yield unpadded
  if (step.headers.length > 0) yield { ...step, headers: step.headers.slice(1) }
  for (const body of smallerTexts(step.body)) yield { ...step, body }
}

function* smallerCall(step: Extract<Step, { do: 'call' | 'invoke' }>): Generator<Step> {
  const { times, context } = step
  if (times !== undefined)
    for (const less of smallerNumbers(times)) if (less > 0) yield { ...step, times: less }
  if (context !== undefined) yield withoutContext(step)
  if (step.do === 'call') {
    for (const values of smallerValues(step.arguments)) yield { ...step, arguments: values }
    return
  }
  for (const fields of smallerValues(step.fields ?? [])) yield { ...step, fields }
  for (const [params = 0] of smallerValues([step.params])) yield { ...step, params }
}

function withoutContext(step: Extract<Step, { do: 'call' | 'invoke' }>): Step {
  const { context: _, ...rest } = step
  return rest
}

/** Lists with fewer members: none, a half, all but one. */
function* withoutSome<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let length = list.length; length >= 1; length = Math.floor(length / 2))
    for (let from = 0; from < list.length; from += length)
      yield [...list.slice(0, from), ...list.slice(from + length)]
}

function* smallerValues(values: readonly Value[]): Generator<readonly Value[]> {
  for (const [i, value] of values.entries())
    if (typeof value === 'number')
      for (const less of smallerNumbers(value)) yield values.with(i, less)
}

/** Numbers nearer to 0: 0, a half, three quarters and so on, which soon finds the smallest. */
function smallerNumbers(value: number): readonly number[] {
  const candidates = [0, 1]
  for (let less = Math.floor(value / 2); less >= 1; less = Math.floor(less / 2))
    candidates.push(value - less)
  return [...new Set(candidates)].filter((candidate) => candidate >= 0 && candidate < value)
}

function smallerTexts(text: string): readonly string[] {
  const half = Math.floor(text.length / 2)
  const plain = text.replace(/[^\0]/g, 'a')
  const candidates = [text.slice(0, half), text.slice(half), text.slice(0, -1), plain]
  return text === '' ? [] : candidates.filter((candidate) => candidate !== text)
}
