import type { Group } from './rows.ts'

const result = { name: 'result', kind: 'result', type: 'char**' } as const
const text = { kind: 'string', field: 'result' } as const

/** Services that give a text and take nothing. */
const dynamicString = {
  struct: '_OrthancPluginRetrieveDynamicString',
  fields: [result, { name: 'argument', kind: 'optionalString' }],
  result: text,
} as const

/** Services that give the hexadecimal hash of some bytes. */
const hash = {
  struct: '_OrthancPluginComputeHash',
  fields: [
    result,
    { name: 'buffer', kind: 'bytes', sizedBy: 'size' },
    { name: 'size', kind: 'u32' },
  ],
  result: text,
} as const

const nothing = { since: null, arguments: {}, returns: 'result' } as const
const bytes = {
  since: null,
  arguments: { buffer: 'buffer', size: 'size' },
  returns: 'result',
} as const

/** Services that give a text: about the host, about an error, a hash, an identifier. */
export const texts = {
  services: {
    GetOrthancPath: { number: 4, ...dynamicString },
    GetOrthancDirectory: { number: 5, ...dynamicString },
    GetConfigurationPath: { number: 6, ...dynamicString },
    GetConfiguration: { number: 13, ...dynamicString },
    GetErrorDescription: {
      number: 17,
      struct: '_OrthancPluginGetErrorDescription',
      fields: [
        { name: 'target', kind: 'result', type: 'const char**' },
        { name: 'error', kind: 'i32', type: 'OrthancPluginErrorCode' },
      ],
      result: { kind: 'constString', field: 'target' },
    },
    ComputeMd5: { number: 24, ...hash },
    ComputeSha1: { number: 25, ...hash },
    GenerateUuid: { number: 28, ...dynamicString },
  },
  functions: {
    OrthancPluginGetOrthancPath: {
      service: 'GetOrthancPath',
      ...nothing,
      doc: 'The path of the server: always `orthanc-wasm`, the sandbox shows no file of the machine.',
    },
    OrthancPluginGetOrthancDirectory: {
      service: 'GetOrthancDirectory',
      ...nothing,
      doc: 'The folder of the server: always `.`, the sandbox shows no folder of the machine.',
    },
    OrthancPluginGetConfigurationPath: {
      service: 'GetConfigurationPath',
      ...nothing,
      doc: 'The path of the configuration: always empty, the sandbox shows no file of the machine.',
    },
    OrthancPluginGetConfiguration: {
      service: 'GetConfiguration',
      ...nothing,
      doc: 'The configuration as JSON, without the registered users and the host’s own section.',
    },
    OrthancPluginGetErrorDescription: {
      service: 'GetErrorDescription',
      since: null,
      arguments: { error: 'error' },
      returns: 'result',
      doc: 'The text of an error code; it stays the host’s and must not be freed.',
    },
    OrthancPluginComputeMd5: {
      service: 'ComputeMd5',
      ...bytes,
      doc: 'The MD5 of some bytes, in hexadecimal.',
    },
    OrthancPluginComputeSha1: {
      service: 'ComputeSha1',
      ...bytes,
      doc: 'The SHA-1 of some bytes, in Orthanc’s form: five groups of eight hexadecimal digits.',
    },
    OrthancPluginGenerateUuid: {
      service: 'GenerateUuid',
      ...nothing,
      doc: 'A random UUID (version 4).',
    },
  },
} as const satisfies Group
