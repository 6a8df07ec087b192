import type { Callback } from './rows.ts'

const instance = {
  name: 'instance',
  kind: 'pointer',
  type: 'const OrthancPluginDicomInstance*',
} as const
const resourceType = {
  name: 'resourceType',
  kind: 'i32',
  type: 'OrthancPluginResourceType',
} as const
const node = { name: 'node', kind: 'pointer', type: 'OrthancPluginDicomWebNode*' } as const
const setter = {
  name: 'setter',
  kind: 'callback',
  type: 'OrthancPluginDicomWebSetBinaryNode',
} as const
const levelDepth = { name: 'levelDepth', kind: 'u32', type: 'uint32_t' } as const
const levelTagGroup = { name: 'levelTagGroup', kind: 'pointer', type: 'const uint16_t*' } as const
const levelTagElement = {
  name: 'levelTagElement',
  kind: 'pointer',
  type: 'const uint16_t*',
} as const
const levelIndex = { name: 'levelIndex', kind: 'pointer', type: 'const uint32_t*' } as const
const tagGroup = { name: 'tagGroup', kind: 'u16', type: 'uint16_t' } as const
const tagElement = { name: 'tagElement', kind: 'u16', type: 'uint16_t' } as const
const vr = { name: 'vr', kind: 'i32', type: 'OrthancPluginValueRepresentation' } as const
const issuerAet = { name: 'issuerAet', kind: 'string', type: 'const char*' } as const
const calledAet = { name: 'calledAet', kind: 'string', type: 'const char*' } as const
const moveDriver = { name: 'moveDriver', kind: 'pointer', type: 'void*' } as const
const handler = { name: 'handler', kind: 'pointer', type: 'void*' } as const

/** Functions of a plugin that the host calls about DICOM: instances, images and DICOM’s own network services. */
export const dicomCallbacks = {
  OrthancPluginOnStoredInstanceCallback: {
    arguments: [instance, { name: 'instanceId', kind: 'string', type: 'const char*' }],
    returns: 'error',
    doc: 'Called when an instance has been stored.',
  },
  OrthancPluginOnChangeCallback: {
    arguments: [
      { name: 'changeType', kind: 'i32', type: 'OrthancPluginChangeType' },
      resourceType,
      { name: 'resourceId', kind: 'string', type: 'const char*' },
    ],
    returns: 'error',
    doc: 'Called when a resource has changed, or when the server starts or stops.',
  },
  OrthancPluginIncomingDicomInstanceFilter: {
    arguments: [instance],
    returns: 'int32_t',
    doc: 'Stores an instance (1), refuses it (0) or reports an error (-1).',
  },
  OrthancPluginIncomingCStoreInstanceFilter: {
    arguments: [{ name: 'dimseStatus', kind: 'result', type: 'uint16_t*' }, instance],
    returns: 'int32_t',
    doc: 'Stores an instance that came by C-STORE (1), refuses it with a DIMSE status (0) or reports an error (-1).',
  },
  OrthancPluginReceivedInstanceCallback: {
    arguments: [
      { name: 'modifiedDicomBuffer', kind: 'result', type: 'OrthancPluginMemoryBuffer64*' },
      {
        name: 'receivedDicomBuffer',
        kind: 'bytes',
        type: 'const void*',
        sizedBy: 'receivedDicomBufferSize',
      },
      { name: 'receivedDicomBufferSize', kind: 'u64', type: 'uint64_t' },
      { name: 'origin', kind: 'i32', type: 'OrthancPluginInstanceOrigin' },
    ],
    returns: 'OrthancPluginReceivedInstanceAction',
    doc: 'Keeps a received instance, replaces it, or discards it.',
  },
  OrthancPluginDecodeImageCallback: {
    arguments: [
      { name: 'target', kind: 'result', type: 'OrthancPluginImage**' },
      { name: 'dicom', kind: 'bytes', type: 'const void*', sizedBy: 'size' },
      { name: 'size', kind: 'u32', type: 'const uint32_t' },
      { name: 'frameIndex', kind: 'u32', type: 'uint32_t' },
    ],
    returns: 'error',
    doc: 'Decodes one frame of a DICOM file.',
  },
  OrthancPluginTranscoderCallback: {
    arguments: [
      { name: 'transcoded', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
      { name: 'buffer', kind: 'bytes', type: 'const void*', sizedBy: 'size' },
      { name: 'size', kind: 'u64', type: 'uint64_t' },
      {
        name: 'allowedSyntaxes',
        kind: 'strings',
        type: 'const char* const*',
        sizedBy: 'countSyntaxes',
      },
      { name: 'countSyntaxes', kind: 'u32', type: 'uint32_t' },
      { name: 'allowNewSopInstanceUid', kind: 'u8', type: 'uint8_t' },
    ],
    returns: 'error',
    doc: 'Brings a DICOM file into one of the transfer syntaxes that are allowed.',
  },
  OrthancPluginDicomWebSetBinaryNode: {
    arguments: [
      node,
      { name: 'mode', kind: 'i32', type: 'OrthancPluginDicomWebBinaryMode' },
      { name: 'bulkDataUri', kind: 'optionalString', type: 'const char*' },
    ],
    returns: 'void',
    doc: 'Of the host: says how a binary value is written.',
  },
  OrthancPluginDicomWebBinaryCallback: {
    arguments: [
      node,
      setter,
      levelDepth,
      levelTagGroup,
      levelTagElement,
      levelIndex,
      tagGroup,
      tagElement,
      vr,
    ],
    returns: 'void',
    doc: 'Decides about one binary value by calling `setter`.',
  },
  OrthancPluginDicomWebBinaryCallback2: {
    arguments: [
      node,
      setter,
      levelDepth,
      levelTagGroup,
      levelTagElement,
      levelIndex,
      tagGroup,
      tagElement,
      vr,
      { name: 'payload', kind: 'pointer', type: 'void*' },
    ],
    returns: 'void',
    doc: 'Decides about one binary value by calling `setter`; `payload` is the plugin’s own.',
  },
  OrthancPluginWorklistCallback: {
    arguments: [
      { name: 'answers', kind: 'pointer', type: 'OrthancPluginWorklistAnswers*' },
      { name: 'query', kind: 'pointer', type: 'const OrthancPluginWorklistQuery*' },
      issuerAet,
      calledAet,
    ],
    returns: 'error',
    doc: 'Answers one worklist query.',
  },
  OrthancPluginFindCallback: {
    arguments: [
      { name: 'answers', kind: 'pointer', type: 'OrthancPluginFindAnswers*' },
      { name: 'query', kind: 'pointer', type: 'const OrthancPluginFindQuery*' },
      issuerAet,
      calledAet,
    ],
    returns: 'error',
    doc: 'Answers one C-FIND query.',
  },
  OrthancPluginMoveCallback: {
    arguments: [
      resourceType,
      { name: 'patientId', kind: 'optionalString', type: 'const char*' },
      { name: 'accessionNumber', kind: 'optionalString', type: 'const char*' },
      { name: 'studyInstanceUid', kind: 'optionalString', type: 'const char*' },
      { name: 'seriesInstanceUid', kind: 'optionalString', type: 'const char*' },
      { name: 'sopInstanceUid', kind: 'optionalString', type: 'const char*' },
      { name: 'originatorAet', kind: 'string', type: 'const char*' },
      { name: 'sourceAet', kind: 'string', type: 'const char*' },
      { name: 'targetAet', kind: 'string', type: 'const char*' },
      { name: 'originatorId', kind: 'u16', type: 'uint16_t' },
    ],
    returns: 'void*',
    doc: 'Prepares one C-MOVE request; NULL refuses it.',
  },
  OrthancPluginGetMoveSize: {
    arguments: [moveDriver],
    returns: 'uint32_t',
    doc: 'How many instances there are to move.',
  },
  OrthancPluginApplyMove: {
    arguments: [moveDriver],
    returns: 'error',
    doc: 'Moves the next instance.',
  },
  OrthancPluginFreeMove: {
    arguments: [moveDriver],
    returns: 'void',
    doc: 'Frees the data of a C-MOVE request.',
  },
  OrthancPluginStorageCommitmentFactory: {
    arguments: [
      { name: 'handler', kind: 'result', type: 'void**' },
      { name: 'jobId', kind: 'string', type: 'const char*' },
      { name: 'transactionUid', kind: 'string', type: 'const char*' },
      {
        name: 'sopClassUids',
        kind: 'strings',
        type: 'const char* const*',
        sizedBy: 'countInstances',
      },
      {
        name: 'sopInstanceUids',
        kind: 'strings',
        type: 'const char* const*',
        sizedBy: 'countInstances',
      },
      { name: 'countInstances', kind: 'u32', type: 'uint32_t' },
      { name: 'remoteAet', kind: 'string', type: 'const char*' },
      calledAet,
    ],
    returns: 'error',
    doc: 'Prepares the answer to one storage commitment request.',
  },
  OrthancPluginStorageCommitmentDestructor: {
    arguments: [handler],
    returns: 'void',
    doc: 'Frees the data of a storage commitment request.',
  },
  OrthancPluginStorageCommitmentLookup: {
    arguments: [
      { name: 'target', kind: 'result', type: 'OrthancPluginStorageCommitmentFailureReason*' },
      handler,
      { name: 'sopClassUid', kind: 'string', type: 'const char*' },
      { name: 'sopInstanceUid', kind: 'string', type: 'const char*' },
    ],
    returns: 'error',
    doc: 'Says whether one instance is kept safely, or why not.',
  },
} as const satisfies Record<string, Callback>
