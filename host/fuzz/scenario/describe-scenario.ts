import type { Phase, ReplyStep, Scenario, Step, Value } from './scenario.ts'
import { serviceOfNumber } from './sdk-table.ts'

const shownCharacters = 40

/** Describes a scenario, one line for each step. */
export function describeScenario(scenario: Scenario): string[] {
  const { pages, maximumPages, sdk, maxAnswerBytes, clientTakes, hostCalls, isAlone } = scenario
  const taken = clientTakes === undefined ? '' : `, the client leaves after ${clientTakes} pieces`
  const counted = hostCalls === undefined ? '' : `, ${hostCalls} calls of the host`
  const alone = isAlone === true ? ', no server for requests' : ''
  return [
    `memory of ${pages} to ${maximumPages} pages, SDK ${sdk}, answers up to ${maxAnswerBytes} bytes${taken}${counted}${alone}`,
    ...scenario.phases.flatMap((phase) => describePhase(phase)),
  ]
}

function describePhase(phase: Phase): string[] {
  const callback = phase.callback === undefined ? '' : ` of index ${phase.callback}`
  const returns = phase.returns === undefined ? '' : `, which returns ${phase.returns}`
  return [`in ${phase.in}${callback}${returns}:`, ...describeSteps(phase.steps, '  ')]
}

function describeSteps(steps: readonly Step[], indent: string): string[] {
  return steps.flatMap((step) => {
    const inner = 'steps' in step ? (step.steps ?? []) : []
    return [`${indent}${describeStep(step)}`, ...describeSteps(inner, `${indent}  `)]
  })
}

function describeStep(step: Step): string {
  if (step.do === 'call')
    return `${step.function}(${list(step.context, step.arguments)})${times(step.times)}`
  if (step.do === 'invoke') return describeInvocation(step)
  if (step.do === 'system') return `${step.function}(${step.arguments.join(', ')})`
  if (step.do === 'write') return `writes ${describeText(step.text)} to ${step.at}`
  if (step.do === 'grow') return `grows its memory by ${step.pages} pages`
  if (step.do === 'reply') return describeReply(step)
  const inside = step.steps === undefined ? '' : ', and inside it'
  if (step.do === 'malloc') return `the next malloc returns ${step.returns}${inside}`
  return `the next free ${step.traps === true ? 'traps' : 'works'}${inside}`
}

function describeReply(step: ReplyStep): string {
  if ('fails' in step) return `the next request fails with ${step.fails}: ${step.reason ?? ''}`
  const { status, headers, body, pad = 0 } = step
  const padded = pad === 0 ? '' : ` and ${pad} spaces`
  const lines = headers.map(([name, value]) => describeText(`${name}: ${value}`))
  return `the next request gets ${status} [${lines.join(', ')}] ${describeText(body)}${padded}`
}

function describeInvocation(step: Extract<Step, { do: 'invoke' }>): string {
  const { service, params, fields, context } = step
  const name = serviceOfNumber(service)?.serviceName ?? 'unknown'
  const struct = fields === undefined ? '' : ` { ${fields.join(', ')} }`
  return `service ${service} (${name}) with ${list(context, [params])}${struct}${times(step.times)}`
}

function list(context: Value | undefined, values: readonly Value[]): string {
  return [context ?? 'context', ...values].join(', ')
}

function times(count: number | undefined): string {
  return count === undefined ? '' : `, ${count} times`
}

function describeText(text: string): string {
  const shown = JSON.stringify(text.slice(0, shownCharacters))
  return text.length > shownCharacters ? `${shown}… (${text.length} bytes)` : shown
}
