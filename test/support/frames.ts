import * as fc from 'fast-check'
import type { Header } from '../../host/exchange/answer.ts'
import type { ByteString } from '../../host/exchange/byte-string.ts'
import {
  FrameError,
  FrameReader,
  headBytes,
  writeHead,
  type Frame,
  type Piece,
} from '../../host/frames/frame.ts'

const largestBytes = 2 ** 32 - 1

/** The frames of a stream, each in a buffer of its own. */
export function readFrames(
  chunks: Iterable<Piece>,
  reader = new FrameReader(largestBytes),
): readonly Frame[] {
  const frames: Frame[] = []
  for (const chunk of chunks)
    reader.push(bytesOfPiece(chunk), (frame) =>
      frames.push({ ...frame, payload: Buffer.from(frame.payload) }),
    )
  return frames
}

/** The one frame that was encoded. */
export function frameOf(pieces: readonly Piece[]): Frame {
  const [frame, ...others] = readFrames(pieces)
  if (frame === undefined || others.length > 0) throw new Error('not one frame')
  return frame
}

function bytesOfPiece(piece: Piece): Uint8Array {
  return typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece
}

/** A frame as bytes. */
export function frameBytes(kind: number, payload: Uint8Array = new Uint8Array(0)): Buffer {
  const bytes = Buffer.alloc(headBytes + payload.length)
  writeHead(bytes, 0, { length: bytes.length, kind })
  bytes.set(payload, headBytes)
  return bytes
}

/** A frame that a guest made up: flags and code are any, and most payloads begin as valid ones do. */
export const anyFrame: fc.Arbitrary<Frame> = fc
  .record({
    kind: fc.nat(255),
    flags: fc.nat(255),
    code: fc.oneof(fc.nat(65_535), fc.constant(200)),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.oneof(fc.nat(20), fc.nat(2 ** 32 - 1)), { maxLength: 40 }).map(wordsToBytes),
      fc.json().map(withLength),
    ),
  })
  .map((frame) => ({ ...frame, payload: Buffer.from(frame.payload), owned: undefined }))

function wordsToBytes(words: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(words.length * 4)
  for (const [i, word] of words.entries()) bytes.writeUInt32LE(word, i * 4)
  return bytes
}

/** A JSON text as the payload of a frame. */
function withLength(text: string): Uint8Array {
  const bytes = Buffer.from(`\0\0\0\0${text}`)
  bytes.writeUInt32LE(bytes.length - 4)
  return bytes
}

/** True if `read` returns, or throws `FrameError`: all that a reader of untrusted bytes may do. */
export function readsOrRefuses(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    return error instanceof FrameError
  }
}

/** One character for each byte, as headers, paths and texts of plugins have them. */
export function byteStrings(maxLength = 30, least = 0): fc.Arbitrary<ByteString> {
  return fc
    .array(fc.integer({ min: least, max: 255 }), { maxLength })
    .map((codes) => String.fromCharCode(...codes))
}

/** Header lines as the host's own checks let them through: no NUL, CR or LF. */
export const headerLists: fc.Arbitrary<readonly Header[]> = fc.array(
  fc.tuple(byteStrings(10, 32), byteStrings(20, 32)),
  { maxLength: 5 },
)
