import type { ByteString } from '../../exchange/byte-string.ts'
import { readRequestLine } from '../../http/request-head.ts'
import type { RouteTable } from '../../routes/route-table.ts'
import type { TracedRequest } from '../../exchange/trace.ts'
import { noBytes } from '../../exchange/bytes.ts'

/** A request before it is encoded. */
export interface Draft {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Not encoded. */
  readonly path: ByteString
  /** The text after the `?`, if there is one. */
  readonly query: ByteString | undefined
  /** Names and values in turn. */
  readonly headerLines: readonly ByteString[]
  readonly body: Uint8Array<ArrayBuffer>
}

/** A request as the server reads it, with its route. */
export interface ReadyRequest {
  readonly draft: Draft
  readonly traced: TracedRequest
  readonly body: Uint8Array<ArrayBuffer>
}

/** Reads a draft as the server would, and finds its route; `undefined` if it would not reach the plugin. */
export function prepareRequest(
  draft: Draft,
  id: string,
  table: RouteTable,
): ReadyRequest | undefined {
  const question = draft.query === undefined ? '' : `?${draft.query}`
  const target = `${encodePath(draft.path)}${question}`
  const line = readRequestLine({ method: draft.method, target, version: '1.1' }, undefined)
  if (line.kind !== 'request') return undefined
  const found = table.find(line.path)
  if (found === undefined) return undefined
  const { method, path, uri, query, hasArguments } = line
  const { headerLines } = draft
  const request = { id, method, path, uri, query, hasArguments, headerLines }
  const hasBody = draft.method === 'POST' || draft.method === 'PUT'
  const { route, groups } = found
  return { draft, traced: { request, route, groups }, body: hasBody ? draft.body : noBytes }
}

/** Encodes a path for a request line. */
export function encodePath(path: ByteString): string {
  return path.replaceAll(
    /[^\w/.~!$&'()*,;=:@-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
