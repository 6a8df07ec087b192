import { httpMethods } from '../../abi/enums.ts'
import type { RestTarget } from '../exchange/allow.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { decodePercent } from '../exchange/http-grammar.ts'
import type { Caller, RestCall } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'

/** Would have Orthanc do something else than the method says. */
const overriding = 'x-http-method-override'

/**
 * A call of the REST API as a request. Nothing in it may change its method: what is allowed as GET must not become a
 * DELETE. (Calls inside Orthanc know no such change either.)
 */
export function restRequest(
  { method, headers, body }: RestCall,
  { path, query }: RestTarget,
  { request }: Caller,
): Request {
  const isGet = method === httpMethods.Get
  return {
    id: request ?? 'start',
    method,
    path,
    uri: path,
    query: query === undefined ? '' : withoutMethod(query),
    hasArguments: isGet && query !== undefined,
    headerLines: headers.filter(([name]) => name.toLowerCase() !== overriding).flat(),
    body,
  }
}

function withoutMethod(query: ByteString): ByteString {
  const pieces = query
    .split('&')
    .filter((piece) => decodePercent(piece.split('=')[0] ?? '') !== '_method')
  return pieces.join('&')
}
