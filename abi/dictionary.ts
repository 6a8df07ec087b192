import type { Group } from './rows.ts'

/** Services that read and extend the dictionary of DICOM tags. */
export const dictionary = {
  services: {
    RegisterDictionaryTag: {
      number: 20,
      struct: '_OrthancPluginRegisterDictionaryTag',
      fields: [
        { name: 'group', kind: 'u16' },
        { name: 'element', kind: 'u16' },
        { name: 'vr', kind: 'i32', type: 'OrthancPluginValueRepresentation' },
        { name: 'name', kind: 'string' },
        { name: 'minMultiplicity', kind: 'u32' },
        { name: 'maxMultiplicity', kind: 'u32' },
      ],
      support: 'none',
    },
    LookupDictionary: {
      number: 26,
      struct: '_OrthancPluginLookupDictionary',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginDictionaryEntry*' },
        { name: 'name', kind: 'string' },
      ],
      support: 'none',
    },
    RegisterPrivateDictionaryTag: {
      number: 29,
      struct: '_OrthancPluginRegisterPrivateDictionaryTag',
      fields: [
        { name: 'group', kind: 'u16' },
        { name: 'element', kind: 'u16' },
        { name: 'vr', kind: 'i32', type: 'OrthancPluginValueRepresentation' },
        { name: 'name', kind: 'string' },
        { name: 'minMultiplicity', kind: 'u32' },
        { name: 'maxMultiplicity', kind: 'u32' },
        { name: 'privateCreator', kind: 'string' },
      ],
      support: 'none',
    },
    GetTagName: {
      number: 35,
      struct: '_OrthancPluginGetTagName',
      fields: [
        { name: 'result', kind: 'result', type: 'char**' },
        { name: 'group', kind: 'u16' },
        { name: 'element', kind: 'u16' },
        { name: 'privateCreator', kind: 'optionalString' },
      ],
      result: { kind: 'string', field: 'result' },
      support: 'none',
    },
  },
  functions: {
    OrthancPluginRegisterDictionaryTag: {
      service: 'RegisterDictionaryTag',
      since: null,
      arguments: {
        group: 'group',
        element: 'element',
        vr: 'vr',
        name: 'name',
        minMultiplicity: 'minMultiplicity',
        maxMultiplicity: 'maxMultiplicity',
      },
      returns: 'error',
      doc: 'Adds a tag to the dictionary.',
    },
    OrthancPluginRegisterPrivateDictionaryTag: {
      service: 'RegisterPrivateDictionaryTag',
      since: null,
      arguments: {
        group: 'group',
        element: 'element',
        vr: 'vr',
        name: 'name',
        minMultiplicity: 'minMultiplicity',
        maxMultiplicity: 'maxMultiplicity',
        privateCreator: 'privateCreator',
      },
      returns: 'error',
      doc: 'Adds a private tag to the dictionary.',
    },
    OrthancPluginLookupDictionary: {
      service: 'LookupDictionary',
      since: null,
      arguments: { target: 'target', name: 'name' },
      returns: 'error',
      doc: 'Finds a tag by its name.',
    },
    OrthancPluginGetTagName: {
      service: 'GetTagName',
      since: '1.5.7',
      arguments: { group: 'group', element: 'element', privateCreator: 'privateCreator' },
      returns: 'result',
      doc: 'The name of a tag.',
    },
  },
} as const satisfies Group
