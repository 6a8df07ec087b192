import { errorCodes } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import { bytesOf, type ByteString } from '../exchange/byte-string.ts'
import { concatenate } from '../exchange/bytes.ts'
import { CallError } from '../exchange/errors.ts'

/** Orthanc cuts its boundary to this length, the maximum of RFC 2046, 5.1.1. */
const boundaryLength = 70

/** The framing of the parts of one answer. */
export interface Multipart {
  /** Value of the answer's Content-Type. */
  readonly contentType: ByteString
  readonly partType: ByteString
  readonly boundary: ByteString
}

/** Creates the framing of a `multipart/SUBTYPE`. Throws `CallError` 3 for a subtype other than mixed and related. */
export function createMultipart(
  subType: ByteString,
  partType: ByteString,
  uuid: () => string,
): Multipart {
  if (subType !== 'mixed' && subType !== 'related')
    throw new CallError(
      errorCodes.ParameterOutOfRange,
      `multipart/${subType}: only mixed and related are allowed`,
    )
  const boundary = `${uuid()}-${uuid()}`.slice(0, boundaryLength)
  const type = partType.includes('/') ? `"${partType}"` : partType
  return {
    contentType: `multipart/${subType}; type=${type}; boundary=${boundary}`,
    partType,
    boundary,
  }
}

/**
 * Formats one part with its delimiter. The part's own header fields come first, sorted by name; Content-Type, Content-Length
 * and MIME-Version follow if they are missing.
 */
export function formatPart(
  { boundary, partType }: Multipart,
  data: Uint8Array,
  headers: readonly Header[],
): Uint8Array<ArrayBuffer> {
  const own = [...new Map(headers)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  const lines = own.map(([name, value]) => `${name}: ${value}\r\n`)
  if (!names.has('content-type')) lines.push(`Content-Type: ${partType}\r\n`)
  if (!names.has('content-length')) lines.push(`Content-Length: ${data.length}\r\n`)
  // Orthanc writes the blank line together with MIME-Version, so it is missing in a part that has its own MIME-Version. Clients
  // of such plugins expect that
  if (!names.has('mime-version')) lines.push('MIME-Version: 1.0\r\n\r\n')
  return concatenate([bytesOf(`--${boundary}\r\n${lines.join('')}`), data, bytesOf('\r\n')])
}

/** Formats the last delimiter. */
export function formatEnd({ boundary }: Multipart): Uint8Array<ArrayBuffer> {
  return bytesOf(`--${boundary}--\r\n`)
}
