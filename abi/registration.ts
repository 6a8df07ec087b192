import type { Group } from './rows.ts'

const restCallback = {
  struct: '_OrthancPluginRestCallback',
  fields: [
    { name: 'pathRegularExpression', kind: 'string' },
    { name: 'callback', kind: 'callback', type: 'OrthancPluginRestCallback' },
  ],
} as const

const filter = { since: null, arguments: { callback: 'callback' }, returns: 'error' } as const

/** Services 1000 to 1019 that register for requests and for events (group Callbacks of the SDK). */
export const registration = {
  services: {
    RegisterRestCallback: { number: 1000, ...restCallback },
    RegisterOnStoredInstanceCallback: {
      number: 1001,
      struct: '_OrthancPluginOnStoredInstanceCallback',
      fields: [
        { name: 'callback', kind: 'callback', type: 'OrthancPluginOnStoredInstanceCallback' },
      ],
      support: 'none',
    },
    RegisterOnChangeCallback: {
      number: 1003,
      struct: '_OrthancPluginOnChangeCallback',
      fields: [{ name: 'callback', kind: 'callback', type: 'OrthancPluginOnChangeCallback' }],
      key: 'Changes.State',
    },
    RegisterRestCallbackNoLock: { number: 1004, ...restCallback },
    RegisterIncomingHttpRequestFilter: {
      number: 1007,
      struct: '_OrthancPluginIncomingHttpRequestFilter',
      fields: [
        { name: 'callback', kind: 'callback', type: 'OrthancPluginIncomingHttpRequestFilter' },
      ],
      support: 'none',
    },
    RegisterIncomingHttpRequestFilter2: {
      number: 1010,
      struct: '_OrthancPluginIncomingHttpRequestFilter2',
      fields: [
        { name: 'callback', kind: 'callback', type: 'OrthancPluginIncomingHttpRequestFilter2' },
      ],
      support: 'none',
    },
    RegisterChunkedRestCallback: {
      number: 1012,
      struct: '_OrthancPluginChunkedRestCallback',
      fields: [
        { name: 'pathRegularExpression', kind: 'string' },
        { name: 'getHandler', kind: 'callback', type: 'OrthancPluginRestCallback' },
        {
          name: 'postHandler',
          kind: 'callback',
          type: 'OrthancPluginServerChunkedRequestReaderFactory',
        },
        { name: 'deleteHandler', kind: 'callback', type: 'OrthancPluginRestCallback' },
        {
          name: 'putHandler',
          kind: 'callback',
          type: 'OrthancPluginServerChunkedRequestReaderFactory',
        },
        {
          name: 'addChunk',
          kind: 'callback',
          type: 'OrthancPluginServerChunkedRequestReaderAddChunk',
        },
        {
          name: 'execute',
          kind: 'callback',
          type: 'OrthancPluginServerChunkedRequestReaderExecute',
        },
        {
          name: 'finalize',
          kind: 'callback',
          type: 'OrthancPluginServerChunkedRequestReaderFinalize',
        },
      ],
      support: 'none',
    },
    RegisterIncomingDicomInstanceFilter: {
      number: 1014,
      struct: '_OrthancPluginIncomingDicomInstanceFilter',
      fields: [
        { name: 'callback', kind: 'callback', type: 'OrthancPluginIncomingDicomInstanceFilter' },
      ],
      support: 'none',
    },
    RegisterIncomingCStoreInstanceFilter: {
      number: 1017,
      struct: '_OrthancPluginIncomingCStoreInstanceFilter',
      fields: [
        { name: 'callback', kind: 'callback', type: 'OrthancPluginIncomingCStoreInstanceFilter' },
      ],
      support: 'none',
    },
    RegisterReceivedInstanceCallback: {
      number: 1018,
      struct: '_OrthancPluginReceivedInstanceCallback',
      fields: [
        { name: 'callback', kind: 'callback', type: 'OrthancPluginReceivedInstanceCallback' },
      ],
      support: 'none',
    },
  },
  functions: {
    OrthancPluginRegisterRestCallback: {
      service: 'RegisterRestCallback',
      since: null,
      arguments: { pathRegularExpression: 'pathRegularExpression', callback: 'callback' },
      returns: 'void',
      doc: 'Registers a route; its callback never runs concurrently with another one of this kind.',
    },
    OrthancPluginRegisterRestCallbackNoLock: {
      service: 'RegisterRestCallbackNoLock',
      since: null,
      arguments: { pathRegularExpression: 'pathRegularExpression', callback: 'callback' },
      returns: 'void',
      doc: 'Registers a route whose callback may run concurrently with others.',
    },
    OrthancPluginRegisterChunkedRestCallback: {
      service: 'RegisterChunkedRestCallback',
      since: '1.5.7',
      arguments: {
        pathRegularExpression: 'pathRegularExpression',
        getHandler: 'getHandler',
        postHandler: 'postHandler',
        deleteHandler: 'deleteHandler',
        putHandler: 'putHandler',
        addChunk: 'addChunk',
        execute: 'execute',
        finalize: 'finalize',
      },
      returns: 'void',
      doc: 'Registers a route whose request bodies arrive piece by piece.',
    },
    OrthancPluginRegisterOnStoredInstanceCallback: {
      service: 'RegisterOnStoredInstanceCallback',
      since: null,
      arguments: { callback: 'callback' },
      returns: 'void',
      doc: 'Registers a callback that runs after an instance is stored.',
    },
    OrthancPluginRegisterOnChangeCallback: {
      service: 'RegisterOnChangeCallback',
      since: null,
      arguments: { callback: 'callback' },
      returns: 'void',
      doc: 'Registers a callback that runs when a resource changes, or the server starts or stops.',
    },
    OrthancPluginRegisterIncomingHttpRequestFilter: {
      service: 'RegisterIncomingHttpRequestFilter',
      ...filter,
      doc: 'Registers a callback that accepts or refuses HTTP requests.',
    },
    OrthancPluginRegisterIncomingHttpRequestFilter2: {
      service: 'RegisterIncomingHttpRequestFilter2',
      ...filter,
      doc: 'Registers a callback that accepts or refuses HTTP requests, and also receives their query.',
    },
    OrthancPluginRegisterIncomingDicomInstanceFilter: {
      service: 'RegisterIncomingDicomInstanceFilter',
      ...filter,
      doc: 'Registers a callback that decides whether an incoming instance is stored.',
    },
    OrthancPluginRegisterIncomingCStoreInstanceFilter: {
      service: 'RegisterIncomingCStoreInstanceFilter',
      since: '1.10.0',
      arguments: { callback: 'callback' },
      returns: 'error',
      doc: 'Registers a callback that decides whether an instance from C-STORE is stored, and with which DIMSE status it is refused.',
    },
    OrthancPluginRegisterReceivedInstanceCallback: {
      service: 'RegisterReceivedInstanceCallback',
      since: '1.10.0',
      arguments: { callback: 'callback' },
      returns: 'error',
      doc: 'Registers a callback that keeps, changes or discards an instance before it is stored.',
    },
  },
} as const satisfies Group
