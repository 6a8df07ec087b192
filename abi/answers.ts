import type { Group } from './rows.ts'

const output = { name: 'output', kind: 'output' } as const
const answer = { name: 'answer', kind: 'bytes', sizedBy: 'answerSize' } as const
const answerSize = { name: 'answerSize', kind: 'u32' } as const

/** Services whose struct is `{ output, argument }`. */
const outputPlusArgument = {
  struct: '_OrthancPluginOutputPlusArgument',
  fields: [output, { name: 'argument', kind: 'string' }],
} as const

/** Services whose struct is `{ output, key, value }`. */
const outputKeyValue = {
  struct: '_OrthancPluginSetHttpHeader',
  fields: [output, { name: 'key', kind: 'string' }, { name: 'value', kind: 'string' }],
} as const

/** Services 2000 to 2015: how a REST callback answers its request (group REST of the SDK). */
export const answers = {
  services: {
    AnswerBuffer: {
      number: 2000,
      struct: '_OrthancPluginAnswerBuffer',
      fields: [output, answer, answerSize, { name: 'mimeType', kind: 'string' }],
    },
    Redirect: { number: 2002, ...outputPlusArgument },
    SendHttpStatusCode: {
      number: 2003,
      struct: '_OrthancPluginSendHttpStatusCode',
      fields: [output, { name: 'status', kind: 'u16' }],
    },
    SendUnauthorized: { number: 2004, ...outputPlusArgument },
    SendMethodNotAllowed: { number: 2005, ...outputPlusArgument },
    SetCookie: { number: 2006, ...outputKeyValue },
    SetHttpHeader: { number: 2007, ...outputKeyValue },
    StartMultipartAnswer: {
      number: 2008,
      struct: '_OrthancPluginStartMultipartAnswer',
      fields: [
        output,
        { name: 'subType', kind: 'string' },
        { name: 'contentType', kind: 'string' },
      ],
    },
    SendMultipartItem: {
      number: 2009,
      struct: '_OrthancPluginAnswerBuffer',
      fields: [output, answer, answerSize, { name: 'mimeType', kind: 'optionalString' }],
    },
    SendHttpStatus: {
      number: 2010,
      struct: '_OrthancPluginSendHttpStatus',
      fields: [
        output,
        { name: 'status', kind: 'u16' },
        { name: 'body', kind: 'optionalBytes', sizedBy: 'bodySize' },
        { name: 'bodySize', kind: 'u32' },
      ],
    },
    CompressAndAnswerImage: {
      number: 2011,
      struct: '_OrthancPluginCompressAndAnswerImage',
      fields: [
        output,
        { name: 'imageFormat', kind: 'i32', type: 'OrthancPluginImageFormat' },
        { name: 'pixelFormat', kind: 'i32', type: 'OrthancPluginPixelFormat' },
        { name: 'width', kind: 'u32' },
        { name: 'height', kind: 'u32' },
        { name: 'pitch', kind: 'u32' },
        { name: 'buffer', kind: 'extent' },
        { name: 'quality', kind: 'u8' },
      ],
    },
    SendMultipartItem2: {
      number: 2012,
      struct: '_OrthancPluginSendMultipartItem2',
      fields: [
        output,
        answer,
        answerSize,
        { name: 'headersCount', kind: 'u32' },
        { name: 'headersKeys', kind: 'strings', sizedBy: 'headersCount' },
        { name: 'headersValues', kind: 'strings', sizedBy: 'headersCount' },
      ],
    },
    SetHttpErrorDetails: {
      number: 2013,
      struct: '_OrthancPluginSetHttpErrorDetails',
      fields: [output, { name: 'details', kind: 'string' }, { name: 'log', kind: 'u8' }],
    },
    StartStreamAnswer: {
      number: 2014,
      since: '1.12.6',
      struct: '_OrthancPluginStartStreamAnswer',
      fields: [output, { name: 'contentType', kind: 'string' }],
    },
    SendStreamChunk: {
      number: 2015,
      since: '1.12.6',
      struct: '_OrthancPluginAnswerBuffer',
      fields: [output, answer, answerSize, { name: 'mimeType', kind: 'optionalString' }],
    },
  },
  functions: {
    OrthancPluginAnswerBuffer: {
      service: 'AnswerBuffer',
      since: null,
      arguments: {
        output: 'output',
        answer: 'answer',
        answerSize: 'answerSize',
        mimeType: 'mimeType',
      },
      returns: 'void',
      doc: 'Answers with status 200, the bytes given and their type.',
    },
    OrthancPluginCompressAndAnswerPngImage: {
      service: 'CompressAndAnswerImage',
      since: null,
      arguments: {
        output: 'output',
        format: 'pixelFormat',
        width: 'width',
        height: 'height',
        pitch: 'pitch',
        buffer: 'buffer',
      },
      literals: { imageFormat: 0, quality: 0 },
      returns: 'void',
      doc: 'Answers with an image as PNG, compressed by the host.',
    },
    OrthancPluginRedirect: {
      service: 'Redirect',
      since: null,
      arguments: { output: 'output', redirection: 'argument' },
      returns: 'void',
      doc: 'Sends the client to another path.',
    },
    OrthancPluginSendHttpStatusCode: {
      service: 'SendHttpStatusCode',
      since: null,
      arguments: { output: 'output', status: 'status' },
      returns: 'void',
      doc: 'Answers with a status and an empty body.',
    },
    OrthancPluginSendUnauthorized: {
      service: 'SendUnauthorized',
      since: null,
      arguments: { output: 'output', realm: 'argument' },
      returns: 'void',
      doc: 'Answers 401 and asks for Basic authentication in a realm.',
    },
    OrthancPluginSendMethodNotAllowed: {
      service: 'SendMethodNotAllowed',
      since: null,
      arguments: { output: 'output', allowedMethods: 'argument' },
      returns: 'void',
      doc: 'Answers 405 with the list of methods that are allowed.',
    },
    OrthancPluginSetCookie: {
      service: 'SetCookie',
      since: null,
      arguments: { output: 'output', cookie: 'key', value: 'value' },
      returns: 'void',
      doc: 'Adds a cookie to the answer to come.',
    },
    OrthancPluginSetHttpHeader: {
      service: 'SetHttpHeader',
      since: null,
      arguments: { output: 'output', key: 'key', value: 'value' },
      returns: 'void',
      doc: 'Adds a header to the answer to come.',
    },
    OrthancPluginStartMultipartAnswer: {
      service: 'StartMultipartAnswer',
      since: null,
      arguments: { output: 'output', subType: 'subType', contentType: 'contentType' },
      returns: 'error',
      doc: 'Begins an answer of several parts, `multipart/mixed` or `multipart/related`.',
    },
    OrthancPluginSendMultipartItem: {
      service: 'SendMultipartItem',
      since: null,
      arguments: { output: 'output', answer: 'answer', answerSize: 'answerSize' },
      returns: 'error',
      doc: 'Adds one part to a multipart answer.',
    },
    OrthancPluginSendHttpStatus: {
      service: 'SendHttpStatus',
      since: null,
      arguments: { output: 'output', status: 'status', body: 'body', bodySize: 'bodySize' },
      returns: 'void',
      doc: 'Answers with a status and a body.',
    },
    OrthancPluginSendMultipartItem2: {
      service: 'SendMultipartItem2',
      since: null,
      arguments: {
        output: 'output',
        answer: 'answer',
        answerSize: 'answerSize',
        headersCount: 'headersCount',
        headersKeys: 'headersKeys',
        headersValues: 'headersValues',
      },
      returns: 'error',
      doc: 'Adds one part with headers of its own to a multipart answer.',
    },
    OrthancPluginCompressAndAnswerJpegImage: {
      service: 'CompressAndAnswerImage',
      since: null,
      arguments: {
        output: 'output',
        format: 'pixelFormat',
        width: 'width',
        height: 'height',
        pitch: 'pitch',
        buffer: 'buffer',
        quality: 'quality',
      },
      literals: { imageFormat: 1 },
      returns: 'void',
      doc: 'Answers with an image as JPEG of a quality from 1 to 100, compressed by the host.',
    },
    OrthancPluginSetHttpErrorDetails: {
      service: 'SetHttpErrorDetails',
      since: null,
      arguments: { output: 'output', details: 'details', log: 'log' },
      returns: 'void',
      doc: 'Says why the callback is about to fail; shown in the JSON of the error answer.',
    },
    OrthancPluginStartStreamAnswer: {
      service: 'StartStreamAnswer',
      since: '1.12.6',
      arguments: { output: 'output', contentType: 'contentType' },
      returns: 'error',
      doc: 'Begins an answer whose body is sent in chunks of any size.',
    },
    OrthancPluginSendStreamChunk: {
      service: 'SendStreamChunk',
      since: '1.12.6',
      arguments: { output: 'output', answer: 'answer', answerSize: 'answerSize' },
      returns: 'error',
      doc: 'Sends the next bytes of an answer that was begun with OrthancPluginStartStreamAnswer.',
    },
  },
} as const satisfies Group
