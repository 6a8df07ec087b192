import type { Group } from './rows.ts'

/** Service 38 and the two functions that free what the host handed over. */
export const buffers = {
  services: {
    CreateMemoryBuffer: {
      number: 38,
      struct: '_OrthancPluginCreateMemoryBuffer',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'size', kind: 'u32' },
      ],
    },
    FreeMemoryBuffer: {
      number: null,
      struct: null,
      fields: [{ name: 'buffer', kind: 'pointer', type: 'OrthancPluginMemoryBuffer*' }],
    },
    FreeString: {
      number: null,
      struct: null,
      fields: [{ name: 'str', kind: 'pointer', type: 'char*' }],
    },
  },
  functions: {
    OrthancPluginFreeString: {
      service: 'FreeString',
      since: null,
      arguments: { str: 'str' },
      returns: 'void',
      doc: 'Frees a string that the host handed over.',
    },
    OrthancPluginCreateMemoryBuffer: {
      service: 'CreateMemoryBuffer',
      since: '1.7.0',
      arguments: { target: 'target', size: 'size' },
      returns: 'error',
      doc: 'Allocates a memory buffer.',
    },
    OrthancPluginFreeMemoryBuffer: {
      service: 'FreeMemoryBuffer',
      since: null,
      arguments: { buffer: 'buffer' },
      returns: 'void',
      doc: 'Frees the bytes of a memory buffer.',
    },
  },
} as const satisfies Group
