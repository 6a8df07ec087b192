import { errorCodes } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import { bytesOf, type ByteString } from '../exchange/byte-string.ts'
import { concatenate } from '../exchange/pieces.ts'
import { CallError } from '../exchange/errors.ts'

/** Orthanc cuts its boundary here (RFC 2046, 5.1.1 allows no more). */
const boundaryLength = 70

/** How the parts of one answer are framed. */
export interface Multipart {
  /** Value of the answer's Content-Type. */
  readonly contentType: ByteString
  readonly partType: ByteString
  readonly boundary: ByteString
}

/** Frames an answer as `multipart/SUBTYPE`; `CallError` 3 for a subtype other than mixed and related. */
export function multipart(
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
 * One part with its delimiter. The part's own headers come first, sorted by name; Content-Type, Content-Length and
 * MIME-Version follow where they are missing.
 */
export function multipartPart(
  { boundary, partType }: Multipart,
  data: Uint8Array,
  headers: readonly Header[],
): Uint8Array<ArrayBuffer> {
  const own = [...new Map(headers)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  const lines = own.map(([name, value]) => `${name}: ${value}\r\n`)
  if (!names.has('content-type')) lines.push(`Content-Type: ${partType}\r\n`)
  if (!names.has('content-length')) lines.push(`Content-Length: ${data.length}\r\n`)
  // Orthanc writes the blank line together with MIME-Version, so a part that has its own lacks it. Clients of such
  // plugins have to live with that already.
  if (!names.has('mime-version')) lines.push('MIME-Version: 1.0\r\n\r\n')
  return concatenate([bytesOf(`--${boundary}\r\n${lines.join('')}`), data, bytesOf('\r\n')])
}

/** The last delimiter. */
export function multipartEnd({ boundary }: Multipart): Uint8Array<ArrayBuffer> {
  return bytesOf(`--${boundary}--\r\n`)
}
