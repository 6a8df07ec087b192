import { describe, expect, it } from 'vitest'
import { TraceSnapshot } from '../../frames/trace-file.ts'
import type { EndedRun } from '../request-messages.ts'
import { findProblems } from './request-problem.ts'

const fine: EndedRun = {
  kind: 'ended',
  bodyBytes: 0,
  shape: 'complete 200',
  digest: '',
  death: undefined,
  refusals: [],
  called: [],
  memoryBytes: 0,
}
const noTrace = new TraceSnapshot(Buffer.alloc(0))

function identityOf(message: string, place = 'wasm-function[1]:0x10'): string | undefined {
  const death = { message, place, offsets: [] }
  return findProblems({ ...fine, death }, noTrace, '/', 100)[0]?.identity
}

describe('findProblems', () => {
  it('finds nothing in an answer', () => {
    expect(findProblems(fine, noTrace, '/', 100)).toEqual([])
  })

  it('distinguishes traps by their place', () => {
    const trap = 'unreachable in f < g'
    expect(identityOf(trap)).toBe(identityOf(trap))
    expect(identityOf(trap)).not.toBe(identityOf(trap, 'wasm-function[1]:0x11'))
  })

  it('treats stack overflows in functions that call each other as one', () => {
    expect(identityOf('stack overflow in f < g < f', 'a')).toBe(
      identityOf('stack overflow in g < f', 'b'),
    )
  })

  it('distinguishes refused calls by what is wrong, not by the numbers', () => {
    const refusals = ['f: [8, 16) is outside', 'f: [9, 17) is outside', 'g: [8, 16) is outside']
    const [first, second, third] = findProblems({ ...fine, refusals }, noTrace, '/', 100)
    expect(first?.identity).toBe(second?.identity)
    expect(first?.identity).not.toBe(third?.identity)
  })

  it('names the deadline', () => {
    expect(findProblems({ kind: 'deadline' }, noTrace, '/a', 250)).toMatchObject([
      { kind: 'deadline', message: 'a callback did not end within 250 ms' },
    ])
  })
})
