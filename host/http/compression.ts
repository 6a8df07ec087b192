import { deflate, gzip } from 'node:zlib'
import type { CompleteAnswer, Header } from '../exchange/answer.ts'
import { bytesOfBody, type ByteString } from '../exchange/byte-string.ts'

type Coding = 'gzip' | 'deflate'

/** Smaller bodies are sent as they are. */
const leastBytes = 2048

const compressibleTypes = [
  'application/json',
  'application/xml',
  'text/xml',
  'application/dicom+json',
  'application/dicom+xml',
  'application/pdf',
  'text/css',
  'text/html',
  'application/javascript',
  'text/plain',
  'application/wasm',
]

/** The coding that Orthanc takes for this answer, if any: `gzip` before `deflate`, names compared exactly, no weights. */
export function chooseCoding(
  answer: Pick<CompleteAnswer, 'compressAs' | 'body'>,
  acceptEncoding: ByteString | undefined,
): Coding | undefined {
  const type = answer.compressAs
  if (type === undefined || acceptEncoding === undefined) return undefined
  if (answer.body.length < leastBytes) return undefined
  if (!compressibleTypes.some((compressible) => type.includes(compressible))) return undefined
  const accepted = acceptEncoding.split(',').map((coding) => coding.trim())
  if (accepted.includes('gzip')) return 'gzip'
  return accepted.includes('deflate') ? 'deflate' : undefined
}

/** The answer with its body compressed, off the event loop; without change where zlib fails. */
export function compressAnswer(answer: CompleteAnswer, coding: Coding): Promise<CompleteAnswer> {
  const header: Header = ['Content-Encoding', coding]
  return new Promise((resolve) => {
    const compress = coding === 'gzip' ? gzip : deflate
    compress(bytesOfBody(answer.body), (error, smaller) => {
      if (error) return resolve(answer)
      resolve({ ...answer, headers: [...answer.headers, header], body: ownBytes(smaller) })
    })
  })
}

function ownBytes(bytes: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, length)
    : new Uint8Array(bytes)
}
