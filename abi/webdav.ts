import type { Group } from './rows.ts'

/** Service 1019: a folder that a plugin shows over WebDAV. */
export const webdav = {
  services: {
    RegisterWebDavCollection: {
      number: 1019,
      struct: '_OrthancPluginRegisterWebDavCollection',
      fields: [
        { name: 'uri', kind: 'string' },
        {
          name: 'isExistingFolder',
          kind: 'callback',
          type: 'OrthancPluginWebDavIsExistingFolderCallback',
        },
        { name: 'listFolder', kind: 'callback', type: 'OrthancPluginWebDavListFolderCallback' },
        { name: 'retrieveFile', kind: 'callback', type: 'OrthancPluginWebDavRetrieveFileCallback' },
        { name: 'storeFile', kind: 'callback', type: 'OrthancPluginWebDavStoreFileCallback' },
        { name: 'createFolder', kind: 'callback', type: 'OrthancPluginWebDavCreateFolderCallback' },
        { name: 'deleteItem', kind: 'callback', type: 'OrthancPluginWebDavDeleteItemCallback' },
        { name: 'payload', kind: 'pointer', type: 'void*' },
      ],
      support: 'none',
    },
  },
  functions: {
    OrthancPluginRegisterWebDavCollection: {
      service: 'RegisterWebDavCollection',
      since: '1.10.1',
      arguments: {
        uri: 'uri',
        isExistingFolder: 'isExistingFolder',
        listFolder: 'listFolder',
        retrieveFile: 'retrieveFile',
        storeFile: 'storeFile',
        createFolder: 'createFolder',
        deleteItem: 'deleteItem',
        payload: 'payload',
      },
      returns: 'error',
      doc: 'Registers a folder of the WebDAV server that the plugin fills.',
    },
  },
} as const satisfies Group
