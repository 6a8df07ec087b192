import type { ByteString } from '../../exchange/byte-string.ts'
import { readRequestLine } from '../../http/request-head.ts'
import type { RouteTable } from '../../routes/route-table.ts'
import type { TracedRequest } from '../../exchange/trace.ts'
import { noBytes } from '../../exchange/pieces.ts'

/** A request as a client would think of it; what is not asked for is not in it. */
export interface Draft {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Not encoded. */
  readonly path: ByteString
  /** What follows the `?`, if there is one. */
  readonly query: ByteString | undefined
  /** Names and values in turn. */
  readonly headerLines: readonly ByteString[]
  readonly body: Uint8Array<ArrayBuffer>
}

/** A request on its way to a plugin: as the server reads it, with the route that it finds. */
export interface ReadyRequest {
  readonly draft: Draft
  readonly traced: TracedRequest
  readonly body: Uint8Array<ArrayBuffer>
}

/** What comes of a draft on its way through the server; `undefined` if it would not come to a plugin. */
export function readyRequest(
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

/** A path as a request line has it. */
export function encodePath(path: ByteString): string {
  return path.replaceAll(
    /[^\w/.~!$&'()*,;=:@-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
