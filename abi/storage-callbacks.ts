import type { Callback } from './rows.ts'

const uuid = { name: 'uuid', kind: 'string', type: 'const char*' } as const
const target = { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer64*' } as const
const backend = { name: 'backend', kind: 'pointer', type: 'void*' } as const

/** Functions of a plugin that keeps files or the index, or frees memory that it handed over. */
export const storageCallbacks = {
  OrthancPluginFree: {
    arguments: [{ name: 'buffer', kind: 'pointer', type: 'void*' }],
    returns: 'void',
    doc: 'Frees memory that came from the plugin.',
  },
  OrthancPluginStorageCreate: {
    arguments: [
      uuid,
      { name: 'content', kind: 'bytes', type: 'const void*', sizedBy: 'size' },
      { name: 'size', kind: 'i64', type: 'int64_t' },
      { name: 'type', kind: 'i32', type: 'OrthancPluginContentType' },
    ],
    returns: 'error',
    doc: 'Writes a file.',
  },
  OrthancPluginStorageRead: {
    arguments: [
      { name: 'content', kind: 'result', type: 'void**' },
      { name: 'size', kind: 'result', type: 'int64_t*' },
      uuid,
      { name: 'type', kind: 'i32', type: 'OrthancPluginContentType' },
    ],
    returns: 'error',
    doc: 'Reads a file into memory that the plugin allocates.',
  },
  OrthancPluginStorageReadWhole: {
    arguments: [target, uuid, { name: 'type', kind: 'i32', type: 'OrthancPluginContentType' }],
    returns: 'error',
    doc: 'Reads a file into a memory buffer that the plugin allocates.',
  },
  OrthancPluginStorageReadRange: {
    arguments: [
      target,
      uuid,
      { name: 'type', kind: 'i32', type: 'OrthancPluginContentType' },
      { name: 'rangeStart', kind: 'u64', type: 'uint64_t' },
    ],
    returns: 'error',
    doc: 'Fills a memory buffer with the bytes of a file from `rangeStart` on.',
  },
  OrthancPluginStorageRemove: {
    arguments: [uuid, { name: 'type', kind: 'i32', type: 'OrthancPluginContentType' }],
    returns: 'error',
    doc: 'Removes a file.',
  },
  OrthancPluginCallDatabaseBackendV4: {
    arguments: [
      { name: 'response', kind: 'result', type: 'OrthancPluginMemoryBuffer64*' },
      backend,
      { name: 'request', kind: 'bytes', type: 'const void*', sizedBy: 'requestSize' },
      { name: 'requestSize', kind: 'u64', type: 'uint64_t' },
    ],
    returns: 'error',
    doc: 'Answers one request to the database; both are protocol buffers.',
  },
  OrthancPluginFinalizeDatabaseBackendV4: {
    arguments: [backend],
    returns: 'void',
    doc: 'Closes the database.',
  },
} as const satisfies Record<string, Callback>
