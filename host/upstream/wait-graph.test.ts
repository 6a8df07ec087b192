import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { WaitGraph } from './wait-graph.ts'

it('lets no plugin wait for itself', () => {
  expect(new WaitGraph().begin('a', 'a')).toBe(false)
})

it('lets no plugin wait for one that waits for it, over others as well', () => {
  const graph = new WaitGraph()
  expect(graph.begin('a', 'b')).toBe(true)
  expect(graph.begin('b', 'c')).toBe(true)
  expect(graph.begin('c', 'a')).toBe(false)
  expect(graph.begin('c', 'd')).toBe(true)
})

it('forgets a wait that has ended, and not another one of the same two', () => {
  const graph = new WaitGraph()
  graph.begin('a', 'b')
  graph.begin('a', 'b')
  graph.end('a', 'b')
  expect(graph.begin('b', 'a')).toBe(false)
  graph.end('a', 'b')
  expect(graph.begin('b', 'a')).toBe(true)
})

it('never has a circle in it', () => {
  const plugin = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  fc.assert(
    fc.property(fc.array(fc.tuple(plugin, plugin), { maxLength: 20 }), (asks) => {
      const graph = new WaitGraph()
      const waits = asks.filter(([from, to]) => graph.begin(from, to))
      let left = new Set(waits.flat())
      for (let size = -1; size !== left.size;) {
        size = left.size
        left = new Set(
          [...left].filter((name) => waits.some(([a, b]) => a === name && left.has(b))),
        )
      }
      expect(left.size).toBe(0)
    }),
  )
})
