import type { Body, ByteString } from './byte-string.ts'

/** Name and value of a header line, with the bytes of the plugin. */
export type Header = readonly [name: ByteString, value: ByteString]

/** A whole answer, not sent yet. */
export interface CompleteAnswer {
  readonly kind: 'complete'
  readonly status: number
  /** In the order in which they go on the wire. */
  readonly headers: readonly Header[]
  /** True if `X-Content-Type-Options: nosniff` follows the headers. */
  readonly nosniff: boolean
  /** The type that decides about compression; absent: the body must not be compressed. */
  readonly compressAs?: ByteString | undefined
  readonly body: Body
  /** Returns the body's buffer to the pool once it is sent. Optional: otherwise it is garbage-collected. */
  readonly release?: (() => void) | undefined
}

/** An error that becomes Orthanc's JSON. */
export interface ErrorAnswer {
  readonly kind: 'error'
  /** An `OrthancPluginErrorCode`, or a number of the plugin's own. */
  readonly code: number
  /** The HTTP status, if it is not that of the code. */
  readonly status?: number
  readonly details?: ByteString
  readonly headers: readonly Header[]
  /** True if an answering function has set the type already; the JSON keeps that type. */
  readonly hasType: boolean
  readonly nosniff: boolean
  /** True if the connection ends with this answer. */
  readonly close?: boolean
  /** The code of the refusal (`refusals`), if the host refused the request. */
  readonly refusal?: string
}

export type Answer =
  | CompleteAnswer
  | ErrorAnswer
  /** The callback succeeded without an answer: nothing is sent, the connection is closed. */
  | { readonly kind: 'nothing' }
  /** The answer was sent part by part; unless it is complete the connection is cut. */
  | { readonly kind: 'streamed'; readonly complete: boolean }

/** A plugin that is out of service passes its requests to the next one. */
export interface Passed {
  readonly kind: 'passed'
}

/** The head of an answer that is streamed. */
export interface StreamHead {
  readonly status: number
  readonly headers: readonly Header[]
  /** Length of the body, if it is known: then the connection stays open. Else the end of the connection ends the body. */
  readonly length?: number
}

/** An error answer of the host, without headers of a plugin. */
export function errorAnswer(
  code: number,
  options: { status?: number; details?: string; headers?: readonly Header[]; close?: boolean } = {},
): ErrorAnswer {
  return { headers: [], ...options, kind: 'error', code, hasType: false, nosniff: true }
}
