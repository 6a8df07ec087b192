import { expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'

/** A plugin in its `OrthancPluginInitialize`. */
function initializing(): TestGuest {
  const guest = new TestGuest()
  guest.context.registrations.open()
  return guest
}

it('routes are registered in order, with their callbacks, with a lock or without', () => {
  const guest = initializing()
  guest.call('OrthancPluginRegisterRestCallback', guest.text('/a'), 7)
  guest.call('OrthancPluginRegisterRestCallbackNoLock', guest.text('/b\xe9'), 3)
  const { registrations } = guest.context
  expect(registrations.registrations.routes).toEqual([
    { pattern: '/a', locked: true },
    { pattern: '/b\xe9', locked: false },
  ])
  expect(registrations.callbacks).toEqual([7, 3])
})

it('a route that is registered too late is logged', () => {
  const guest = new TestGuest()
  guest.call('OrthancPluginRegisterRestCallback', guest.text('/a'), 7)
  expect(guest.context.registrations.registrations.routes).toEqual([])
  expect(guest.log).toEqual([expect.stringMatching(/^warning: route \/a not registered: /)])
})

it('root URI and description are kept, the last ones', () => {
  const guest = initializing()
  guest.call('OrthancPluginSetRootUri', guest.text('/first'))
  guest.call('OrthancPluginSetRootUri', guest.text('/last'))
  guest.call('OrthancPluginSetDescription', guest.text('about'))
  expect(guest.context.registrations.registrations).toMatchObject({
    rootUri: '/last',
    description: 'about',
  })
})

it('a callback for changes needs a host that polls them', () => {
  const without = initializing()
  without.call('OrthancPluginRegisterOnChangeCallback', 7)
  expect(without.context.registrations.changeCallbacks).toEqual([])
  expect(without.log).toEqual([expect.stringContaining('set WebAssembly.Changes.State')])
  const polled = new TestGuest({ pollsChanges: true })
  polled.context.registrations.open()
  polled.call('OrthancPluginRegisterOnChangeCallback', 7)
  expect(polled.context.registrations.changeCallbacks).toEqual([7])
  expect(polled.context.registrations.registrations.takesChanges).toBe(true)
})
