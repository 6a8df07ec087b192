import type { Group } from './rows.ts'

/** Services by which a plugin keeps the files, or the index, of the server. */
export const storage = {
  services: {
    GetExpectedDatabaseVersion: {
      number: 12,
      struct: '_OrthancPluginReturnSingleValue',
      fields: [
        { name: 'resultInt32', kind: 'result', type: 'int32_t*' },
        { name: 'resultUint32', kind: 'result', type: 'uint32_t*' },
        { name: 'resultInt64', kind: 'result', type: 'int64_t*' },
        { name: 'resultUint64', kind: 'result', type: 'uint64_t*' },
      ],
      result: { kind: 'u32', field: 'resultUint32' },
      support: 'none',
    },
    GetDatabaseServerIdentifier: {
      number: 42,
      struct: '_OrthancPluginRetrieveStaticString',
      fields: [
        { name: 'result', kind: 'result', type: 'const char**' },
        { name: 'argument', kind: 'optionalString' },
      ],
      result: { kind: 'constString', field: 'result' },
      support: 'none',
    },
    RegisterStorageArea: {
      number: 1002,
      struct: '_OrthancPluginRegisterStorageArea',
      fields: [
        { name: 'create', kind: 'callback', type: 'OrthancPluginStorageCreate' },
        { name: 'read', kind: 'callback', type: 'OrthancPluginStorageRead' },
        { name: 'remove', kind: 'callback', type: 'OrthancPluginStorageRemove' },
        // C's inline function passes the plugin's `free`; through the named import it is 0: the host knows the export.
        { name: 'free', kind: 'callback', type: 'OrthancPluginFree' },
      ],
      support: 'none',
    },
    RegisterStorageArea2: {
      number: 1016,
      struct: '_OrthancPluginRegisterStorageArea2',
      fields: [
        { name: 'create', kind: 'callback', type: 'OrthancPluginStorageCreate' },
        { name: 'readWhole', kind: 'callback', type: 'OrthancPluginStorageReadWhole' },
        { name: 'readRange', kind: 'callback', type: 'OrthancPluginStorageReadRange' },
        { name: 'remove', kind: 'callback', type: 'OrthancPluginStorageRemove' },
      ],
      support: 'none',
    },
    ReconstructMainDicomTags: {
      number: 3014,
      struct: '_OrthancPluginReconstructMainDicomTags',
      fields: [
        { name: 'storageArea', kind: 'pointer', type: 'OrthancPluginStorageArea*' },
        { name: 'level', kind: 'i32', type: 'OrthancPluginResourceType' },
      ],
      support: 'none',
    },
    StorageAreaCreate: {
      number: 5003,
      struct: '_OrthancPluginStorageAreaCreate',
      fields: [
        { name: 'storageArea', kind: 'pointer', type: 'OrthancPluginStorageArea*' },
        { name: 'uuid', kind: 'string' },
        { name: 'content', kind: 'bytes', sizedBy: 'size' },
        { name: 'size', kind: 'u64' },
        { name: 'type', kind: 'i32', type: 'OrthancPluginContentType' },
      ],
      support: 'none',
    },
    StorageAreaRead: {
      number: 5004,
      struct: '_OrthancPluginStorageAreaRead',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'storageArea', kind: 'pointer', type: 'OrthancPluginStorageArea*' },
        { name: 'uuid', kind: 'string' },
        { name: 'type', kind: 'i32', type: 'OrthancPluginContentType' },
      ],
      support: 'none',
    },
    StorageAreaRemove: {
      number: 5005,
      struct: '_OrthancPluginStorageAreaRemove',
      fields: [
        { name: 'storageArea', kind: 'pointer', type: 'OrthancPluginStorageArea*' },
        { name: 'uuid', kind: 'string' },
        { name: 'type', kind: 'i32', type: 'OrthancPluginContentType' },
      ],
      support: 'none',
    },
    RegisterDatabaseBackendV4: {
      number: 5007,
      struct: '_OrthancPluginRegisterDatabaseBackendV4',
      fields: [
        { name: 'backend', kind: 'pointer', type: 'void*' },
        { name: 'maxDatabaseRetries', kind: 'u32' },
        { name: 'operations', kind: 'callback', type: 'OrthancPluginCallDatabaseBackendV4' },
        { name: 'finalize', kind: 'callback', type: 'OrthancPluginFinalizeDatabaseBackendV4' },
      ],
      support: 'none',
    },
  },
  functions: {
    OrthancPluginRegisterStorageArea: {
      service: 'RegisterStorageArea',
      since: null,
      arguments: { create: 'create', read: 'read', remove: 'remove' },
      returns: 'void',
      doc: 'Registers where files are kept, read as a whole.',
    },
    OrthancPluginRegisterStorageArea2: {
      service: 'RegisterStorageArea2',
      since: '1.9.0',
      arguments: {
        create: 'create',
        readWhole: 'readWhole',
        readRange: 'readRange',
        remove: 'remove',
      },
      returns: 'void',
      doc: 'Registers where files are kept, read as a whole or in ranges.',
    },
    OrthancPluginStorageAreaCreate: {
      service: 'StorageAreaCreate',
      since: null,
      arguments: {
        storageArea: 'storageArea',
        uuid: 'uuid',
        content: 'content',
        size: 'size',
        type: 'type',
      },
      returns: 'error',
      doc: 'Writes a file into a storage area.',
    },
    OrthancPluginStorageAreaRead: {
      service: 'StorageAreaRead',
      since: null,
      arguments: { target: 'target', storageArea: 'storageArea', uuid: 'uuid', type: 'type' },
      returns: 'error',
      doc: 'Reads a file of a storage area.',
    },
    OrthancPluginStorageAreaRemove: {
      service: 'StorageAreaRemove',
      since: null,
      arguments: { storageArea: 'storageArea', uuid: 'uuid', type: 'type' },
      returns: 'error',
      doc: 'Removes a file from a storage area.',
    },
    OrthancPluginReconstructMainDicomTags: {
      service: 'ReconstructMainDicomTags',
      since: null,
      arguments: { storageArea: 'storageArea', level: 'level' },
      returns: 'error',
      doc: 'Reads the main DICOM tags of all resources of a level from their files again.',
    },
    OrthancPluginRegisterDatabaseBackendV4: {
      service: 'RegisterDatabaseBackendV4',
      since: '1.12.0',
      arguments: {
        backend: 'backend',
        maxDatabaseRetries: 'maxDatabaseRetries',
        operations: 'operations',
        finalize: 'finalize',
      },
      returns: 'error',
      doc: 'Registers a database that answers requests in protocol buffers.',
    },
    OrthancPluginGetDatabaseServerIdentifier: {
      service: 'GetDatabaseServerIdentifier',
      since: '1.11.1',
      arguments: {},
      returns: 'result',
      doc: 'The identifier of this server among those that share a database; it must not be freed.',
    },
    OrthancPluginGetExpectedDatabaseVersion: {
      service: 'GetExpectedDatabaseVersion',
      since: null,
      arguments: {},
      returns: 'result',
      doc: 'The version of the database schema that the server expects.',
    },
  },
} as const satisfies Group
