import type { Group } from './rows.ts'

const accessDicomInstance = {
  struct: '_OrthancPluginAccessDicomInstance',
  fields: [
    { name: 'resultStringToFree', kind: 'result', type: 'char**' },
    { name: 'resultString', kind: 'result', type: 'const char**' },
    { name: 'resultInt64', kind: 'result', type: 'int64_t*' },
    { name: 'key', kind: 'optionalString' },
    { name: 'instance', kind: 'pointer', type: 'const OrthancPluginDicomInstance*' },
    { name: 'resultOrigin', kind: 'result', type: 'OrthancPluginInstanceOrigin*' },
  ],
} as const

const accessMetadata = {
  struct: '_OrthancPluginAccessDicomInstance',
  fields: [
    { name: 'resultStringToFree', kind: 'result', type: 'char**' },
    { name: 'resultString', kind: 'result', type: 'const char**' },
    { name: 'resultInt64', kind: 'result', type: 'int64_t*' },
    { name: 'key', kind: 'string' },
    { name: 'instance', kind: 'pointer', type: 'const OrthancPluginDicomInstance*' },
    { name: 'resultOrigin', kind: 'result', type: 'OrthancPluginInstanceOrigin*' },
  ],
} as const

const ofInstance = { since: null, arguments: { instance: 'instance' }, returns: 'result' } as const

/** Services 4000 to 4009: what is known of a DICOM instance in memory. */
export const instances = {
  services: {
    GetInstanceRemoteAet: {
      number: 4000,
      ...accessDicomInstance,
      result: { kind: 'constString', field: 'resultString' },
      support: 'none',
    },
    GetInstanceSize: {
      number: 4001,
      ...accessDicomInstance,
      result: { kind: 'i64', field: 'resultInt64' },
      support: 'none',
    },
    GetInstanceData: {
      number: 4002,
      ...accessDicomInstance,
      result: { kind: 'pointer', field: 'resultString', type: 'const void*' },
      support: 'none',
    },
    GetInstanceJson: {
      number: 4003,
      ...accessDicomInstance,
      result: { kind: 'string', field: 'resultStringToFree' },
      support: 'none',
    },
    GetInstanceSimplifiedJson: {
      number: 4004,
      ...accessDicomInstance,
      result: { kind: 'string', field: 'resultStringToFree' },
      support: 'none',
    },
    HasInstanceMetadata: {
      number: 4005,
      ...accessMetadata,
      result: { kind: 'i64', field: 'resultInt64' },
      support: 'none',
    },
    GetInstanceMetadata: {
      number: 4006,
      ...accessMetadata,
      result: { kind: 'constString', field: 'resultString' },
      support: 'none',
    },
    GetInstanceOrigin: {
      number: 4007,
      ...accessDicomInstance,
      result: { kind: 'i32', field: 'resultOrigin', type: 'OrthancPluginInstanceOrigin' },
      support: 'none',
    },
    GetInstanceTransferSyntaxUid: {
      number: 4008,
      ...accessDicomInstance,
      result: { kind: 'string', field: 'resultStringToFree' },
      support: 'none',
    },
    HasInstancePixelData: {
      number: 4009,
      ...accessDicomInstance,
      result: { kind: 'i64', field: 'resultInt64' },
      support: 'none',
    },
  },
  functions: {
    OrthancPluginGetInstanceRemoteAet: {
      service: 'GetInstanceRemoteAet',
      ...ofInstance,
      doc: 'The application entity that sent an instance; it belongs to the instance.',
    },
    OrthancPluginGetInstanceSize: {
      service: 'GetInstanceSize',
      ...ofInstance,
      failure: -1,
      doc: 'The size of an instance in bytes.',
    },
    OrthancPluginGetInstanceData: {
      service: 'GetInstanceData',
      ...ofInstance,
      doc: 'The address of the DICOM file of an instance; it belongs to the instance.',
    },
    OrthancPluginGetInstanceJson: {
      service: 'GetInstanceJson',
      ...ofInstance,
      doc: 'The tags of an instance as JSON.',
    },
    OrthancPluginGetInstanceSimplifiedJson: {
      service: 'GetInstanceSimplifiedJson',
      ...ofInstance,
      doc: 'The tags of an instance as JSON with names instead of numbers.',
    },
    OrthancPluginHasInstanceMetadata: {
      service: 'HasInstanceMetadata',
      since: null,
      arguments: { instance: 'instance', metadata: 'key' },
      returns: 'truth',
      failure: -1,
      doc: 'Whether an instance has some metadata.',
    },
    OrthancPluginGetInstanceMetadata: {
      service: 'GetInstanceMetadata',
      since: null,
      arguments: { instance: 'instance', metadata: 'key' },
      returns: 'result',
      doc: 'A metadata of an instance; it belongs to the instance.',
    },
    OrthancPluginGetInstanceOrigin: {
      service: 'GetInstanceOrigin',
      ...ofInstance,
      failure: 1,
      doc: 'The way by which an instance arrived.',
    },
    OrthancPluginGetInstanceTransferSyntaxUid: {
      service: 'GetInstanceTransferSyntaxUid',
      ...ofInstance,
      doc: 'The transfer syntax of an instance; empty if it is not known.',
    },
    OrthancPluginHasInstancePixelData: {
      service: 'HasInstancePixelData',
      since: null,
      arguments: { instance: 'instance' },
      returns: 'truth',
      failure: -1,
      doc: 'Whether an instance has pixel data.',
    },
  },
} as const satisfies Group
