import { describe, expect, it } from 'vitest'
import { keepsConnection, readRequestId, readRequestLine, scanHeaders } from './request-head.ts'

const connection = (...values: string[]): string[] =>
  values.flatMap((value) => ['Connection', value])

describe('scanHeaders', () => {
  it('reads the first line of a name in any case', () => {
    const lines = ['X-A', '1', 'authorization', 'first', 'Authorization', 'second']
    expect(scanHeaders(lines).authorization).toBe('first')
  })

  it('reads an empty value', () => {
    expect(scanHeaders(['X-HTTP-Method-Override', '']).override).toBe('')
  })
})

describe('readRequestLine', () => {
  const line = { method: 'GET', target: '/a/?b', version: '1.1' }

  it('returns what a request asks for', () => {
    const { kind, ...request } = readRequestLine(line, 'DELETE')
    expect(kind).toBe('request')
    expect(request).toEqual({ method: 4, path: '/a', uri: '/a/', query: 'b', hasArguments: true })
  })

  it.each(['2.0', '0.9', '1.2'])('does not speak HTTP/%s', (version) => {
    const broken = { kind: 'broken', status: 505 }
    expect(readRequestLine({ ...line, version }, undefined)).toEqual(broken)
  })

  it.each(['http://host/a', '*', ''])('drops the target %j', (target) => {
    expect(readRequestLine({ ...line, target }, undefined)).toEqual({ kind: 'dropped' })
  })
})

describe('keepsConnection', () => {
  // As Orthanc 1.12.7 does
  it.each([
    ['1.1', [], true],
    ['1.0', [], false],
    ['1.0', connection('x, Keep-Alive'), true],
    ['1.1', connection('x'), false],
    ['1.1', connection('close', 'keep-alive'), false],
    ['1.1', connection('keep-alive', 'Upgrade'), false],
    ['1.1', connection('upgrade, keep-alive'), false],
  ])('answers to HTTP/%s with %j: %j', (version, lines, isKept) => {
    expect(keepsConnection(version, scanHeaders(lines))).toBe(isKept)
  })
})

describe('readRequestId', () => {
  it.each(['abc-123', 'A'.repeat(128)])('accepts %s', (id) => {
    expect(readRequestId(id)).toBe(id)
  })

  it.each([undefined, '', 'a b', 'a\u00e9', 'A'.repeat(129), '{}'])('ignores %j', (id) => {
    expect(readRequestId(id)).toBeUndefined()
  })
})
