import { errorCodes } from '../../abi/enums.ts'
import { byteStringOf, bytesOf, textOf, type ByteString } from '../exchange/byte-string.ts'
import { CallError } from '../exchange/errors.ts'
import type { CallContext, Fields } from './call-context.ts'
import { fetchBody, get, post } from './rest-api.ts'

const toOrthanc = { afterPlugins: false } as const

/** OrthancPluginGetDicomForInstance (group Orthanc, service 3000): `GET /instances/{id}/file`. */
export function getDicomForInstance(
  context: CallContext,
  { instanceId }: Fields<'GetDicomForInstance'>,
): Uint8Array<ArrayBuffer> {
  const uri = `/instances/${instanceId}/file`
  return fetchBody(context, 'OrthancPluginGetDicomForInstance', get(uri, toOrthanc))
}

/** OrthancPluginLookupPatient (group Orthanc, service 3005): `POST /tools/lookup`, as all functions of this file below. */
export function lookupPatient(
  context: CallContext,
  { argument }: Fields<'LookupPatient'>,
): ByteString | undefined {
  return lookUp(context, argument, { name: 'OrthancPluginLookupPatient', type: 'Patient' })
}

/** OrthancPluginLookupStudy (group Orthanc, service 3006). */
export function lookupStudy(
  context: CallContext,
  { argument }: Fields<'LookupStudy'>,
): ByteString | undefined {
  return lookUp(context, argument, { name: 'OrthancPluginLookupStudy', type: 'Study' })
}

/** OrthancPluginLookupSeries (group Orthanc, service 3007). */
export function lookupSeries(
  context: CallContext,
  { argument }: Fields<'LookupSeries'>,
): ByteString | undefined {
  return lookUp(context, argument, { name: 'OrthancPluginLookupSeries', type: 'Series' })
}

/** OrthancPluginLookupInstance (group Orthanc, service 3008). */
export function lookupInstance(
  context: CallContext,
  { argument }: Fields<'LookupInstance'>,
): ByteString | undefined {
  return lookUp(context, argument, { name: 'OrthancPluginLookupInstance', type: 'Instance' })
}

/**
 * OrthancPluginLookupStudyWithAccessionNumber (group Orthanc, service 3009): `POST /tools/find`. Wildcards find nothing.
 */
export function lookupStudyWithAccessionNumber(
  context: CallContext,
  { argument }: Fields<'LookupStudyWithAccessionNumber'>,
): ByteString | undefined {
  if (/[*?\\]/.test(argument)) return undefined
  const query = { Level: 'Study', Query: { AccessionNumber: textOf(argument) } }
  const body = Buffer.from(JSON.stringify(query))
  const name = 'OrthancPluginLookupStudyWithAccessionNumber'
  const found = askJson(context, name, { uri: '/tools/find', body: new Uint8Array(body) })
  return findOnly(found.filter((id) => typeof id === 'string'))
}

interface Lookup {
  readonly name: string
  /** Orthanc's name of the level: `Study`. */
  readonly type: string
}

/** Orthanc searches all levels at once and returns the level of each resource. */
function lookUp(
  context: CallContext,
  identifier: ByteString,
  { name, type }: Lookup,
): ByteString | undefined {
  const found = askJson(context, name, { uri: '/tools/lookup', body: bytesOf(identifier) })
  return findOnly(found.flatMap((resource) => idOf(resource, type)))
}

function askJson(
  context: CallContext,
  name: string,
  sending: { readonly uri: ByteString; readonly body: Uint8Array<ArrayBuffer> },
): readonly unknown[] {
  const answer = fetchBody(context, name, post(sending, toOrthanc))
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(answer))
    if (Array.isArray(value)) return value
  } catch {
    // Reported below
  }
  throw new CallError(errorCodes.BadJson, `${sending.uri} did not return a JSON array`)
}

function idOf(resource: unknown, type: string): readonly string[] {
  if (typeof resource !== 'object' || resource === null) return []
  if (!('Type' in resource) || !('ID' in resource) || resource.Type !== type) return []
  return typeof resource.ID === 'string' ? [resource.ID] : []
}

/** The only identifier; undefined if there are several, as in Orthanc. */
function findOnly(ids: readonly string[]): ByteString | undefined {
  const [first, ...others] = ids
  return first === undefined || others.length > 0 ? undefined : byteStringOf(first)
}
