import type { Group } from './rows.ts'

const getting = {
  struct: '_OrthancPluginRestApiGet',
  fields: [
    { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
    { name: 'uri', kind: 'string' },
  ],
  outParameters: 'bytes',
} as const

const sendingFields = {
  struct: '_OrthancPluginRestApiPostPut',
  fields: [
    { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
    { name: 'uri', kind: 'string' },
    { name: 'body', kind: 'bytes', sizedBy: 'bodySize' },
    { name: 'bodySize', kind: 'u32' },
  ],
  outParameters: 'bytes',
} as const

const uriOnly = { struct: null, fields: [{ name: 'uri', kind: 'string' }] } as const

const lookup = {
  struct: '_OrthancPluginRetrieveDynamicString',
  fields: [
    { name: 'result', kind: 'result', type: 'char**' },
    { name: 'argument', kind: 'string' },
  ],
  result: { kind: 'string', field: 'result' },
} as const

const sending = {
  since: null,
  arguments: { target: 'target', uri: 'uri', body: 'body', bodySize: 'bodySize' },
  returns: 'error',
} as const

/** Services 3000 to 3016: the server’s own REST API (group Orthanc of the SDK). */
export const restApi = {
  services: {
    GenerateRestApiAuthorizationToken: {
      number: 39,
      struct: '_OrthancPluginRetrieveDynamicString',
      fields: [
        { name: 'result', kind: 'result', type: 'char**' },
        { name: 'argument', kind: 'optionalString' },
      ],
      result: { kind: 'string', field: 'result' },
      support: 'none',
    },
    GetDicomForInstance: {
      number: 3000,
      struct: '_OrthancPluginGetDicomForInstance',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'instanceId', kind: 'string' },
      ],
      outParameters: 'bytes',
    },
    RestApiGet: { number: 3001, ...getting },
    RestApiPost: { number: 3002, ...sendingFields },
    RestApiDelete: { number: 3003, ...uriOnly },
    RestApiPut: { number: 3004, ...sendingFields },
    LookupPatient: { number: 3005, ...lookup },
    LookupStudy: { number: 3006, ...lookup },
    LookupSeries: { number: 3007, ...lookup },
    LookupInstance: { number: 3008, ...lookup },
    LookupStudyWithAccessionNumber: { number: 3009, ...lookup },
    RestApiGetAfterPlugins: { number: 3010, ...getting },
    RestApiPostAfterPlugins: { number: 3011, ...sendingFields },
    RestApiDeleteAfterPlugins: { number: 3012, ...uriOnly },
    RestApiPutAfterPlugins: { number: 3013, ...sendingFields },
    RestApiGet2: {
      number: 3015,
      struct: '_OrthancPluginRestApiGet2',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'uri', kind: 'string' },
        { name: 'headersCount', kind: 'u32' },
        { name: 'headersKeys', kind: 'strings', sizedBy: 'headersCount' },
        { name: 'headersValues', kind: 'strings', sizedBy: 'headersCount' },
        { name: 'afterPlugins', kind: 'i32' },
      ],
      outParameters: 'bytes',
    },
    CallRestApi: {
      number: 3016,
      struct: '_OrthancPluginCallRestApi',
      fields: [
        { name: 'answerBody', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'answerHeaders', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'httpStatus', kind: 'result', type: 'uint16_t*' },
        { name: 'method', kind: 'i32', type: 'OrthancPluginHttpMethod' },
        { name: 'uri', kind: 'string' },
        { name: 'headersCount', kind: 'u32' },
        { name: 'headersKeys', kind: 'strings', sizedBy: 'headersCount' },
        { name: 'headersValues', kind: 'strings', sizedBy: 'headersCount' },
        { name: 'body', kind: 'bytes', sizedBy: 'bodySize' },
        { name: 'bodySize', kind: 'u32' },
        { name: 'afterPlugins', kind: 'u8' },
      ],
      outParameters: 'answer',
    },
  },
  functions: {
    OrthancPluginGetDicomForInstance: {
      service: 'GetDicomForInstance',
      since: null,
      arguments: { target: 'target', instanceId: 'instanceId' },
      returns: 'error',
      doc: 'Reads the DICOM file of an instance by its identifier.',
    },
    OrthancPluginRestApiGet: {
      service: 'RestApiGet',
      since: null,
      arguments: { target: 'target', uri: 'uri' },
      returns: 'error',
      doc: 'Sends a GET to the built-in REST API.',
    },
    OrthancPluginRestApiPost: {
      service: 'RestApiPost',
      ...sending,
      doc: 'Sends a POST to the built-in REST API.',
    },
    OrthancPluginRestApiDelete: {
      service: 'RestApiDelete',
      since: null,
      arguments: { uri: 'uri' },
      returns: 'error',
      doc: 'Sends a DELETE to the built-in REST API.',
    },
    OrthancPluginRestApiPut: {
      service: 'RestApiPut',
      ...sending,
      doc: 'Sends a PUT to the built-in REST API.',
    },
    OrthancPluginLookupPatient: {
      service: 'LookupPatient',
      since: null,
      arguments: { patientID: 'argument' },
      returns: 'result',
      doc: 'The identifier of the patient with this Patient ID (0010,0020); NULL if it is unknown.',
    },
    OrthancPluginLookupStudy: {
      service: 'LookupStudy',
      since: null,
      arguments: { studyUID: 'argument' },
      returns: 'result',
      doc: 'The identifier of the study with this Study Instance UID (0020,000d); NULL if it is unknown.',
    },
    OrthancPluginLookupStudyWithAccessionNumber: {
      service: 'LookupStudyWithAccessionNumber',
      since: null,
      arguments: { accessionNumber: 'argument' },
      returns: 'result',
      doc: 'The identifier of the study with this Accession Number (0008,0050); NULL if it is unknown.',
    },
    OrthancPluginLookupSeries: {
      service: 'LookupSeries',
      since: null,
      arguments: { seriesUID: 'argument' },
      returns: 'result',
      doc: 'The identifier of the series with this Series Instance UID (0020,000e); NULL if it is unknown.',
    },
    OrthancPluginLookupInstance: {
      service: 'LookupInstance',
      since: null,
      arguments: { sopInstanceUID: 'argument' },
      returns: 'result',
      doc: 'The identifier of the instance with this SOP Instance UID (0008,0018); NULL if it is unknown.',
    },
    OrthancPluginRestApiGetAfterPlugins: {
      service: 'RestApiGetAfterPlugins',
      since: null,
      arguments: { target: 'target', uri: 'uri' },
      returns: 'error',
      doc: 'Sends a GET to the REST API with the routes of the plugins.',
    },
    OrthancPluginRestApiPostAfterPlugins: {
      service: 'RestApiPostAfterPlugins',
      ...sending,
      doc: 'Sends a POST to the REST API with the routes of the plugins.',
    },
    OrthancPluginRestApiDeleteAfterPlugins: {
      service: 'RestApiDeleteAfterPlugins',
      since: null,
      arguments: { uri: 'uri' },
      returns: 'error',
      doc: 'Sends a DELETE to the REST API with the routes of the plugins.',
    },
    OrthancPluginRestApiPutAfterPlugins: {
      service: 'RestApiPutAfterPlugins',
      ...sending,
      doc: 'Sends a PUT to the REST API with the routes of the plugins.',
    },
    OrthancPluginRestApiGet2: {
      service: 'RestApiGet2',
      since: null,
      arguments: {
        target: 'target',
        uri: 'uri',
        headersCount: 'headersCount',
        headersKeys: 'headersKeys',
        headersValues: 'headersValues',
        afterPlugins: 'afterPlugins',
      },
      returns: 'error',
      doc: 'Sends a GET with headers to the REST API, with or without the routes of the plugins.',
    },
    OrthancPluginCallRestApi: {
      service: 'CallRestApi',
      since: '1.9.2',
      arguments: {
        answerBody: 'answerBody',
        answerHeaders: 'answerHeaders',
        httpStatus: 'httpStatus',
        method: 'method',
        uri: 'uri',
        headersCount: 'headersCount',
        headersKeys: 'headersKeys',
        headersValues: 'headersValues',
        body: 'body',
        bodySize: 'bodySize',
        afterPlugins: 'afterPlugins',
      },
      returns: 'error',
      doc: 'Sends any request to the REST API; returns the body, the headers and the status of the answer.',
    },
    OrthancPluginGenerateRestApiAuthorizationToken: {
      service: 'GenerateRestApiAuthorizationToken',
      since: '1.8.1',
      arguments: {},
      returns: 'result',
      doc: 'A value for the header `Authorization` that opens the REST API to another program.',
    },
  },
} as const satisfies Group
