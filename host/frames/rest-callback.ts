import type { Answer, CompleteAnswer, ErrorAnswer, Header } from '../exchange/answer.ts'
import { byteStringFrom, shortBodyBytes, type ByteString } from '../exchange/byte-string.ts'
import { headerPairs } from '../exchange/http.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { noBytes } from '../exchange/bytes.ts'
import { rememberLast } from '../exchange/remember-last.ts'
import type { Request } from '../exchange/request.ts'
import { fileUnit } from './body-file.ts'
import { Fields, headerOf } from './fields.ts'
import {
  frameKinds,
  FrameError,
  headBytes,
  writeHead,
  type Frame,
  encodeFrame,
  readValue,
} from './frame.ts'

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

const callbackFlags = { hasArguments: 1, nested: 2, inFile: 4 } as const

/**
 * Words after the head. The lengths of the texts follow, then the texts, the header lines, and the body. The body's place in
 * the file is in units of `fileUnit`.
 */
const callbackWords = 8
/** Texts that every request has: id, path, URI, query. Groups follow. */
const ownTexts = 4
/** Follows each header line, and each text of the head of an answer: neither contains it. */
const terminator = '\0'

interface CallbackOptions {
  readonly isNested?: boolean
  readonly bodyAt?: number | undefined
  readonly answersRead?: number
}

/**
 * The frame of a callback: a text, which Node writes faster than the same bytes, and the body if it is long. With `bodyAt`, a
 * multiple of `fileUnit`, the body is in the file already.
 */
export function encodeCallback(
  { ordinal, route, groups, request }: Callback,
  { isNested = false, bodyAt, answersRead = 0 }: CallbackOptions = {},
): readonly [text: ByteString] | readonly [text: ByteString, body: Uint8Array] {
  const { id, path, uri, query, headerLines, body, method, hasArguments } = request
  let lengths = u32(id.length) + u32(path.length) + u32(uri.length) + u32(query.length)
  let texts = id + path + uri + query
  for (const group of groups) {
    lengths += u32(group.length)
    texts += group
  }
  let lines = ''
  for (const line of headerLines) lines += line + terminator
  const isInFile = bodyAt !== undefined
  const isApart = !isInFile && body.length > shortBodyBytes
  const flags =
    (hasArguments ? callbackFlags.hasArguments : 0) |
    (isNested ? callbackFlags.nested : 0) |
    (isInFile ? callbackFlags.inFile : 0)
  const rest =
    u32(frameKinds.callback | (flags << 8)) +
    u32(ordinal) +
    u32(route) +
    u32(method) +
    u32(groups.length) +
    u32(lines.length) +
    u32(body.length) +
    u32((bodyAt ?? 0) / fileUnit) +
    u32(answersRead) +
    lengths +
    texts +
    lines +
    (isInFile || isApart || body.length === 0 ? '' : byteStringFrom(body))
  const text = u32(4 + rest.length + (isApart ? body.length : 0)) + rest
  return isApart ? [text, body] : [text]
}

/** Four bytes, little-endian. */
function u32(value: number): ByteString {
  return smallWords[value] ?? makeWord(value)
}

function makeWord(value: number): ByteString {
  return String.fromCharCode(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24)
}

/** Most numbers of a callback are small, and looking a text up is cheaper than making it. */
const smallWords = Array.from({ length: 2048 }, (_, value) => makeWord(value))

/** Decodes a callback. The body is a view of the frame. Throws `FrameError` if the frame is incomplete. */
export function decodeCallback(frame: Frame): ReceivedCallback {
  const { payload } = frame
  if (payload.length < callbackWords * 4) throw new FrameError('a callback frame that is too short')
  const word = (place: number): number => payload.readUInt32LE(place * 4)
  const count = ownTexts + word(3)
  const textAt = (callbackWords + count) * 4
  if (textAt > payload.length) throw new FrameError('a callback frame whose texts are missing')
  let linesAt = 0
  for (let i = 0; i < count; i++) linesAt += word(callbackWords + i)
  const at = textAt + linesAt + word(4)
  // One string for all texts, and parts of it: cheaper than a call of Node for each.
  const text = payload.toString('latin1', textAt, at)
  const texts: ByteString[] = []
  for (let i = 0, start = 0; i < count; i++) {
    const end = start + word(callbackWords + i)
    texts.push(text.slice(start, end))
    start = end
  }
  const bodyLength = word(5)
  const isInFile = (frame.flags & callbackFlags.inFile) !== 0
  if (at + (isInFile ? 0 : bodyLength) !== payload.length)
    throw new FrameError('a callback frame whose length does not match its contents')
  const [id = '', path = '', uri = '', query = ''] = texts
  return {
    ordinal: word(0),
    route: word(1),
    groups: texts.slice(ownTexts),
    isNested: (frame.flags & callbackFlags.nested) !== 0,
    bodyAt: isInFile ? word(6) * fileUnit : undefined,
    bodyLength,
    answersRead: word(7),
    request: {
      id,
      method: word(2),
      path,
      uri,
      query,
      hasArguments: (frame.flags & callbackFlags.hasArguments) !== 0,
      headerLines: splitLines(text.slice(linesAt)),
      body: isInFile || bodyLength === 0 ? noBytes : payload.subarray(at),
    },
  }
}

/** A client sends the same lines again and again: they are the same array then. */
const splitLines = rememberLast((text: ByteString): readonly ByteString[] =>
  text === '' ? [] : text.slice(0, -1).split(terminator),
)

const answerFlags = { nosniff: 1, compressible: 2, inFile: 4, json: 8 } as const

/** Words after the head: ordinal, length of the texts, length of the body, the body's place in the file in `fileUnit`s. */
const answerWords = 4
/** The maximum of `MaxHeaderKiB`, and room for the terminators of `MaxHeaderLines` lines. */
const mostTextBytes = 17 * 1024 * 1024
const mostTexts = 2 * fixedLimits.stringCount + 2

const statuses = { least: 200, most: 599 } as const
const codes = { least: -(2 ** 31), most: 2 ** 31 - 1 } as const

/** A complete answer; its body may lie in the body file. */
export interface Return {
  readonly ordinal: number
  readonly answer: Answer
  /** The body's place in the body file and its length, in bytes; `answer.body` is empty then. */
  readonly filed: { readonly at: number; readonly length: number } | undefined
}

/** Bytes that `writeReturn` writes before a body that is not text. */
export function returnHeadBytes({ compressAs = '', headers }: CompleteAnswer): number {
  let length = headBytes + answerWords * 4 + compressAs.length + 1
  for (const [name, value] of headers) length += name.length + value.length + 2
  return length
}

/**
 * Writes a complete answer to a buffer that has room, and returns its end. A body that is not text is not written: it
 * follows the frame's head, or lies in the file at `filed`, a multiple of `fileUnit`.
 */
export function writeReturn(
  to: Buffer,
  at: number,
  { ordinal, answer, filed }: Omit<Return, 'answer'> & { readonly answer: CompleteAnswer },
): number {
  const { body, headers, nosniff, compressAs, status } = answer
  const bodyBytes = filed?.length ?? body.length
  const textsAt = at + headBytes + answerWords * 4
  let text = (compressAs ?? '') + terminator
  for (const [name, value] of headers) text += name + terminator + value + terminator
  const textBytes = text.length
  writeHead(to, at, {
    length: textsAt + textBytes - at + (filed === undefined ? bodyBytes : 0),
    kind: frameKinds.return,
    flags:
      (nosniff ? answerFlags.nosniff : 0) |
      (compressAs === undefined ? 0 : answerFlags.compressible) |
      (filed === undefined ? 0 : answerFlags.inFile),
    code: status,
  })
  to.writeUInt32LE(ordinal, at + headBytes)
  to.writeUInt32LE(textBytes, at + headBytes + 4)
  to.writeUInt32LE(bodyBytes, at + headBytes + 8)
  to.writeUInt32LE((filed?.at ?? 0) / fileUnit, at + headBytes + 12)
  if (typeof body === 'string') text += body
  return textsAt + to.write(text, textsAt, 'latin1')
}

/** The frame of any other answer: an error, no answer, or the end of an answer in parts. */
export function encodeOtherReturn(
  ordinal: number,
  answer: Exclude<Answer, CompleteAnswer>,
): readonly Uint8Array[] {
  const pieces = encodeFrame(frameKinds.return, { ordinal, answer })
  const [head] = pieces
  if (head !== undefined) head[5] = answerFlags.json
  return pieces
}

/**
 * Decodes an answer. A short body becomes text, a larger one is a view of the frame. Throws `FrameError` for a frame
 * that violates the protocol.
 */
export function decodeReturn(frame: Frame): Return {
  if ((frame.flags & answerFlags.json) !== 0) return decodeOtherReturn(frame)
  const { payload, code: status } = frame
  if (payload.length < answerWords * 4) throw new FrameError('an answer frame that is too short')
  if (status < statuses.least || status > statuses.most)
    throw new FrameError(`an answer of status ${status}`)
  const textBytes = payload.readUInt32LE(4)
  const bodyBytes = payload.readUInt32LE(8)
  const isInFile = (frame.flags & answerFlags.inFile) !== 0
  const bodyAt = answerWords * 4 + textBytes
  if (bodyAt + (isInFile ? 0 : bodyBytes) !== payload.length || textBytes > mostTextBytes)
    throw new FrameError('an answer frame whose length does not match its contents')
  const isText = !isInFile && bodyBytes <= shortBodyBytes
  // One string for the texts and a short body: cheaper than a call of Node for each.
  const text = payload.toString('latin1', answerWords * 4, isText ? payload.length : bodyAt)
  const { compressAs, headers } = decodeTexts(text.slice(0, textBytes))
  const answer: CompleteAnswer = {
    kind: 'complete',
    status,
    headers,
    nosniff: (frame.flags & answerFlags.nosniff) !== 0,
    compressAs: (frame.flags & answerFlags.compressible) === 0 ? undefined : compressAs,
    body: isText ? text.slice(textBytes) : isInFile ? '' : bodyOf(payload, bodyAt),
  }
  const filed = isInFile
    ? { at: payload.readUInt32LE(12) * fileUnit, length: bodyBytes }
    : undefined
  return { ordinal: payload.readUInt32LE(0), answer, filed }
}

/** Most answers of a plugin have the same texts as the one before. */
const decodeTexts = rememberLast((text: ByteString) => {
  if (lineBreak.test(text)) throw new FrameError('a line break in a header')
  const [compressAs = '', ...lines] = text.split(terminator, mostTexts + 1)
  return { compressAs, headers: pairsOf(lines) }
})

function bodyOf(payload: Buffer, at: number): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset } = payload
  if (!(buffer instanceof ArrayBuffer)) throw new FrameError('a body in shared memory')
  return new Uint8Array(buffer, byteOffset + at, payload.length - at)
}

/** The text ends with a terminator, so the last line is empty. */
function pairsOf(lines: readonly ByteString[]): readonly Header[] {
  if (lines.length % 2 === 0 || lines.length > mostTexts)
    throw new FrameError('a header without its value, or too many of them')
  return headerPairs(lines)
}

function decodeOtherReturn(frame: Frame): Return {
  const fields = new Fields(readValue(frame))
  const ordinal = fields.integer('ordinal', 0, 2 ** 32 - 1)
  return { ordinal, answer: otherAnswer(new Fields(fields.any('answer'))), filed: undefined }
}

function otherAnswer(fields: Fields): Answer {
  const kind = fields.choice('kind', ['error', 'nothing', 'streamed'])
  if (kind === 'nothing') return { kind }
  if (kind === 'streamed') return { kind, complete: fields.boolean('complete') }
  return errorOf(fields)
}

function errorOf(fields: Fields): ErrorAnswer {
  const status = fields.optional('status', (key) =>
    fields.integer(key, statuses.least, statuses.most),
  )
  const details = fields.optional('details', (key) => fields.text(key, fixedLimits.detailsBytes))
  return {
    kind: 'error',
    code: fields.integer('code', codes.least, codes.most),
    headers: fields.list('headers', fixedLimits.stringCount, headerOf),
    hasType: fields.boolean('hasType'),
    nosniff: fields.boolean('nosniff'),
    ...(status === undefined ? {} : { status }),
    ...(details === undefined ? {} : { details }),
  }
}

const lineBreak = /[\r\n]/
