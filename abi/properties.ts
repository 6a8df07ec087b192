import type { Group } from './rows.ts'

/** Service 7: what a plugin says about itself. */
export const properties = {
  services: {
    SetPluginProperty: {
      number: 7,
      struct: '_OrthancPluginSetPluginProperty',
      fields: [
        { name: 'plugin', kind: 'optionalString' },
        { name: 'property', kind: 'i32', type: '_OrthancPluginProperty' },
        { name: 'value', kind: 'string' },
      ],
    },
  },
  functions: {
    OrthancPluginSetRootUri: {
      service: 'SetPluginProperty',
      since: null,
      arguments: { uri: 'value' },
      literals: { property: 2 },
      pluginName: 'plugin',
      returns: 'void',
      doc: 'Says where the plugin’s own pages begin.',
    },
    OrthancPluginSetDescription: {
      service: 'SetPluginProperty',
      since: null,
      arguments: { description: 'value' },
      literals: { property: 1 },
      pluginName: 'plugin',
      returns: 'void',
      doc: 'Describes the plugin in a sentence.',
    },
    OrthancPluginExtendOrthancExplorer: {
      service: 'SetPluginProperty',
      since: null,
      arguments: { javascript: 'value' },
      literals: { property: 3 },
      pluginName: 'plugin',
      returns: 'void',
      doc: 'Adds a script to the pages of Orthanc Explorer, which load it from `/plugins/explorer.js`.',
    },
    OrthancPluginSetRootUri2: {
      service: 'SetPluginProperty',
      since: '1.12.4',
      arguments: { plugin: 'plugin', uri: 'value' },
      literals: { property: 2 },
      returns: 'void',
      doc: 'Says where the plugin’s own pages begin, and names the plugin.',
    },
    OrthancPluginSetDescription2: {
      service: 'SetPluginProperty',
      since: '1.12.4',
      arguments: { plugin: 'plugin', description: 'value' },
      literals: { property: 1 },
      returns: 'void',
      doc: 'Describes the plugin in a sentence, and names the plugin.',
    },
    OrthancPluginExtendOrthancExplorer2: {
      service: 'SetPluginProperty',
      since: '1.12.4',
      arguments: { plugin: 'plugin', javascript: 'value' },
      literals: { property: 3 },
      returns: 'void',
      doc: 'Adds a script to the pages of Orthanc Explorer, and names the plugin.',
    },
  },
} as const satisfies Group
