import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { CallError } from '../exchange/errors.ts'
import type { HttpCall } from '../exchange/ports.ts'
import type { CallContext, Fields, OutboundResult } from './call-context.ts'
import { requestOutbound, formatHeaders, readHeaders, requireMethod, copyBody } from './outbound.ts'

/** Names of the functions of service 18, which differ by the method. */
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
    body: copyBody(method, body),
    credentials: credentialsOf(username, password),
    timeoutMs: 0,
  })
  const failure = failureOf(answer.status, url)
  if (failure !== undefined) throw failure
  return answer.body
}

/** OrthancPluginHttpClient (group Toolbox, service 27). *Differs:* client certificates are not supported. */
export function callHttpClient2(
  context: CallContext,
  fields: Fields<'CallHttpClient2'>,
): OutboundResult {
  const { method, url, body, username, password, timeout } = fields
  requireMethod(method)
  requireNoCertificate(context, 'OrthancPluginHttpClient', fields)
  const {
    status,
    headers,
    body: answer,
  } = requestOutbound(context, 'OrthancPluginHttpClient', {
    kind: 'http',
    method,
    url,
    headers: defaultHeaders(method, readHeaders(context, fields)),
    body: copyBody(method, body),
    credentials: credentialsOf(username, password),
    timeoutMs: timeout * 1000,
  } satisfies HttpCall)
  const failure = failureOf(status, url)
  const result = { status, headers: formatHeaders(headers), body: answer }
  return failure === undefined ? result : { ...result, failure }
}

/** None without both a name and a password, as in Orthanc. */
export function credentialsOf(
  username: ByteString | undefined,
  password: ByteString | undefined,
): ByteString | undefined {
  return username === undefined || password === undefined ? undefined : `${username}:${password}`
}

/** The headers of the plugin, and those that Orthanc adds unless the plugin sets them. */
export function defaultHeaders(method: number, headers: readonly Header[]): readonly Header[] {
  const set = new Set(headers.map(([name]) => name.toLowerCase()))
  const own: Header[] = [['Accept', '*/*']]
  if (method === httpMethods.Post || method === httpMethods.Put)
    own.push(['Content-Type', 'application/x-www-form-urlencoded'])
  return [...own.filter(([name]) => !set.has(name.toLowerCase())), ...headers]
}

export function requireNoCertificate(
  { log }: CallContext,
  name: string,
  fields: Pick<
    Fields<'CallHttpClient2'>,
    'certificateFile' | 'certificateKeyFile' | 'certificateKeyPassword' | 'pkcs11'
  >,
): void {
  const { certificateFile, certificateKeyFile, certificateKeyPassword, pkcs11 } = fields
  const isAsked = [certificateFile, certificateKeyFile, certificateKeyPassword].some(
    (text) => text !== undefined && text !== '',
  )
  if (!isAsked && pkcs11 === 0) return
  const message = 'client certificates are not supported'
  log('error', `${name}: ${message}`)
  throw new CallError(errorCodes.NotImplemented, message)
}

/** Orthanc's error codes for statuses. */
const codes: ReadonlyMap<number, number> = new Map([
  [400, errorCodes.BadRequest],
  [401, errorCodes.Unauthorized],
  [403, errorCodes.Unauthorized],
  [404, errorCodes.UnknownResource],
])

export function failureOf(status: number, url: ByteString): CallError | undefined {
  if (status >= 200 && status <= 299) return undefined
  const code = codes.get(status) ?? errorCodes.NetworkProtocol
  return new CallError(code, `${textOf(url)}: status ${status}`)
}
