import type { Group } from './rows.ts'

const worklistAnswersOperation = {
  struct: '_OrthancPluginWorklistAnswersOperation',
  fields: [
    { name: 'answers', kind: 'pointer', type: 'OrthancPluginWorklistAnswers*' },
    { name: 'query', kind: 'pointer', type: 'const OrthancPluginWorklistQuery*' },
    { name: 'dicom', kind: 'bytes', sizedBy: 'size' },
    { name: 'size', kind: 'u32' },
  ],
} as const

const worklistQueryOperation = {
  struct: '_OrthancPluginWorklistQueryOperation',
  fields: [
    { name: 'query', kind: 'pointer', type: 'const OrthancPluginWorklistQuery*' },
    { name: 'dicom', kind: 'bytes', sizedBy: 'size' },
    { name: 'size', kind: 'u32' },
    { name: 'isMatch', kind: 'result', type: 'int32_t*' },
    { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
  ],
} as const

/** Services 7000 to 7003: answers to modality worklist queries. */
export const worklists = {
  services: {
    RegisterWorklistCallback: {
      number: 1005,
      struct: '_OrthancPluginWorklistCallback',
      fields: [{ name: 'callback', kind: 'callback', type: 'OrthancPluginWorklistCallback' }],
      support: 'none',
    },
    WorklistAddAnswer: { number: 7000, ...worklistAnswersOperation, support: 'none' },
    WorklistMarkIncomplete: { number: 7001, ...worklistAnswersOperation, support: 'none' },
    WorklistIsMatch: {
      number: 7002,
      ...worklistQueryOperation,
      result: { kind: 'i32', field: 'isMatch' },
      support: 'none',
    },
    WorklistGetDicomQuery: { number: 7003, ...worklistQueryOperation, support: 'none' },
  },
  functions: {
    OrthancPluginRegisterWorklistCallback: {
      service: 'RegisterWorklistCallback',
      since: null,
      arguments: { callback: 'callback' },
      returns: 'error',
      doc: 'Registers a callback that answers modality worklist queries.',
    },
    OrthancPluginWorklistAddAnswer: {
      service: 'WorklistAddAnswer',
      since: null,
      arguments: { answers: 'answers', query: 'query', dicom: 'dicom', size: 'size' },
      returns: 'error',
      doc: 'Adds a worklist to the answers.',
    },
    OrthancPluginWorklistMarkIncomplete: {
      service: 'WorklistMarkIncomplete',
      since: null,
      arguments: { answers: 'answers' },
      literals: { size: 0 },
      returns: 'error',
      doc: 'Says that there are more answers than were given.',
    },
    OrthancPluginWorklistIsMatch: {
      service: 'WorklistIsMatch',
      since: null,
      arguments: { query: 'query', dicom: 'dicom', size: 'size' },
      returns: 'result',
      doc: 'Whether a worklist matches a query.',
    },
    OrthancPluginWorklistGetDicomQuery: {
      service: 'WorklistGetDicomQuery',
      since: null,
      arguments: { target: 'target', query: 'query' },
      literals: { size: 0 },
      returns: 'error',
      doc: 'The query as a DICOM file.',
    },
  },
} as const satisfies Group
