import type { Callback } from './rows.ts'

const collection = {
  name: 'collection',
  kind: 'pointer',
  type: 'OrthancPluginWebDavCollection*',
} as const
const name = { name: 'name', kind: 'string', type: 'const char*' } as const
const size = { name: 'size', kind: 'u64', type: 'uint64_t' } as const
const mimeType = { name: 'mimeType', kind: 'string', type: 'const char*' } as const
const dateTime = { name: 'dateTime', kind: 'string', type: 'const char*' } as const
const data = { name: 'data', kind: 'bytes', type: 'const void*', sizedBy: 'size' } as const
const isExisting = { name: 'isExisting', kind: 'result', type: 'uint8_t*' } as const
const pathSize = { name: 'pathSize', kind: 'u32', type: 'uint32_t' } as const
const pathItems = {
  name: 'pathItems',
  kind: 'strings',
  type: 'const char* const*',
  sizedBy: 'pathSize',
} as const
const payload = { name: 'payload', kind: 'pointer', type: 'void*' } as const
const isReadOnly = { name: 'isReadOnly', kind: 'result', type: 'uint8_t*' } as const

/** Callbacks for a folder that a plugin shows over WebDAV. The first three belong to the host. */
export const webDavCallbacks = {
  OrthancPluginWebDavAddFile: {
    arguments: [collection, name, size, mimeType, dateTime],
    returns: 'error',
    doc: 'Of the host: adds a file to the content of a folder.',
  },
  OrthancPluginWebDavAddFolder: {
    arguments: [collection, name, dateTime],
    returns: 'error',
    doc: 'Of the host: adds a folder to the content of a folder.',
  },
  OrthancPluginWebDavRetrieveFile: {
    arguments: [collection, data, size, mimeType, dateTime],
    returns: 'error',
    doc: 'Of the host: takes the content of a file.',
  },
  OrthancPluginWebDavIsExistingFolderCallback: {
    arguments: [isExisting, pathSize, pathItems, payload],
    returns: 'error',
    doc: 'Says whether a folder exists.',
  },
  OrthancPluginWebDavListFolderCallback: {
    arguments: [
      isExisting,
      collection,
      { name: 'addFile', kind: 'callback', type: 'OrthancPluginWebDavAddFile' },
      { name: 'addFolder', kind: 'callback', type: 'OrthancPluginWebDavAddFolder' },
      pathSize,
      pathItems,
      payload,
    ],
    returns: 'error',
    doc: 'Lists the content of a folder by calling `addFile` and `addFolder`.',
  },
  OrthancPluginWebDavRetrieveFileCallback: {
    arguments: [
      collection,
      { name: 'retrieveFile', kind: 'callback', type: 'OrthancPluginWebDavRetrieveFile' },
      pathSize,
      pathItems,
      payload,
    ],
    returns: 'error',
    doc: 'Passes a file to `retrieveFile`, which it does not call if the file is absent.',
  },
  OrthancPluginWebDavStoreFileCallback: {
    arguments: [isReadOnly, pathSize, pathItems, data, size, payload],
    returns: 'error',
    doc: 'Writes a file, or says that the folder is read-only.',
  },
  OrthancPluginWebDavCreateFolderCallback: {
    arguments: [isReadOnly, pathSize, pathItems, payload],
    returns: 'error',
    doc: 'Makes a folder, or says that the folder is read-only.',
  },
  OrthancPluginWebDavDeleteItemCallback: {
    arguments: [isReadOnly, pathSize, pathItems, payload],
    returns: 'error',
    doc: 'Deletes a file or a folder, or says that the folder is read-only.',
  },
} as const satisfies Record<string, Callback>
