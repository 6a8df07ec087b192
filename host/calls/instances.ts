import { errorCodes } from '../../abi/enums.ts'
import { byteStringOf, bytesOf, textOf, type ByteString } from '../exchange/byte-string.ts'
import { CallError } from '../exchange/errors.ts'
import type { CallContext } from './call-context.ts'
import type { Fields } from './fields.ts'
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
  return theOnly(found.filter((id) => typeof id === 'string'))
}

interface Wanted {
  readonly name: string
  /** As Orthanc calls the level: `Study`. */
  readonly type: string
}

/** Orthanc looks at all levels at once and says which it found. */
function lookUp(
  context: CallContext,
  identifier: ByteString,
  { name, type }: Wanted,
): ByteString | undefined {
  const found = askJson(context, name, { uri: '/tools/lookup', body: bytesOf(identifier) })
  return theOnly(found.flatMap((resource) => idOf(resource, type)))
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
    // told below
  }
  throw new CallError(errorCodes.BadJson, `${sending.uri} gave no list in JSON`)
}

function idOf(resource: unknown, type: string): readonly string[] {
  if (typeof resource !== 'object' || resource === null) return []
  if (!('Type' in resource) || !('ID' in resource) || resource.Type !== type) return []
  return typeof resource.ID === 'string' ? [resource.ID] : []
}

/** As in Orthanc, several are none. */
function theOnly(ids: readonly string[]): ByteString | undefined {
  const [first, ...others] = ids
  return first === undefined || others.length > 0 ? undefined : byteStringOf(first)
}
