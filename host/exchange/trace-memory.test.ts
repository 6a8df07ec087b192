import { describe, expect, it } from 'vitest'
import { frameKinds, TraceMemory } from './trace-memory.ts'

const textsOf = (trace: TraceMemory): readonly string[] =>
  [...trace.frames()].map(({ payload }) => payload.toString('utf8'))

describe('TraceMemory', () => {
  it('gives back what was written, also through another view of the same memory', () => {
    const trace = new TraceMemory(1000)
    trace.append(frameKinds.event, 'Grüße')
    trace.append(frameKinds.body, Uint8Array.of(0, 255))
    const [text, body] = new TraceMemory(trace.memory).frames()
    expect(text?.payload.toString('utf8')).toBe('Grüße')
    expect([...(body?.payload ?? [])]).toEqual([0, 255])
    expect([text?.kind, body?.kind]).toEqual([frameKinds.event, frameKinds.body])
  })

  it('takes a frame that fits exactly, and none that is one byte longer', () => {
    const trace = new TraceMemory(2 * 5 + 3)
    expect(trace.append(frameKinds.event, 'abcd'.repeat(3))).toBe(false)
    expect(trace.append(frameKinds.event, 'abc')).toBe(true)
    expect(trace.append(frameKinds.cut, 'x')).toBe(false)
    expect(trace.append(frameKinds.cut, '')).toBe(true)
    expect(textsOf(trace)).toEqual(['abc', ''])
  })

  it('copies frames of another trace', () => {
    const before = new TraceMemory(100)
    before.append(frameKinds.event, 'first')
    const from = before.used
    before.append(frameKinds.event, 'second')
    const trace = new TraceMemory(100)
    trace.copy(before, from, before.used)
    expect(textsOf(trace)).toEqual(['second'])
  })
})
