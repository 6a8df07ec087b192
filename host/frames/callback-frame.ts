import type { ByteString } from '../exchange/byte-string.ts'
import type { Request } from '../exchange/request.ts'
import { frameKinds, FrameError, headBytes, writeHead, type Frame } from './frame.ts'
import { noBytes } from '../exchange/bytes.ts'

/** A REST callback: which route of the plugin answers which request. */
export interface Callback {
  /** Its RETURN has the same ordinal. */
  readonly ordinal: number
  readonly route: number
  readonly groups: readonly ByteString[]
  readonly request: Request
}

/** A callback as the guest receives it. */
export interface ReceivedCallback extends Callback {
  /** True if it runs at once, on top of the callback whose CALL waits. */
  readonly isNested: boolean
  /** The body's place in the body file, in bytes; `undefined` if the body is in the frame. */
  readonly bodyAt: number | undefined
  readonly bodyLength: number
  /** How many bodies of answers the front has read from the file so far. */
  readonly answersRead: number
}

const flags = { hasArguments: 1, nested: 2, inFile: 4 } as const

/**
 * Words after the head. The lengths of the texts follow, then the texts, then the body. The body's place in the file is in
 * units of `fileUnit`.
 */
const words = 8
/** Texts that every request has: id, path, URI, query. Groups and header lines follow. */
const ownTexts = 4
/** Bodies up to this size are copied into the frame: cheaper than writing one more piece. */
const copiedBytes = 16 * 1024

/** Places in the body file are multiples of this, so that a u32 can address them all. */
export const fileUnit = 64 * 1024

interface CallbackOptions {
  readonly isNested?: boolean
  readonly bodyAt?: number | undefined
  readonly answersRead?: number
}

/** The frame of a callback, in pieces. With `bodyAt`, a multiple of `fileUnit`, the body is in the file already. */
export function encodeCallback(
  { ordinal, route, groups, request }: Callback,
  { isNested = false, bodyAt, answersRead = 0 }: CallbackOptions = {},
): readonly Uint8Array[] {
  const { id, path, uri, query, headerLines, body, method, hasArguments } = request
  const texts = [id, path, uri, query, ...groups, ...headerLines]
  const text = texts.join('')
  const isApart = bodyAt !== undefined || body.length > copiedBytes
  const textAt = headBytes + (words + texts.length) * 4
  const size = textAt + text.length + (isApart ? 0 : body.length)
  const frame = Buffer.allocUnsafe(size)
  writeHead(frame, 0, {
    length: size + (isApart && bodyAt === undefined ? body.length : 0),
    kind: frameKinds.callback,
    flags:
      (hasArguments ? flags.hasArguments : 0) |
      (isNested ? flags.nested : 0) |
      (bodyAt === undefined ? 0 : flags.inFile),
  })
  let at = headBytes
  at = frame.writeUInt32LE(ordinal, at)
  at = frame.writeUInt32LE(route, at)
  at = frame.writeUInt32LE(method, at)
  at = frame.writeUInt32LE(groups.length, at)
  at = frame.writeUInt32LE(texts.length, at)
  at = frame.writeUInt32LE(body.length, at)
  at = frame.writeUInt32LE((bodyAt ?? 0) / fileUnit, at)
  at = frame.writeUInt32LE(answersRead, at)
  for (const one of texts) at = frame.writeUInt32LE(one.length, at)
  frame.write(text, textAt, 'latin1')
  if (!isApart) frame.set(body, size - body.length)
  return isApart && bodyAt === undefined ? [frame, body] : [frame]
}

/** Decodes a callback. The body is a view of the frame. Throws `FrameError` if the frame is incomplete. */
export function decodeCallback(frame: Frame): ReceivedCallback {
  const { payload } = frame
  if (payload.length < words * 4) throw new FrameError('a callback frame that is too short')
  const word = (place: number): number => payload.readUInt32LE(place * 4)
  const count = word(4)
  const bodyLength = word(5)
  const groupsEnd = ownTexts + word(3)
  const textAt = (words + count) * 4
  if (textAt > payload.length || groupsEnd > count)
    throw new FrameError('a callback frame whose texts are missing')
  const lengths = Array.from({ length: count }, (_, i) => word(words + i))
  const at = lengths.reduce((end, length) => end + length, textAt)
  // One string for all texts, and parts of it: cheaper than a call of Node for each.
  const text = payload.toString('latin1', textAt, at)
  let next = 0
  const texts = lengths.map((length) => {
    const start = next
    next += length
    return text.slice(start, next)
  })
  const isInFile = (frame.flags & flags.inFile) !== 0
  if (at + (isInFile ? 0 : bodyLength) !== payload.length)
    throw new FrameError('a callback frame whose length does not match its contents')
  const [id = '', path = '', uri = '', query = ''] = texts
  return {
    ordinal: word(0),
    route: word(1),
    groups: texts.slice(ownTexts, groupsEnd),
    isNested: (frame.flags & flags.nested) !== 0,
    bodyAt: isInFile ? word(6) * fileUnit : undefined,
    bodyLength,
    answersRead: word(7),
    request: {
      id,
      method: word(2),
      path,
      uri,
      query,
      hasArguments: (frame.flags & flags.hasArguments) !== 0,
      headerLines: texts.slice(groupsEnd),
      body: isInFile || bodyLength === 0 ? noBytes : payload.subarray(at),
    },
  }
}
