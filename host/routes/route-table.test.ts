import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern, type PathGroups, type PathMatcher } from './path-pattern.ts'
import { RouteTable, type CompiledRoute } from './route-table.ts'

const compile = (pattern: string): PathMatcher => {
  const compiled = compilePattern(pattern)
  if (compiled.kind !== 'matcher') throw new Error(compiled.why)
  return compiled
}

const routesOf = (...patterns: string[]): CompiledRoute[] =>
  patterns.map((pattern, route) => ({ route, matcher: compile(pattern) }))

describe('RouteTable', () => {
  it('returns the first route, whether it is a text or a pattern', () => {
    const table = new RouteTable()
    table.add(0, routesOf('/over/(.*)', '/over/exact', '/over2/exact', '/over2/(.*)'))
    expect(table.find('/over/exact')).toMatchObject({ route: 0, groups: ['exact'] })
    expect(table.find('/over2/exact')).toMatchObject({ route: 2, groups: [] })
    expect(table.find('/other')).toBeUndefined()
  })

  it('tries the plugins in the order in which they were added', () => {
    const table = new RouteTable()
    table.add(0, routesOf('/a(.*)'))
    table.add(1, routesOf('/a', '/b'))
    expect(table.find('/a')).toMatchObject({ plugin: 0, route: 0 })
    expect(table.find('/b')).toMatchObject({ plugin: 1, route: 1 })
  })

  it('continues after a route', () => {
    const table = new RouteTable()
    table.add(0, routesOf('/a(.*)', '/a'))
    table.add(1, routesOf('/a'))
    const orders = [-1, 0, 1, 2].map((after) => table.findAfter('/a', after))
    expect(orders).toMatchObject([{ route: 0 }, { route: 1 }, { plugin: 1 }, undefined])
  })

  it('refuses a path that is too long for its patterns', () => {
    const table = new RouteTable()
    table.add(0, routesOf(`(${'.*x?'.repeat(40)})*y`))
    expect(table.findAfter(`/${'a'.repeat(15_000)}`, -1)).toEqual({ kind: 'too-costly' })
  })

  it('tries one pattern among thousands that begin with other segments', () => {
    let tried = 0
    const counted = ({ route, matcher }: CompiledRoute): CompiledRoute => {
      const match = (path: string): PathGroups | undefined => {
        tried++
        return matcher.match(path)
      }
      return { route, matcher: { ...matcher, match } }
    }
    const many = Array.from({ length: 3000 }, (_, i) => [`/text${i}`, `/seg${i}/(.*)`]).flat()
    const table = new RouteTable()
    table.add(0, routesOf(...many).map(counted))
    for (let i = 0; i < 1000; i++)
      expect(table.find(`/seg${i}/x`)).toMatchObject({ route: 2 * i + 1 })
    expect(tried).toBe(1000)
  })

  it('returns the same as trying one route after the other', () => {
    const patterns = ['/a', '/a/b', '/a/(.*)', '/(a|b)', '/b/?', '/b/(x*)', '(.*)', '/', '/a/b/c?']
    const paths = ['/a', '/a/b', '/b', '/b/x', '/', '/a/b/c', '/c']
    const property = fc.property(
      fc.array(fc.constantFrom(...patterns), { maxLength: 12 }),
      fc.constantFrom(...paths),
      fc.integer({ min: -1, max: 12 }),
      (chosen, path, after) => {
        const routes = routesOf(...chosen)
        const table = new RouteTable()
        table.add(0, routes)
        const naive = routes.find(({ route, matcher }) => route > after && matcher.match(path))
        const found = table.findAfter(path, after)
        expect(found?.kind === 'found' ? found.route : undefined).toBe(naive?.route)
      },
    )
    fc.assert(property, { numRuns: 500 })
  })
})
