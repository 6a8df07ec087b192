import { describe, expect, it } from 'vitest'
import { generateScenario } from './generate.ts'
import type { Scenario, Step } from './scenario.ts'
import { shrink } from './shrink.ts'

const plenty = { runs: 100_000, milliseconds: 60_000 }

function stepsOf(scenario: Scenario): readonly Step[] {
  return scenario.phases.flatMap(({ steps }) => steps)
}

/** Whether its memory grows in any step. */
function grows(scenario: Scenario): boolean {
  return JSON.stringify(scenario).includes('"grow"')
}

function withSteps(...steps: readonly Step[]): Scenario {
  return { ...generateScenario(1, 0, 8), phases: [{ in: 'callback', steps, returns: 3 }] }
}

describe('shrink', () => {
  it('keeps a scenario if nothing smaller fails', () => {
    const scenario = generateScenario(1, 1, 8)
    expect(shrink(scenario, () => false, plenty)).toBe(scenario)
  })

  it('leaves the one step that matters', () => {
    const step: Step = { do: 'grow', pages: 1 }
    const scenario = withSteps({ do: 'write', at: 1, text: 'abc' }, step, { do: 'free' })
    expect(shrink(scenario, grows, plenty).phases).toEqual([{ in: 'callback', steps: [step] }])
  })

  it('finds the smallest number that fails', () => {
    const scenario = withSteps({
      do: 'call',
      function: 'OrthancPluginLogInfo',
      arguments: [131_000, 77],
    })
    const fails = (candidate: Scenario): boolean =>
      stepsOf(candidate).some((step) => step.do === 'call' && Number(step.arguments[0]) >= 65_537)
    expect(stepsOf(shrink(scenario, fails, plenty))).toMatchObject([{ arguments: [65_537, 0] }])
  })

  it('shrinks steps inside malloc and free', () => {
    const scenario = withSteps({
      do: 'malloc',
      returns: 'good',
      steps: [{ do: 'free' }, { do: 'grow', pages: 7 }],
    })
    expect(stepsOf(shrink(scenario, grows, plenty))).toEqual([
      { do: 'malloc', returns: 'good', steps: [{ do: 'grow', pages: 1 }] },
    ])
  })

  it('ends after as many runs as it may make', () => {
    let runs = 0
    const fails = (): boolean => {
      runs++
      return false
    }
    shrink(generateScenario(1, 2, 8), fails, { runs: 5, milliseconds: 60_000 })
    expect(runs).toBe(5)
  })
})
