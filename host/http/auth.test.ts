import { describe, expect, it } from 'vitest'
import { authorizeUsers } from './auth.ts'

const isAllowed = authorizeUsers(
  new Map([
    ['alice', 'secret'],
    ['bob', 'p:w'],
  ]),
)
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

describe('authorizeUsers', () => {
  it.each(['alice:secret', 'bob:p:w'])('accepts %s', (text) => {
    expect(isAllowed(basic(text))).toBe(true)
  })

  it.each([
    undefined,
    '',
    'Basic',
    'Basic ',
    basic('eve:secret'),
    basic('alice'),
    basic(':'),
    basic('alice:wrong'),
    basic('alice:secret').replace('Basic', 'basic'),
    'Digest username="alice"',
    'YWxpY2U6c2VjcmV0',
  ])('refuses %j', (authorization) => {
    expect(isAllowed(authorization)).toBe(false)
  })
})
