import { describe, expect, it } from 'vitest'
import { compileRoutes, reasonsOf } from './compile-routes.ts'

describe('compileRoutes', () => {
  it('keeps the numbers of the routes, and lists the invalid and the unsupported ones', async () => {
    const patterns = ['/a', '/(', '/b.(?=c)d', '/c/(.*)']
    const compiled = await compileRoutes(patterns.map((pattern) => ({ pattern, locked: false })))
    expect(compiled.routes.map(({ route }) => route)).toEqual([0, 3])
    expect(compiled.invalid.map(({ pattern }) => pattern)).toEqual(['/('])
    expect(compiled.leftOut.map(({ pattern }) => pattern)).toEqual(['/b.(?=c)d'])
  })

  it('lists a route outside of the prefixes as invalid, with the allowed prefixes', async () => {
    const routes = ['/a/x', '/b', '/a(.*)'].map((pattern) => ({ pattern, locked: false }))
    const compiled = await compileRoutes(routes, ['/a', '/c'])
    expect(compiled.routes.map(({ route }) => route)).toEqual([0])
    expect(reasonsOf(compiled.invalid)).toEqual(
      ['/b', '/a(.*)'].map(
        (pattern) =>
          `route ${pattern}: it may match paths outside of "Routes", which allows /a, /c and what is below`,
      ),
    )
  })
})
