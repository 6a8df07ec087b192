import type { Body, ByteString } from './byte-string.ts'
import type { RefusalCode } from './refusals.ts'

/** Name and value of a header line, bytes as the plugin gave them. */
export type Header = readonly [name: ByteString, value: ByteString]

/** A whole answer, not sent yet. */
export interface CompleteAnswer {
  readonly kind: 'complete'
  readonly status: number
  /** In the order in which they go on the wire. */
  readonly headers: readonly Header[]
  /** Whether `X-Content-Type-Options: nosniff` follows the headers. */
  readonly nosniff: boolean
  /** The type that decides about compression, where the body may be compressed at all. */
  readonly compressAs?: ByteString
  readonly body: Body
  /** Called once nobody reads the body any more: its buffer serves again. Who does not call it leaves it to the collector. */
  readonly release?: (() => void) | undefined
}

/** An error that becomes Orthanc's JSON. */
export interface ErrorAnswer {
  readonly kind: 'error'
  /** An `OrthancPluginErrorCode`, or a number of the plugin's own. */
  readonly code: number
  /** The HTTP status, where it is not the one of the code. */
  readonly status?: number
  readonly details?: ByteString
  readonly headers: readonly Header[]
  /** Whether an answering function has set the type already; then the JSON goes under that one. */
  readonly hasType: boolean
  readonly nosniff: boolean
  /** Whether the connection ends with this answer. */
  readonly close?: boolean
  /** Why the host refused the request, if it did. */
  readonly refusal?: RefusalCode
}

export type Answer =
  | CompleteAnswer
  | ErrorAnswer
  /** The callback succeeded without an answer: nothing is sent, the connection is closed. */
  | { readonly kind: 'nothing' }
  /** The answer left part by part; unless it is complete the connection is cut. */
  | { readonly kind: 'streamed'; readonly complete: boolean }

/** A plugin that is out of service lets its requests go on to the next one. */
export interface Passed {
  readonly kind: 'passed'
}

/** The head of an answer that is streamed. */
export interface StreamHead {
  readonly status: number
  readonly headers: readonly Header[]
  /** Bytes of the body, if they are known already: then the connection stays. Else its end is the end of the body. */
  readonly length?: number
}

/** An error answer without headers of the plugin. */
export function errorAnswer(
  code: number,
  options: { status?: number; details?: string; headers?: readonly Header[]; close?: boolean } = {},
): ErrorAnswer {
  return { headers: [], ...options, kind: 'error', code, hasType: false, nosniff: true }
}
