import { expect, it } from 'vitest'
import { TraceMemory } from '../exchange/trace-memory.ts'
import { FailureTrace, type RequestFailure } from './failure-trace.ts'

const failure = { kind: 'trap', message: 'unreachable', request: 'r', route: 0 } as const

function create(): { trace: FailureTrace; told: RequestFailure[] } {
  const told: RequestFailure[] = []
  return { trace: new FailureTrace((one) => void told.push(one)), told }
}

it('hands the trace over with what failed, once', () => {
  const { trace, told } = create()
  const memory = new TraceMemory(0)
  trace.begin(memory.memory)
  trace.fail(failure)
  trace.fail(failure)
  expect(told).toEqual([{ ...failure, trace: memory.memory }])
  trace.begin(new TraceMemory(0).memory)
  expect(memory.isReleased).toBe(false)
})

it('releases a trace that no failure took before the next one begins', () => {
  const { trace } = create()
  const [first, second] = [new TraceMemory(0), new TraceMemory(0)]
  trace.begin(first.memory)
  trace.begin(second.memory)
  expect([first.isReleased, second.isReleased]).toEqual([true, false])
})

it('tells nothing where no trace is kept', () => {
  const { trace, told } = create()
  trace.fail(failure)
  expect(told).toEqual([])
})
