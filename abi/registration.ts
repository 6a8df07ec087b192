import type { Group } from './rows.ts'

const restCallback = {
  struct: '_OrthancPluginRestCallback',
  fields: [
    { name: 'pathRegularExpression', kind: 'string' },
    { name: 'callback', kind: 'callback', type: 'OrthancPluginRestCallback' },
  ],
} as const

const route = { pathRegularExpression: 'pathRegularExpression', callback: 'callback' } as const

/** Services 1000 and 1004: what a plugin registers while it initialises (group Callbacks of the SDK). */
export const registration = {
  services: {
    RegisterRestCallback: { number: 1000, ...restCallback },
    RegisterRestCallbackNoLock: { number: 1004, ...restCallback },
  },
  functions: {
    OrthancPluginRegisterRestCallback: {
      service: 'RegisterRestCallback',
      since: null,
      arguments: route,
      returns: 'void',
      doc: 'Registers a route; its callback never runs beside another one of this kind.',
    },
    OrthancPluginRegisterRestCallbackNoLock: {
      service: 'RegisterRestCallbackNoLock',
      since: null,
      arguments: route,
      returns: 'void',
      doc: 'Registers a route whose callback may run beside others.',
    },
  },
} as const satisfies Group
