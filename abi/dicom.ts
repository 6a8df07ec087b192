import type { Group } from './rows.ts'

const encodeDicomWeb = {
  struct: '_OrthancPluginEncodeDicomWeb',
  fields: [
    { name: 'target', kind: 'result', type: 'char**' },
    { name: 'dicom', kind: 'bytes', sizedBy: 'dicomSize' },
    { name: 'dicomSize', kind: 'u32' },
    { name: 'callback', kind: 'callback', type: 'OrthancPluginDicomWebBinaryCallback' },
  ],
  result: { kind: 'string', field: 'target' },
} as const

const encodeDicomWeb2 = {
  struct: '_OrthancPluginEncodeDicomWeb2',
  fields: [
    { name: 'target', kind: 'result', type: 'char**' },
    { name: 'dicom', kind: 'bytes', sizedBy: 'dicomSize' },
    { name: 'dicomSize', kind: 'u32' },
    { name: 'callback', kind: 'callback', type: 'OrthancPluginDicomWebBinaryCallback2' },
    { name: 'payload', kind: 'pointer', type: 'void*' },
  ],
  result: { kind: 'string', field: 'target' },
} as const

/** Services that turn DICOM files into other formats and back. */
export const dicom = {
  services: {
    DicomBufferToJson: {
      number: 21,
      struct: '_OrthancPluginDicomToJson',
      fields: [
        { name: 'result', kind: 'result', type: 'char**' },
        { name: 'instanceId', kind: 'optionalString' },
        { name: 'buffer', kind: 'bytes', sizedBy: 'size' },
        { name: 'size', kind: 'u32' },
        { name: 'format', kind: 'i32', type: 'OrthancPluginDicomToJsonFormat' },
        { name: 'flags', kind: 'i32', type: 'OrthancPluginDicomToJsonFlags' },
        { name: 'maxStringLength', kind: 'u32' },
      ],
      result: { kind: 'string', field: 'result' },
      support: 'none',
    },
    DicomInstanceToJson: {
      number: 22,
      struct: '_OrthancPluginDicomToJson',
      fields: [
        { name: 'result', kind: 'result', type: 'char**' },
        { name: 'instanceId', kind: 'string' },
        { name: 'buffer', kind: 'bytes', sizedBy: 'size' },
        { name: 'size', kind: 'u32' },
        { name: 'format', kind: 'i32', type: 'OrthancPluginDicomToJsonFormat' },
        { name: 'flags', kind: 'i32', type: 'OrthancPluginDicomToJsonFlags' },
        { name: 'maxStringLength', kind: 'u32' },
      ],
      result: { kind: 'string', field: 'result' },
      support: 'none',
    },
    CreateDicom: {
      number: 23,
      struct: '_OrthancPluginCreateDicom',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'json', kind: 'string' },
        { name: 'pixelData', kind: 'pointer', type: 'const OrthancPluginImage*' },
        { name: 'flags', kind: 'i32', type: 'OrthancPluginCreateDicomFlags' },
      ],
      support: 'none',
    },
    EncodeDicomWebJson: { number: 32, ...encodeDicomWeb, support: 'none' },
    EncodeDicomWebXml: { number: 33, ...encodeDicomWeb, support: 'none' },
    EncodeDicomWebJson2: { number: 36, ...encodeDicomWeb2, support: 'none' },
    EncodeDicomWebXml2: { number: 37, ...encodeDicomWeb2, support: 'none' },
    // In C the first four are the struct of CreateDicom inside this one, which lays them out the same.
    CreateDicom2: {
      number: 41,
      struct: '_OrthancPluginCreateDicom2',
      fields: [
        {
          name: 'target',
          kind: 'result',
          type: 'OrthancPluginMemoryBuffer*',
          member: 'createDicom.target',
        },
        { name: 'json', kind: 'string', member: 'createDicom.json' },
        {
          name: 'pixelData',
          kind: 'pointer',
          type: 'const OrthancPluginImage*',
          member: 'createDicom.pixelData',
        },
        {
          name: 'flags',
          kind: 'i32',
          type: 'OrthancPluginCreateDicomFlags',
          member: 'createDicom.flags',
        },
        { name: 'privateCreator', kind: 'string' },
      ],
      support: 'none',
    },
    RegisterTranscoderCallback: {
      number: 1015,
      struct: '_OrthancPluginTranscoderCallback',
      fields: [{ name: 'callback', kind: 'callback', type: 'OrthancPluginTranscoderCallback' }],
      support: 'none',
    },
  },
  functions: {
    OrthancPluginDicomBufferToJson: {
      service: 'DicomBufferToJson',
      since: null,
      arguments: {
        buffer: 'buffer',
        size: 'size',
        format: 'format',
        flags: 'flags',
        maxStringLength: 'maxStringLength',
      },
      returns: 'result',
      doc: 'The tags of a DICOM file as JSON.',
    },
    OrthancPluginDicomInstanceToJson: {
      service: 'DicomInstanceToJson',
      since: null,
      arguments: {
        instanceId: 'instanceId',
        format: 'format',
        flags: 'flags',
        maxStringLength: 'maxStringLength',
      },
      returns: 'result',
      doc: 'The tags of a stored instance as JSON.',
    },
    OrthancPluginCreateDicom: {
      service: 'CreateDicom',
      since: null,
      arguments: { target: 'target', json: 'json', pixelData: 'pixelData', flags: 'flags' },
      returns: 'error',
      doc: 'Creates a DICOM file from tags in JSON and an optional image.',
    },
    OrthancPluginCreateDicom2: {
      service: 'CreateDicom2',
      since: '1.9.0',
      arguments: {
        target: 'target',
        json: 'json',
        pixelData: 'pixelData',
        flags: 'flags',
        privateCreator: 'privateCreator',
      },
      returns: 'error',
      doc: 'Creates a DICOM file from tags in JSON, with a private creator and an optional image.',
    },
    OrthancPluginEncodeDicomWebJson: {
      service: 'EncodeDicomWebJson',
      since: null,
      arguments: { dicom: 'dicom', dicomSize: 'dicomSize', callback: 'callback' },
      returns: 'result',
      doc: 'A DICOM file as DICOMweb JSON.',
    },
    OrthancPluginEncodeDicomWebXml: {
      service: 'EncodeDicomWebXml',
      since: null,
      arguments: { dicom: 'dicom', dicomSize: 'dicomSize', callback: 'callback' },
      returns: 'result',
      doc: 'A DICOM file as DICOMweb XML.',
    },
    OrthancPluginEncodeDicomWebJson2: {
      service: 'EncodeDicomWebJson2',
      since: '1.7.0',
      arguments: {
        dicom: 'dicom',
        dicomSize: 'dicomSize',
        callback: 'callback',
        payload: 'payload',
      },
      returns: 'result',
      doc: 'A DICOM file as DICOMweb JSON, with a value that the callback is given.',
    },
    OrthancPluginEncodeDicomWebXml2: {
      service: 'EncodeDicomWebXml2',
      since: '1.7.0',
      arguments: {
        dicom: 'dicom',
        dicomSize: 'dicomSize',
        callback: 'callback',
        payload: 'payload',
      },
      returns: 'result',
      doc: 'A DICOM file as DICOMweb XML, with a value that the callback is given.',
    },
    OrthancPluginRegisterTranscoderCallback: {
      service: 'RegisterTranscoderCallback',
      since: '1.7.0',
      arguments: { callback: 'callback' },
      returns: 'error',
      doc: 'Registers a callback that converts DICOM files to other transfer syntaxes.',
    },
  },
} as const satisfies Group
