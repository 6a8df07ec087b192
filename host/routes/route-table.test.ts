import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorAnswer, type Answer } from '../exchange/answer.ts'
import type { Client, Dispatch } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'
import { compilePattern, type PathGroups, type PathMatcher } from './path-pattern.ts'
import { Dispatcher, RouteTable, type CompiledRoute, type DispatchedPlugin } from './route-table.ts'

const compile = (pattern: string): PathMatcher => {
  const compiled = compilePattern(pattern)
  if (compiled.kind !== 'matcher') throw new Error(compiled.why)
  return compiled
}

const routesOf = (...patterns: string[]): CompiledRoute[] =>
  patterns.map((pattern, route) => ({ route, matcher: compile(pattern) }))

describe('RouteTable', () => {
  it('returns the first route, whether it is a text or a pattern', () => {
    const table = new RouteTable<number>()
    table.add(0, routesOf('/over/(.*)', '/over/exact', '/over2/exact', '/over2/(.*)'))
    expect(table.find('/over/exact')).toMatchObject({ route: 0, groups: ['exact'] })
    expect(table.find('/over2/exact')).toMatchObject({ route: 2, groups: [] })
    expect(table.find('/other')).toBeUndefined()
  })

  it('tries the plugins in the order in which they were added', () => {
    const table = new RouteTable<number>()
    table.add(0, routesOf('/a(.*)'))
    table.add(1, routesOf('/a', '/b'))
    expect(table.find('/a')).toMatchObject({ plugin: 0, route: 0 })
    expect(table.find('/b')).toMatchObject({ plugin: 1, route: 1 })
  })

  it('continues after a route', () => {
    const table = new RouteTable<number>()
    table.add(0, routesOf('/a(.*)', '/a'))
    table.add(1, routesOf('/a'))
    const orders = [-1, 0, 1, 2].map((after) => table.findAfter('/a', after))
    expect(orders).toMatchObject([{ route: 0 }, { route: 1 }, { plugin: 1 }, undefined])
  })

  it('refuses a path that is too long for its patterns', () => {
    const table = new RouteTable<number>()
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
    const table = new RouteTable<number>()
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
        const table = new RouteTable<number>()
        table.add(0, routes)
        const naive = routes.find(({ route, matcher }) => route > after && matcher.match(path))
        const found = table.findAfter(path, after)
        expect(found?.kind === 'found' ? found.route : undefined).toBe(naive?.route)
      },
    )
    fc.assert(property, { numRuns: 500 })
  })
})

const request = (path: string): Request => ({
  id: '1',
  method: 1,
  path,
  uri: path,
  query: '',
  hasArguments: true,
  headerLines: [],
  body: new Uint8Array(0),
})

const client: Client = {
  target: { begin: () => undefined, write: (_, taken) => taken(true) },
  hasLeft: false,
  signal: new AbortController().signal,
}

const answers = (answer: Answer | { kind: 'passed' }): DispatchedPlugin => ({
  answer: ({ settle }) => settle(answer),
})

/** Dispatches to plugins, each with one route. */
const createDispatch = (
  plugins: readonly (readonly [pattern: string, plugin: DispatchedPlugin])[],
  otherwise?: Dispatch,
): Dispatch => {
  const table = new RouteTable<DispatchedPlugin>()
  for (const [pattern, plugin] of plugins) table.add(plugin, routesOf(pattern))
  const dispatcher = new Dispatcher(table, otherwise)
  return (asked, from) =>
    new Promise((settle) => dispatcher.answer(dispatcher.find(asked.path), asked, from, settle))
}

describe('Dispatcher', () => {
  it('sends a request to the plugin of the first route', async () => {
    const dispatch = createDispatch([
      ['/a', answers({ kind: 'nothing' })],
      ['/(.*)', answers(errorAnswer(8))],
    ])
    expect(await dispatch(request('/a'), client)).toEqual({ kind: 'nothing' })
    expect(await dispatch(request('/b'), client)).toMatchObject({ code: 8 })
  })

  it('answers a path without a route as an unknown resource', async () => {
    const dispatch = createDispatch([['/a', answers({ kind: 'nothing' })]])
    expect(await dispatch(request('/b'), client)).toMatchObject({ kind: 'error', code: 17 })
  })

  it('continues with the next plugin, and then with `otherwise`, if one passes', async () => {
    const passed = answers({ kind: 'passed' })
    const next = createDispatch([
      ['/a', passed],
      ['/(.*)', answers({ kind: 'nothing' })],
    ])
    expect(await next(request('/a'), client)).toEqual({ kind: 'nothing' })
    const withFallback = createDispatch(
      [
        ['/a', passed],
        ['/(.*)', passed],
      ],
      () => Promise.resolve(errorAnswer(7)),
    )
    expect(await withFallback(request('/a'), client)).toMatchObject({ code: 7 })
  })

  it('passes a request on through as many routes as a plugin may have', async () => {
    const passed = answers({ kind: 'passed' })
    const dispatch = createDispatch(
      Array.from({ length: 10_000 }, () => ['/a', passed] as const),
      () => Promise.resolve(errorAnswer(7)),
    )
    expect(await dispatch(request('/a'), client)).toMatchObject({ code: 7 })
  })
})
