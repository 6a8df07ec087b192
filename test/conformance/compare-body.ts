import { gunzipSync, inflateSync } from 'node:zlib'
import { compareImage } from './compare-image.ts'
import type { ExpectedBody } from './expected-answer.ts'
import { fixBody, type RawAnswer } from './raw-answer.ts'
import { hashOf } from './hash.ts'
import { show } from './show.ts'

/** What differs between the body of an answer and what it is to be; `raw` is the answer with its own boundary. */
export async function compareBody(
  expected: ExpectedBody,
  answer: RawAnswer,
  raw: RawAnswer,
): Promise<readonly string[]> {
  if (expected.kind === 'bytes') return compareBytes(answer.body, expected.bytes)
  try {
    if (expected.kind === 'image') return await compareImage(expected.image, answer.body)
    const body = fixBody(decodeBody(answer.body, expected.coding), raw)
    const hash = hashOf(body)
    if (body.length === expected.length && hash === expected.sha256) return []
    return [`body: ${body.length} bytes, ${hash}; expected ${expected.length}, ${expected.sha256}`]
  } catch (error) {
    // The decoders throw whatever they like; each means that the body is wrong.
    return [`the body cannot be decoded: ${String(error)}`]
  }
}

function compareBytes(found: Buffer, wanted: Buffer): readonly string[] {
  if (found.equals(wanted)) return []
  return [`got body      ${show(found)}\nexpected body ${show(wanted)}`]
}

export function decodeBody(body: Buffer, coding: string | undefined): Buffer {
  if (coding === 'gzip') return gunzipSync(body)
  return coding === 'deflate' ? inflateSync(body) : body
}
