import type { Group } from './rows.ts'

const globalProperty = {
  struct: '_OrthancPluginGlobalProperty',
  fields: [
    { name: 'result', kind: 'result', type: 'char**' },
    { name: 'property', kind: 'i32' },
    { name: 'value', kind: 'string' },
  ],
} as const

/** Services about the server process and what it keeps for its plugins. */
export const server = {
  services: {
    GetGlobalProperty: {
      number: 8,
      ...globalProperty,
      result: { kind: 'string', field: 'result' },
      support: 'none',
    },
    SetGlobalProperty: { number: 9, ...globalProperty, support: 'none' },
    GetCommandLineArgumentsCount: {
      number: 10,
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
    GetCommandLineArgument: {
      number: 11,
      struct: '_OrthancPluginGlobalProperty',
      fields: [
        { name: 'result', kind: 'result', type: 'char**' },
        { name: 'property', kind: 'i32' },
        { name: 'value', kind: 'optionalString' },
      ],
      result: { kind: 'string', field: 'result' },
      support: 'none',
    },
    ReadFile: {
      number: 15,
      struct: '_OrthancPluginReadFile',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'path', kind: 'string' },
      ],
      support: 'none',
    },
    WriteFile: {
      number: 16,
      struct: '_OrthancPluginWriteFile',
      fields: [
        { name: 'path', kind: 'string' },
        { name: 'data', kind: 'bytes', sizedBy: 'size' },
        { name: 'size', kind: 'u32' },
      ],
      support: 'none',
    },
    RegisterErrorCode: {
      number: 19,
      struct: '_OrthancPluginRegisterErrorCode',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginErrorCode*' },
        { name: 'code', kind: 'i32' },
        { name: 'httpStatus', kind: 'u16' },
        { name: 'message', kind: 'string' },
      ],
      result: { kind: 'i32', field: 'target', type: 'OrthancPluginErrorCode' },
      support: 'none',
    },
    AutodetectMimeType: {
      number: 30,
      struct: '_OrthancPluginRetrieveStaticString',
      fields: [
        { name: 'result', kind: 'result', type: 'const char**' },
        { name: 'argument', kind: 'string' },
      ],
      result: { kind: 'constString', field: 'result' },
      support: 'none',
    },
    SetCurrentThreadName: {
      number: 44,
      struct: null,
      fields: [{ name: 'threadName', kind: 'string' }],
      support: 'none',
    },
  },
  functions: {
    OrthancPluginGetGlobalProperty: {
      service: 'GetGlobalProperty',
      since: null,
      arguments: { property: 'property', defaultValue: 'value' },
      returns: 'result',
      doc: 'A property that the server keeps in its database, or the default value.',
    },
    OrthancPluginSetGlobalProperty: {
      service: 'SetGlobalProperty',
      since: null,
      arguments: { property: 'property', value: 'value' },
      returns: 'error',
      doc: 'Keeps a property in the database; plugins may use 1024 and above.',
    },
    OrthancPluginGetCommandLineArgumentsCount: {
      service: 'GetCommandLineArgumentsCount',
      since: null,
      arguments: {},
      returns: 'result',
      doc: 'How many arguments the command line of the server had.',
    },
    OrthancPluginGetCommandLineArgument: {
      service: 'GetCommandLineArgument',
      since: null,
      arguments: { argument: 'property' },
      types: { argument: 'uint32_t' },
      returns: 'result',
      doc: 'An argument of the command line of the server.',
    },
    OrthancPluginRegisterErrorCode: {
      service: 'RegisterErrorCode',
      since: null,
      arguments: { code: 'code', httpStatus: 'httpStatus', message: 'message' },
      returns: 'result',
      failure: 1,
      doc: 'Adds an error code of the plugin with its status and text; returns the number of that code.',
    },
    OrthancPluginSetCurrentThreadName: {
      service: 'SetCurrentThreadName',
      since: '1.12.2',
      arguments: { threadName: 'threadName' },
      returns: 'error',
      doc: 'Names the thread in the log.',
    },
    OrthancPluginReadFile: {
      service: 'ReadFile',
      since: null,
      arguments: { target: 'target', path: 'path' },
      returns: 'error',
      doc: 'Reads a file of the server’s machine.',
    },
    OrthancPluginWriteFile: {
      service: 'WriteFile',
      since: null,
      arguments: { path: 'path', data: 'data', size: 'size' },
      returns: 'error',
      doc: 'Writes a file on the server’s machine.',
    },
    OrthancPluginAutodetectMimeType: {
      service: 'AutodetectMimeType',
      since: null,
      arguments: { path: 'argument' },
      returns: 'result',
      doc: 'The MIME type of a file by the ending of its name; it must not be freed.',
    },
  },
} as const satisfies Group
