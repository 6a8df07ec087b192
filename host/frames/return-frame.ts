import type { Answer, CompleteAnswer, ErrorAnswer, Header } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { breaksLine, headerPairs } from '../exchange/http.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { fileUnit } from './callback-frame.ts'
import { Fields, textOf } from './fields.ts'
import {
  encodeFrame,
  frameKinds,
  FrameError,
  headBytes,
  readValue,
  writeHead,
  type Frame,
} from './frame.ts'

const flags = { nosniff: 1, compressible: 2, inFile: 4, json: 8 } as const

/** Words after the head: ordinal, length of the texts, length of the body, the body's place in the file in `fileUnit`s. */
const words = 4
/** Follows each text of the head; no type, name or value contains it. Strings are terminated for a reader in C. */
const terminator = '\0'

/** Bodies up to this size become text: cheaper to write together with their head. */
const shortBytes = 4096

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
  let length = headBytes + words * 4 + compressAs.length + 1
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
  const textsAt = at + headBytes + words * 4
  let text = (compressAs ?? '') + terminator
  for (const [name, value] of headers) text += name + terminator + value + terminator
  const end = textsAt + text.length
  writeHead(to, at, {
    length: end - at + (filed === undefined ? bodyBytes : 0),
    kind: frameKinds.return,
    flags:
      (nosniff ? flags.nosniff : 0) |
      (compressAs === undefined ? 0 : flags.compressible) |
      (filed === undefined ? 0 : flags.inFile),
    code: status,
  })
  to.writeUInt32LE(ordinal, at + headBytes)
  to.writeUInt32LE(text.length, at + headBytes + 4)
  to.writeUInt32LE(bodyBytes, at + headBytes + 8)
  to.writeUInt32LE((filed?.at ?? 0) / fileUnit, at + headBytes + 12)
  to.write(text, textsAt, 'latin1')
  if (typeof body !== 'string') return end
  to.write(body, end, 'latin1')
  return end + body.length
}

/** The frame of any other answer: an error, no answer, or the end of an answer in parts. */
export function encodeOtherReturn(
  ordinal: number,
  answer: Exclude<Answer, CompleteAnswer>,
): readonly Uint8Array[] {
  const pieces = encodeFrame(frameKinds.return, { ordinal, answer })
  const [head] = pieces
  if (head !== undefined) head[5] = flags.json
  return pieces
}

/**
 * Decodes an answer. A body up to 4 KiB becomes text, a larger one is a view of the frame. Throws `FrameError` for a frame
 * that violates the protocol.
 */
export function decodeReturn(frame: Frame): Return {
  if ((frame.flags & flags.json) !== 0) return decodeOtherReturn(frame)
  const { payload, code: status } = frame
  if (payload.length < words * 4) throw new FrameError('an answer frame that is too short')
  if (status < statuses.least || status > statuses.most)
    throw new FrameError(`an answer of status ${status}`)
  const textBytes = payload.readUInt32LE(4)
  const bodyBytes = payload.readUInt32LE(8)
  const isInFile = (frame.flags & flags.inFile) !== 0
  const bodyAt = words * 4 + textBytes
  if (bodyAt + (isInFile ? 0 : bodyBytes) !== payload.length || textBytes > mostTextBytes)
    throw new FrameError('an answer frame whose length does not match its contents')
  const text = payload.toString('latin1', words * 4, bodyAt)
  if (lineBreak.test(text)) throw new FrameError('a line break in a header')
  const [compressAs = '', ...lines] = text.split(terminator, mostTexts + 1)
  const answer: CompleteAnswer = {
    kind: 'complete',
    status,
    headers: pairsOf(lines),
    nosniff: (frame.flags & flags.nosniff) !== 0,
    body: isInFile ? '' : bodyOf(payload, bodyAt),
    ...((frame.flags & flags.compressible) === 0 ? {} : { compressAs }),
  }
  const filed = { at: payload.readUInt32LE(12) * fileUnit, length: bodyBytes }
  return { ordinal: payload.readUInt32LE(0), answer, filed: isInFile ? filed : undefined }
}

function bodyOf(payload: Buffer, at: number): CompleteAnswer['body'] {
  if (payload.length - at <= shortBytes) return payload.toString('latin1', at)
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

/** Checks a header line of a JSON payload. */
export function headerOf(value: unknown): Header {
  if (!Array.isArray(value) || value.length !== 2) throw new FrameError('not a header line')
  const [name, text] = value.map((part) => textOf(part, 'a header', fixedLimits.stringBytes))
  if (name === undefined || text === undefined || breaksLine(name) || breaksLine(text))
    throw new FrameError('a line break in a header')
  return [name, text]
}
