import { errorCodes, httpMethods } from '../../abi/enums.ts'
import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { CallError } from '../exchange/errors.ts'
import type { RestCall } from '../exchange/ports.ts'
import type { CallContext, Fields, OutboundResult } from './call-context.ts'
import {
  requestOutbound,
  formatHeaders,
  readHeaders,
  requireMethod,
  copyBody,
  type OutboundAnswer,
} from './outbound.ts'
import { noBytes } from '../exchange/bytes.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** OrthancPluginRestApiGet (group Orthanc, service 3001). */
export function restApiGet(context: CallContext, { uri }: Fields<'RestApiGet'>): Bytes {
  return fetchBody(context, 'OrthancPluginRestApiGet', get(uri, { afterPlugins: false }))
}

/** OrthancPluginRestApiGetAfterPlugins (group Orthanc, service 3010). */
export function restApiGetAfterPlugins(
  context: CallContext,
  { uri }: Fields<'RestApiGetAfterPlugins'>,
): Bytes {
  const name = 'OrthancPluginRestApiGetAfterPlugins'
  return fetchBody(context, name, get(uri, { afterPlugins: true }))
}

/** OrthancPluginRestApiGet2 (group Orthanc, service 3015). */
export function restApiGet2(context: CallContext, fields: Fields<'RestApiGet2'>): Bytes {
  const { uri, afterPlugins } = fields
  const headers = readHeaders(context, fields)
  const call = { ...get(uri, { afterPlugins: afterPlugins !== 0 }), headers }
  return fetchBody(context, 'OrthancPluginRestApiGet2', call)
}

/** OrthancPluginRestApiPost (group Orthanc, service 3002). */
export function restApiPost(context: CallContext, fields: Fields<'RestApiPost'>): Bytes {
  const call = post(fields, { afterPlugins: false })
  return fetchBody(context, 'OrthancPluginRestApiPost', call)
}

/** OrthancPluginRestApiPostAfterPlugins (group Orthanc, service 3011). */
export function restApiPostAfterPlugins(
  context: CallContext,
  fields: Fields<'RestApiPostAfterPlugins'>,
): Bytes {
  const call = post(fields, { afterPlugins: true })
  return fetchBody(context, 'OrthancPluginRestApiPostAfterPlugins', call)
}

/** OrthancPluginRestApiPut (group Orthanc, service 3004). */
export function restApiPut(context: CallContext, fields: Fields<'RestApiPut'>): Bytes {
  const call = put(fields, { afterPlugins: false })
  return fetchBody(context, 'OrthancPluginRestApiPut', call)
}

/** OrthancPluginRestApiPutAfterPlugins (group Orthanc, service 3013). */
export function restApiPutAfterPlugins(
  context: CallContext,
  fields: Fields<'RestApiPutAfterPlugins'>,
): Bytes {
  const call = put(fields, { afterPlugins: true })
  return fetchBody(context, 'OrthancPluginRestApiPutAfterPlugins', call)
}

/** OrthancPluginRestApiDelete (group Orthanc, service 3003). */
export function restApiDelete(context: CallContext, fields: Fields<'RestApiDelete'>): void {
  sendDelete(context, 'OrthancPluginRestApiDelete', fields, { afterPlugins: false })
}

/** OrthancPluginRestApiDeleteAfterPlugins (group Orthanc, service 3012). */
export function restApiDeleteAfterPlugins(
  context: CallContext,
  fields: Fields<'RestApiDeleteAfterPlugins'>,
): void {
  sendDelete(context, 'OrthancPluginRestApiDeleteAfterPlugins', fields, { afterPlugins: true })
}

/**
 * OrthancPluginCallRestApi (since 1.9.2, group Orthanc, service 3016): the status and the headers as well.
 *
 * *Differs:* a status other than 200 that comes with a body is returned unchanged; Orthanc returns error 17.
 */
export function callRestApi(context: CallContext, fields: Fields<'CallRestApi'>): OutboundResult {
  const { method, uri, body, afterPlugins } = fields
  requireMethod(method)
  const answer = requestOutbound(context, 'OrthancPluginCallRestApi', {
    kind: 'rest',
    method,
    uri,
    headers: readHeaders(context, fields),
    body: copyBody(method, body),
    afterPlugins: afterPlugins !== 0,
  })
  const code = orthancCode(answer) ?? (answer.status === 404 ? errorCodes.UnknownResource : 0)
  if (code !== 0) throw new CallError(code, `${textOf(uri)}: status ${answer.status}`)
  const lowerCase = answer.headers.map(([name, value]) => [toLowerCaseAscii(name), value] as const)
  const { status } = answer
  return { status, headers: formatHeaders(lowerCase), body: answer.body }
}

/** Changes only ASCII letters: bytes above 127 are parts of UTF-8 characters. */
function toLowerCaseAscii(bytes: ByteString): ByteString {
  return bytes.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

interface Order {
  /** True if the routes of other plugins come first. */
  readonly afterPlugins: boolean
}

/** A GET of the REST API. */
export function get(uri: ByteString, { afterPlugins }: Order): RestCall {
  const body = noBytes
  return { kind: 'rest', method: httpMethods.Get, uri, headers: [], body, afterPlugins }
}

interface Sending {
  readonly uri: ByteString
  readonly body: Bytes
}

/** A POST to the REST API. */
export function post({ uri, body }: Sending, { afterPlugins }: Order): RestCall {
  const method = httpMethods.Post
  return { kind: 'rest', method, uri, headers: [], body: body.slice(), afterPlugins }
}

function put(sending: Sending, order: Order): RestCall {
  return { ...post(sending, order), method: httpMethods.Put }
}

/** Sends a request and returns the body. Throws Orthanc's `CallError` for a status other than 200. */
export function fetchBody(context: CallContext, name: string, call: RestCall): Bytes {
  const answer = requestOutbound(context, name, call)
  if (answer.status === 200) return answer.body
  const code = orthancCode(answer) ?? deniedCode(answer) ?? errorCodes.UnknownResource
  throw new CallError(code, `${textOf(call.uri)}: status ${answer.status}`)
}

function sendDelete(
  context: CallContext,
  name: string,
  { uri }: { readonly uri: ByteString },
  order: Order,
): void {
  const answer = requestOutbound(context, name, { ...get(uri, order), method: httpMethods.Delete })
  const { status } = answer
  if (status >= 200 && status <= 299) return
  const other = status === 404 ? errorCodes.UnknownResource : errorCodes.BadRequest
  throw new CallError(
    orthancCode(answer) ?? deniedCode(answer) ?? other,
    `${textOf(uri)}: status ${status}`,
  )
}

/** Codes for an upstream that refuses access, which Orthanc's own plugins never meet. */
function deniedCode({ status }: OutboundAnswer): number | undefined {
  if (status === 401) return errorCodes.Unauthorized
  return status === 403 ? errorCodes.ForbiddenAccess : undefined
}

/** Maximum size of an error's body that is parsed. */
const maxErrorBytes = 64 * 1024

/** The error code in the JSON of Orthanc's error answers, if there is one. */
function orthancCode({ status, body }: OutboundAnswer): number | undefined {
  if (status < 400 || body.length > maxErrorBytes) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body))
    if (typeof value !== 'object' || value === null || !('OrthancStatus' in value)) return undefined
    const { OrthancStatus: code } = value
    return typeof code === 'number' && isErrorCode(code) ? code : undefined
  } catch {
    // The answer of a proxy or of a plugin
    return undefined
  }
}

/** A plugin receives the code in 32 bits: 2^32 would become Success. */
function isErrorCode(code: number): boolean {
  return code !== 0 && code === Math.trunc(code) && Math.abs(code) < 2 ** 31
}
