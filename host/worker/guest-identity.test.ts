import { describe, expect, it } from 'vitest'
import type { Route } from '../exchange/registrations.ts'
import { GuestIdentity, type KnownIdentity } from './guest-identity.ts'

/** An identity, and why it was refused. */
function create(known: Partial<KnownIdentity> = {}) {
  const refused: string[] = []
  const options = { name: undefined, routes: undefined, claimName: undefined, ...known }
  const identity = new GuestIdentity(options, (reason) => void refused.push(reason))
  return { identity, refused }
}

const routes = (...patterns: readonly string[]): Route[] =>
  patterns.map((pattern) => ({ pattern, locked: false }))

describe('GuestIdentity', () => {
  it('has no name as long as none is given', () => {
    expect(create().identity.name).toBe('')
  })

  it('asks once whether the first name is its own', async () => {
    const asked: string[] = []
    const claimName = (name: string) => Promise.resolve(asked.push(name) > 0)
    const { identity, refused } = create({ claimName })
    identity.giveName('a')
    await identity.settling
    identity.giveName('a')
    expect(identity.settling).toBeUndefined()
    expect([asked, refused]).toEqual([['a'], []])
  })

  it('refuses the name of another plugin', async () => {
    const { identity, refused } = create({ claimName: () => Promise.resolve(false) })
    identity.giveName('a')
    await identity.settling
    expect(refused).toEqual(['another plugin has the name a already'])
  })

  it('refuses another name than at first, and keeps that one', () => {
    const { identity, refused } = create({ name: 'a' })
    identity.giveName('b')
    expect(identity.name).toBe('a')
    expect(refused).toEqual(['it gave another name than at first'])
  })

  it.each([[['/a']], [['/b', '/a']], [['/a', '/b', '/c']]])(
    'refuses other routes than at first: %j',
    (patterns) => {
      const { identity, refused } = create()
      identity.giveRoutes(routes('/a', '/b'))
      identity.giveRoutes(routes('/a', '/b'))
      expect(refused).toEqual([])
      identity.giveRoutes(routes(...patterns))
      expect(refused).toEqual(['it registered other routes than at first'])
    },
  )
})
