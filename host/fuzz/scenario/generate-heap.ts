import type { Makers } from './field-values.ts'
import { generateCall } from './generate-call.ts'
import { hostileNumbers } from './pools.ts'
import type { Step } from './scenario.ts'

/** The guest's allocator does what none should. */
export function disturbHeap(makers: Makers): void {
  const { random, scratch } = makers
  const kind = random.below(10)
  if (kind === 0) {
    scratch.steps.push({ do: 'malloc', gives: random.chance(20) ? 'trap' : 0 })
    return
  }
  if (kind <= 3) {
    const near = scratch.memoryBytes - random.below(40)
    const gives = random.pick([1, 64, near, near, scratch.memoryBytes, random.pick(hostileNumbers)])
    scratch.steps.push({ do: 'malloc', gives })
    return
  }
  const steps = stepsInside(makers)
  if (kind <= 7) scratch.steps.push({ do: 'malloc', gives: 'good', steps })
  else scratch.steps.push({ do: 'free', traps: random.chance(5), steps })
}

/** Steps of the guest while the host is in its heap. */
function stepsInside(makers: Makers): Step[] {
  const { random, scratch } = makers
  const outer = scratch.steps
  scratch.steps = []
  if (random.chance(15)) scratch.steps.push({ do: 'grow', pages: 1 })
  generateCall(makers, random.pick(['callback', 'other']))
  const inner = scratch.steps
  scratch.steps = outer
  return inner
}
