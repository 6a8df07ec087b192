import type { Group } from './rows.ts'

/** Services that allocate, free or compress the bytes that host and plugin hand each other. */
export const buffers = {
  services: {
    BufferCompression: {
      number: 14,
      struct: '_OrthancPluginBufferCompression',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'source', kind: 'bytes', sizedBy: 'size' },
        { name: 'size', kind: 'u32' },
        { name: 'compression', kind: 'i32', type: 'OrthancPluginCompressionType' },
        { name: 'uncompress', kind: 'u8' },
      ],
      support: 'none',
    },
    CreateMemoryBuffer: {
      number: 38,
      struct: '_OrthancPluginCreateMemoryBuffer',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'size', kind: 'u32' },
      ],
    },
    CreateMemoryBuffer64: {
      number: 40,
      struct: '_OrthancPluginCreateMemoryBuffer64',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer64*' },
        { name: 'size', kind: 'u64' },
      ],
    },
    FreeString: {
      number: null,
      struct: null,
      fields: [{ name: 'str', kind: 'pointer', type: 'char*' }],
    },
    FreeMemoryBuffer: {
      number: null,
      struct: null,
      fields: [{ name: 'buffer', kind: 'pointer', type: 'OrthancPluginMemoryBuffer*' }],
    },
    FreeMemoryBuffer64: {
      number: null,
      struct: null,
      fields: [{ name: 'buffer', kind: 'pointer', type: 'OrthancPluginMemoryBuffer64*' }],
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
    OrthancPluginCreateMemoryBuffer64: {
      service: 'CreateMemoryBuffer64',
      since: '1.9.0',
      arguments: { target: 'target', size: 'size' },
      returns: 'error',
      doc: 'Allocates a memory buffer whose size has 64 bits.',
    },
    OrthancPluginFreeMemoryBuffer64: {
      service: 'FreeMemoryBuffer64',
      since: null,
      arguments: { buffer: 'buffer' },
      returns: 'void',
      doc: 'Frees the bytes of a memory buffer whose size has 64 bits.',
    },
    OrthancPluginBufferCompression: {
      service: 'BufferCompression',
      since: null,
      arguments: {
        target: 'target',
        source: 'source',
        size: 'size',
        compression: 'compression',
        uncompress: 'uncompress',
      },
      returns: 'error',
      doc: 'Compresses bytes with zlib or gzip, or undoes that.',
    },
  },
} as const satisfies Group
