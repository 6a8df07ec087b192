import { errorCodes } from '../../../abi/enums.ts'
import { CallError } from '../../exchange/errors.ts'
import { mostParts } from '../decode-error.ts'

/** A part of a JPEG: its marker's second byte, its content, and all its bytes. */
export interface Segment {
  readonly marker: number
  /** Behind the length. */
  readonly data: Uint8Array
  /** With marker and length, and of a scan with its coded pixels. */
  readonly whole: Uint8Array
}

/** Second bytes of the markers (ITU T.81, table B.1). */
export const markers = { huffman: 0xc4, end: 0xd9, scan: 0xda, quantisation: 0xdb } as const
const startOfImage = 0xffd8

/** The segments up to the end of the image. Throws `CallError` -1 for one that is longer than the file, and for too many. */
export function* segmentsOf(file: Uint8Array): Generator<Segment, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 4 || view.getUint16(0) !== startOfImage) throw badJpeg('it is no JPEG')
  let at = 2
  let count = 0
  while (at + 4 <= file.length) {
    const marker = file[at + 1] ?? 0
    if (file[at] !== 0xff) throw badJpeg('a marker is missing')
    if (marker === markers.end) return
    const length = view.getUint16(at + 2)
    const end = at + 2 + length
    // Any number of FF may stand in front of a marker.
    if (marker === 0xff) at++
    else if (length < 2 || end > file.length) throw badJpeg('it is cut short')
    else {
      if (++count > mostParts) throw badJpeg(`it has more than ${mostParts} segments`)
      const next = marker === markers.scan ? endOfScan(file, end) : end
      yield { marker, data: file.subarray(at + 4, end), whole: file.subarray(at, next) }
      at = next
    }
  }
  if (file[at] !== 0xff || file[at + 1] !== markers.end) throw badJpeg('it is cut short')
}

/** A file that is no good JPEG: code -1, as Orthanc has it. */
export function badJpeg(why: string): CallError {
  return new CallError(errorCodes.InternalError, `not a valid JPEG: ${why}`)
}

/** Where the coded pixels end: at a marker that is neither a restart nor a stuffed FF. */
function endOfScan(file: Uint8Array, start: number): number {
  let at = start
  for (;;) {
    at = file.indexOf(0xff, at)
    const next = file[at + 1]
    if (at < 0 || next === undefined) throw badJpeg('it is cut short')
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
    at += 2
  }
}
