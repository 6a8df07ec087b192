import { describe, expect, it } from 'vitest'
import { compileRoutes } from './compile-routes.ts'

describe('compileRoutes', () => {
  it('keeps the numbers of the routes and says what is wrong with the others', async () => {
    const patterns = ['/a', '/(', '/b.(?=c)d', '/c/(.*)']
    const compiled = await compileRoutes(patterns.map((pattern) => ({ pattern, locked: false })))
    expect(compiled.routes.map(({ route }) => route)).toEqual([0, 3])
    expect(compiled.invalid.map(({ pattern }) => pattern)).toEqual(['/('])
    expect(compiled.leftOut.map(({ pattern }) => pattern)).toEqual(['/b.(?=c)d'])
  })
})
