import type { ImageRecord, RecordedAnswer } from './case-file.ts'
import { parseAnswers, withFixedBoundary, type RawAnswer } from './raw-answer.ts'

/** What the body of an answer is to be. */
export type ExpectedBody =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | {
      readonly kind: 'hash'
      readonly sha256: string
      readonly length: number
      /** How the body is coded; its decoded bytes have the hash. */
      readonly coding: 'gzip' | 'deflate' | undefined
    }
  | { readonly kind: 'image'; readonly image: ImageRecord }

/** A recorded answer as it is compared. */
export interface Expected {
  readonly statusLine: string
  readonly headers: RawAnswer['headers']
  readonly body: ExpectedBody
}

export function expectedAnswer(recorded: RecordedAnswer): Expected {
  if ('raw_b64' in recorded) {
    const [answer] = parseAnswers(Buffer.from(recorded.raw_b64, 'base64'))
    if (answer === undefined) throw new Error('an empty answer was recorded')
    const { statusLine, headers, body } = withFixedBoundary(answer)
    return { statusLine, headers, body: { kind: 'bytes', bytes: body } }
  }
  const head = Buffer.from(`${recorded.head.join('\r\n')}\r\n\r\n`, 'latin1')
  const [answer] = parseAnswers(head)
  if (answer === undefined) throw new Error('an answer without a head was recorded')
  const { statusLine, headers } = withFixedBoundary(answer)
  return { statusLine, headers, body: expectedBody(recorded) }
}

function expectedBody(recorded: Exclude<RecordedAnswer, { raw_b64: string }>): ExpectedBody {
  const { image, coding, body_sha256: sha256 = '', body_length: length = -1 } = recorded
  return image === undefined ? { kind: 'hash', sha256, length, coding } : { kind: 'image', image }
}
