import type { Callback } from './rows.ts'

const output = { name: 'output', kind: 'output', type: 'OrthancPluginRestOutput*' } as const
const url = { name: 'url', kind: 'string', type: 'const char*' } as const
const request = {
  name: 'request',
  kind: 'pointer',
  type: 'const OrthancPluginHttpRequest*',
} as const
const method = { name: 'method', kind: 'i32', type: 'OrthancPluginHttpMethod' } as const
const uri = { name: 'uri', kind: 'string', type: 'const char*' } as const
const ip = { name: 'ip', kind: 'string', type: 'const char*' } as const
const headersCount = { name: 'headersCount', kind: 'u32', type: 'uint32_t' } as const
const headersKeys = {
  name: 'headersKeys',
  kind: 'strings',
  type: 'const char* const*',
  sizedBy: 'headersCount',
} as const
const headersValues = {
  name: 'headersValues',
  kind: 'strings',
  type: 'const char* const*',
  sizedBy: 'headersCount',
} as const
const reader = {
  name: 'reader',
  kind: 'pointer',
  type: 'OrthancPluginServerChunkedRequestReader*',
} as const
const data = { name: 'data', kind: 'bytes', type: 'const void*', sizedBy: 'size' } as const
const size = { name: 'size', kind: 'u32', type: 'uint32_t' } as const
const answer = { name: 'answer', kind: 'pointer', type: 'void*' } as const

/** Functions of a plugin that the host calls about HTTP: requests that arrive, and requests to other servers. */
export const httpCallbacks = {
  OrthancPluginRestCallback: {
    arguments: [output, url, request],
    returns: 'error',
    doc: 'Answers one HTTP request; `output` is valid until it returns.',
  },
  OrthancPluginIncomingHttpRequestFilter: {
    arguments: [method, uri, ip, headersCount, headersKeys, headersValues],
    returns: 'int32_t',
    doc: 'Lets an HTTP request in (1) or turns it away (0).',
  },
  OrthancPluginIncomingHttpRequestFilter2: {
    arguments: [
      method,
      uri,
      ip,
      headersCount,
      headersKeys,
      headersValues,
      { name: 'getArgumentsCount', kind: 'u32', type: 'uint32_t' },
      {
        name: 'getArgumentsKeys',
        kind: 'strings',
        type: 'const char* const*',
        sizedBy: 'getArgumentsCount',
      },
      {
        name: 'getArgumentsValues',
        kind: 'strings',
        type: 'const char* const*',
        sizedBy: 'getArgumentsCount',
      },
    ],
    returns: 'int32_t',
    doc: 'Lets an HTTP request with its query in (1) or turns it away (0).',
  },
  OrthancPluginServerChunkedRequestReaderFactory: {
    arguments: [
      { name: 'reader', kind: 'result', type: 'OrthancPluginServerChunkedRequestReader**' },
      url,
      request,
    ],
    returns: 'error',
    doc: 'Creates a reader that receives the body of one request in pieces.',
  },
  OrthancPluginServerChunkedRequestReaderAddChunk: {
    arguments: [reader, data, size],
    returns: 'error',
    doc: 'Takes one piece of the body.',
  },
  OrthancPluginServerChunkedRequestReaderExecute: {
    arguments: [reader, output],
    returns: 'error',
    doc: 'Answers the request, after the last piece.',
  },
  OrthancPluginServerChunkedRequestReaderFinalize: {
    arguments: [reader],
    returns: 'void',
    doc: 'Frees the reader, also of a request that was broken off.',
  },
  OrthancPluginChunkedClientAnswerAddHeader: {
    arguments: [
      answer,
      { name: 'key', kind: 'string', type: 'const char*' },
      { name: 'value', kind: 'string', type: 'const char*' },
    ],
    returns: 'error',
    doc: 'Takes one header of the answer.',
  },
  OrthancPluginChunkedClientAnswerAddChunk: {
    arguments: [answer, data, size],
    returns: 'error',
    doc: 'Takes one piece of the body of the answer.',
  },
  OrthancPluginChunkedClientRequestIsDone: {
    arguments: [{ name: 'request', kind: 'pointer', type: 'void*' }],
    returns: 'uint8_t',
    doc: 'Whether the body of the request has no further piece (1) or one more (0).',
  },
  OrthancPluginChunkedClientRequestNext: {
    arguments: [{ name: 'request', kind: 'pointer', type: 'void*' }],
    returns: 'error',
    doc: 'Goes to the next piece of the body.',
  },
  OrthancPluginChunkedClientRequestGetChunkData: {
    arguments: [{ name: 'request', kind: 'pointer', type: 'void*' }],
    returns: 'const void*',
    doc: 'The address of the current piece.',
  },
  OrthancPluginChunkedClientRequestGetChunkSize: {
    arguments: [{ name: 'request', kind: 'pointer', type: 'void*' }],
    returns: 'uint32_t',
    doc: 'The size of the current piece in bytes.',
  },
} as const satisfies Record<string, Callback>
