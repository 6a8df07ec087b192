import { crc32 } from 'node:zlib'
import { errorCodes } from '../../../abi/enums.ts'
import { concatenate } from '../../exchange/concatenate.ts'
import { CallError } from '../../exchange/errors.ts'
import { mostParts } from '../decode-error.ts'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const headerLength = 13
/** Length, type and check sum (RFC 2083, 3.2). */
const frameLength = 12

/** What the header of a PNG says (RFC 2083, 4.1.1). */
export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bits of a sample. */
  readonly depth: number
  readonly colourType: number
  readonly isInterlaced: boolean
}

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** What is wrong with it, if anything. */
  readonly fault: string | undefined
}

/**
 * The header of a PNG and its compressed pixels, which are one run of chunks; what follows them is not looked at, as by
 * Orthanc. Throws `CallError` 15.
 */
export function readPngChunks(file: Uint8Array): {
  readonly header: PngHeader
  readonly compressed: Uint8Array
} {
  if (!signature.every((byte, i) => file[i] === byte)) throw badPng('it is no PNG')
  const parts: Uint8Array[] = []
  let header: PngHeader | undefined
  for (const { type, data, fault } of chunksOf(file)) {
    if (parts.length > 0 && type !== 'IDAT') break
    if (fault !== undefined) throw badPng(fault)
    if (header === undefined) header = readHeader(type, data)
    else if (type === 'IDAT') parts.push(data)
    else if (isCritical(type) && type !== 'PLTE') throw badPng(`a chunk ${type} before its pixels`)
  }
  if (header === undefined || parts.length === 0) throw badPng('it has no pixels')
  return { header, compressed: concatenate(parts) }
}

/** A file that is no good PNG: code 15. */
export function badPng(why: string): CallError {
  return new CallError(errorCodes.BadFileFormat, `not a valid PNG: ${why}`)
}

function* chunksOf(file: Uint8Array): Generator<Chunk, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  let at = signature.length
  let count = 0
  while (at + frameLength <= file.length) {
    if (++count > mostParts) throw badPng(`it has more than ${mostParts} chunks`)
    const end = at + 8 + view.getUint32(at)
    const typed = file.subarray(at + 4, end)
    const type = String.fromCharCode(...typed.subarray(0, 4))
    yield { type, data: typed.subarray(4), fault: faultOf(type, typed, end + 4 - file.length) }
    at = end + 4
  }
}

/** `missing` is how many bytes of the chunk are not in the file. */
function faultOf(type: string, typed: Uint8Array, missing: number): string | undefined {
  if (missing > 0) return 'a chunk is longer than the file'
  if (!/^[A-Za-z]{4}$/.test(type)) return 'a chunk without a name'
  const sum = new DataView(typed.buffer, typed.byteOffset + typed.length, 4).getUint32(0)
  return isCritical(type) && crc32(typed) !== sum ? `the check sum of ${type} is wrong` : undefined
}

/** A capital as first letter: who does not know the chunk cannot read the file. */
function isCritical(type: string): boolean {
  return type.startsWith(type.charAt(0).toUpperCase())
}

function readHeader(type: string, data: Uint8Array): PngHeader {
  if (type !== 'IHDR' || data.length !== headerLength) throw badPng('it does not begin with IHDR')
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  const [depth = 0, colourType = 0, compression, filter, interlace] = data.subarray(8)
  if (compression !== 0 || filter !== 0 || interlace === undefined || interlace > 1)
    throw badPng('a method of compression, filters or interlacing that PNG does not have')
  const header = { width: view.getUint32(0), height: view.getUint32(4), depth, colourType }
  return { ...header, isInterlaced: interlace === 1 }
}
