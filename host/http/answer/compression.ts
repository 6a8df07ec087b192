import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflate, createGzip, deflate, gzip } from 'node:zlib'
import type { CompleteAnswer, Header } from '../../exchange/answer.ts'
import { bytesOfBody, type ByteString } from '../../exchange/byte-string.ts'
import { splitList } from '../../exchange/http.ts'
import { joinPieces } from '../../exchange/bytes.ts'

type Coding = 'gzip' | 'deflate'

/** Smaller bodies are sent as they are. */
const leastBytes = 2048

/** Bytes of a large body that are compressed at once, and the maximum size of an output piece. */
const sliceBytes = 1024 * 1024
const pieceBytes = 256 * 1024

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

/** The coding that Orthanc uses for this answer, if any: `gzip` before `deflate`, names compared exactly, no weights. */
export function chooseCoding(
  answer: Pick<CompleteAnswer, 'compressAs' | 'body'>,
  acceptEncoding: ByteString | undefined,
): Coding | undefined {
  const type = answer.compressAs
  if (type === undefined || acceptEncoding === undefined) return undefined
  if (answer.body.length < leastBytes) return undefined
  if (!compressibleTypes.some((compressible) => type.includes(compressible))) return undefined
  const accepted = splitList(acceptEncoding)
  if (accepted.includes('gzip')) return 'gzip'
  return accepted.includes('deflate') ? 'deflate' : undefined
}

/**
 * Returns the answer with its body compressed outside of the event loop; unchanged if zlib fails or `signal` is aborted.
 */
export async function compressAnswer(
  answer: CompleteAnswer,
  coding: Coding,
  signal?: AbortSignal,
): Promise<CompleteAnswer> {
  const header: Header = ['Content-Encoding', coding]
  const body = bytesOfBody(answer.body)
  const compress = body.length > sliceBytes ? compressInSlices : compressAtOnce
  try {
    const smaller = await compress(body, coding, signal)
    return { ...answer, headers: [...answer.headers, header], body: smaller }
  } catch {
    // The answer is valid as it is. Its buffer is not released, since zlib may still read it.
    return answer.release === undefined ? answer : { ...answer, release: undefined }
  }
}

function compressAtOnce(body: Uint8Array, coding: Coding): Promise<Uint8Array<ArrayBuffer>> {
  const compress = coding === 'gzip' ? gzip : deflate
  return new Promise((resolve, reject) => {
    compress(body, (error, smaller) => (error ? reject(error) : resolve(ownBytes(smaller))))
  })
}

/** No step blocks the event loop, or one of zlib's threads, which others share, for long. */
async function compressInSlices(
  body: Uint8Array,
  coding: Coding,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const options = { chunkSize: pieceBytes }
  const compressor = coding === 'gzip' ? createGzip(options) : createDeflate(options)
  const pieces: Uint8Array[] = []
  const collect = async (compressed: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of compressed) pieces.push(piece)
  }
  await pipeline(Readable.from(slicesOf(body)), compressor, collect, {
    ...(signal && { signal }),
  })
  return joinPieces(pieces)
}

function* slicesOf(body: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < body.length; at += sliceBytes) yield body.subarray(at, at + sliceBytes)
}

function ownBytes(bytes: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, length)
    : new Uint8Array(bytes)
}
