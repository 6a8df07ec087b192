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
      returns: 'void',
      doc: 'Says where the plugin’s own pages begin.',
    },
    OrthancPluginSetDescription: {
      service: 'SetPluginProperty',
      since: null,
      arguments: { description: 'value' },
      literals: { property: 1 },
      returns: 'void',
      doc: 'Describes the plugin in a sentence.',
    },
    OrthancPluginExtendOrthancExplorer: {
      service: 'SetPluginProperty',
      since: null,
      arguments: { javascript: 'value' },
      literals: { property: 3 },
      returns: 'void',
      doc: 'Adds a script to the pages of Orthanc Explorer; taken and not used, as there are no such pages here.',
    },
  },
} as const satisfies Group
