import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { CallError } from '../exchange/errors.ts'
import type { HttpCall } from '../exchange/ports.ts'
import type { CallContext } from './call-context.ts'
import type { Fields, GivenAnswer } from './fields.ts'
import { requestOutbound, headersJson, headersOf, requireMethod, sentBody } from './outbound.ts'

/** Of one function there is no method: its name follows from the method. */
const names: ReadonlyMap<number, string> = new Map([
  [httpMethods.Get, 'OrthancPluginHttpGet'],
  [httpMethods.Post, 'OrthancPluginHttpPost'],
  [httpMethods.Put, 'OrthancPluginHttpPut'],
  [httpMethods.Delete, 'OrthancPluginHttpDelete'],
])

/** OrthancPluginHttpGet, HttpPost, HttpPut, HttpDelete (group Toolbox, service 18). */
export function callHttpClient(
  context: CallContext,
  fields: Fields<'CallHttpClient'>,
): Uint8Array<ArrayBuffer> {
  const { method, url, username, password, body } = fields
  requireMethod(method)
  const answer = requestOutbound(context, names.get(method) ?? 'OrthancPluginHttpClient', {
    kind: 'http',
    method,
    url,
    headers: defaultHeaders(method, []),
    body: sentBody(method, body),
    credentials: credentialsOf(username, password),
    timeoutMs: 0,
  })
  const failure = failureOf(answer.status, url)
  if (failure !== undefined) throw failure
  return answer.body
}

/** OrthancPluginHttpClient (group Toolbox, service 27). *Differs:* there are no files for client certificates. */
export function callHttpClient2(
  context: CallContext,
  fields: Fields<'CallHttpClient2'>,
): GivenAnswer {
  const { method, url, body, username, password, timeout } = fields
  requireMethod(method)
  requireNoCertificate(context, fields)
  const {
    status,
    headers,
    body: answered,
  } = requestOutbound(context, 'OrthancPluginHttpClient', {
    kind: 'http',
    method,
    url,
    headers: defaultHeaders(method, headersOf(context, fields)),
    body: sentBody(method, body),
    credentials: credentialsOf(username, password),
    timeoutMs: timeout * 1000,
  } satisfies HttpCall)
  const failure = failureOf(status, url)
  const given = { status, headers: headersJson(headers), body: answered }
  return failure === undefined ? given : { ...given, failure }
}

/** As Orthanc, none without a name. */
function credentialsOf(
  username: ByteString | undefined,
  password: ByteString | undefined,
): ByteString | undefined {
  return username === undefined || password === undefined ? undefined : `${username}:${password}`
}

/** What Orthanc sends unless the plugin says something else. */
function defaultHeaders(method: number, headers: readonly Header[]): readonly Header[] {
  const said = new Set(headers.map(([name]) => name.toLowerCase()))
  const own: Header[] = [['Accept', '*/*']]
  if (method === httpMethods.Post || method === httpMethods.Put)
    own.push(['Content-Type', 'application/x-www-form-urlencoded'])
  return [...own.filter(([name]) => !said.has(name.toLowerCase())), ...headers]
}

function requireNoCertificate({ log }: CallContext, fields: Fields<'CallHttpClient2'>): void {
  const { certificateFile, certificateKeyFile, certificateKeyPassword, pkcs11 } = fields
  const isAsked = [certificateFile, certificateKeyFile, certificateKeyPassword].some(
    (text) => text !== undefined && text !== '',
  )
  if (!isAsked && pkcs11 === 0) return
  const message = 'client certificates are not supported'
  log('error', `OrthancPluginHttpClient: ${message}`)
  throw new CallError(errorCodes.NotImplemented, message)
}

/** The codes that Orthanc has for the status of an answer. */
const codes: ReadonlyMap<number, number> = new Map([
  [400, errorCodes.BadRequest],
  [401, errorCodes.Unauthorized],
  [403, errorCodes.Unauthorized],
  [404, errorCodes.UnknownResource],
])

function failureOf(status: number, url: ByteString): CallError | undefined {
  if (status >= 200 && status <= 299) return undefined
  const code = codes.get(status) ?? errorCodes.NetworkProtocol
  return new CallError(code, `${textOf(url)}: status ${status}`)
}
