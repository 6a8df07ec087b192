import { describe, expect, it } from 'vitest'
import { readMethod } from './method.ts'

const put = { kind: 'method', method: 3 }
const refused = { kind: 'refused', status: 400 }

describe('readMethod', () => {
  it.each([
    ['GET', 1],
    ['POST', 2],
    ['PUT', 3],
    ['DELETE', 4],
  ])('knows %s', (sent, method) => {
    expect(readMethod(sent, undefined, '')).toEqual({ kind: 'method', method })
  })

  it.each(['HEAD', 'OPTIONS', 'PROPFIND', 'PROPPATCH', 'LOCK', 'UNLOCK', 'MKCOL'])(
    'does not find anything for %s',
    (sent) => {
      expect(readMethod(sent, undefined, '')).toEqual({ kind: 'refused', status: 404 })
    },
  )

  it.each(['HEAD', 'LOCK'])('does not find anything for %s with an invalid override', (sent) => {
    expect(readMethod(sent, 'GET', '')).toEqual({ kind: 'refused', status: 404 })
  })

  it.each(['PATCH', 'COPY', 'MOVE', 'REPORT', 'CONNECT'])('refuses %s', (sent) => {
    expect(readMethod(sent, undefined, '')).toEqual(refused)
  })

  it.each(['TRACE', 'FOO', 'get', '__proto__'])('does not know %s', (sent) => {
    expect(readMethod(sent, 'PUT', '')).toEqual({ kind: 'unknown' })
  })

  it.each([
    ['GET', 'put', ''],
    ['HEAD', 'PUT', ''],
    ['PATCH', 'PUT', ''],
    ['GET', undefined, 'a=1&_method=Put&_method=DELETE'],
    ['GET', 'PUT', '_method=DELETE'],
  ])('overrides %s with %s or %s', (sent, override, query) => {
    expect(readMethod(sent, override, query)).toEqual(put)
  })

  it('uses the query of a GET only', () => {
    expect(readMethod('POST', undefined, '_method=PUT')).toEqual({ kind: 'method', method: 2 })
  })

  it('ignores the query if there is a header, even an empty one', () => {
    expect(readMethod('GET', '', '_method=PUT')).toEqual({ kind: 'method', method: 1 })
  })

  it.each(['GET', 'POST', 'x', 'PUT '])('refuses an override by %j', (override) => {
    expect(readMethod('GET', override, '')).toEqual(refused)
  })
})
