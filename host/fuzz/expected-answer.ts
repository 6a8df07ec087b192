import type { Answer } from '../exchange/answer.ts'

/** The pixels that an answer must hold, as they were when the guest asked for them. */
export interface ExpectedImage {
  readonly isPng: boolean
  readonly format: number
  readonly width: number
  readonly height: number
  readonly pitch: number
  readonly quality: number
  readonly data: Uint8Array
}

/** The body that an answer must have. */
export type ExpectedBody =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'image'; readonly image: ExpectedImage }

/** What an answer must be; texts are parts of what the real one says. */
export type ExpectedAnswer =
  | (Omit<Extract<Answer, { kind: 'complete' }>, 'body'> & { readonly body: ExpectedBody })
  | (Omit<Extract<Answer, { kind: 'error' }>, 'details'> & { readonly details: readonly string[] })
  | Extract<Answer, { kind: 'nothing' | 'streamed' }>

/** What the answers of one scenario have in common. */
export interface AnswerRules {
  readonly maxAnswerBytes: number
  readonly redirectStatus: number
  readonly uuid: string
  /** Pieces of a stream that the client takes before it leaves. */
  readonly clientTakes: number
  /** Bytes of the file that an image becomes. */
  readonly encodedBytes: (image: ExpectedImage) => number
}
