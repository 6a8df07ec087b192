import type { LogLevel, OutboundCall, OutboundReply } from '../exchange/ports.ts'
import type { Block } from './course.ts'
import type { ExpectedImage } from './expected-answer.ts'
import type { GuestImage } from './world.ts'

/** An image that a call makes. */
export interface NewImage extends GuestImage {
  /** Bytes of its pixels. */
  readonly bytes: number
  /** Whether the host writes them. */
  readonly isFilled: boolean
  /** What they are, where the model knows, and what they are made of; read once they have a place. */
  readonly pixels?: { readonly source: Block; readonly read: () => Buffer }
}

/** The answer to a request that a guest sent. */
export type OutsideAnswer = Extract<OutboundReply, { kind: 'answered' }>

/** A request that a call sends, and what it does with the answer. */
export interface Asking {
  /** The function that the log names where there is no answer. */
  readonly name: string
  readonly call: OutboundCall
  readonly answered: (answer: OutsideAnswer) => Verdict
}

/** What the contract says about one call. */
export interface Verdict {
  /** The SDK's error code. */
  readonly code: number
  /** Whether it got what no plugin may give: that is logged, and spoils the answer where there is one. */
  readonly bad?: boolean
  /** The argument that is wrong, as a message names it. */
  readonly argument?: string
  /** Lines of the log, besides that for what is bad, and how the last of them begins, or all of it. */
  readonly logs?: readonly LogLevel[]
  readonly says?: string
  readonly line?: string
  /** The request that it sends; all else follows from the answer. */
  readonly asks?: Asking
  /** What it writes first, also where it fails. */
  readonly writes?: { readonly at: number; readonly bytes: Buffer }
  /** Bytes for each of which it allocates, in this order, and where the structs go that describe them. */
  readonly buffers?: readonly { readonly target: number; readonly bytes: Buffer }[]
  /** The text that it gives back. */
  readonly text?: string
  /** Bytes that it allocates and leaves as they are, and where the buffer goes that describes them. */
  readonly buffer?: { readonly target: number; readonly size: number }
  /** The number that it gives back, where that is no text. */
  readonly value?: number
  /** The image whose handle it gives back. */
  readonly image?: NewImage
  /** An image that it encodes into a buffer, and where that goes. */
  readonly encodes?: { readonly target: number; readonly image: ExpectedImage }
  /** What it hands to the guest's `free`. */
  readonly frees?: number
}

/** All was well. */
export const success: Verdict = { code: 0 }

/** The call fails with a code that a void function drops. */
export function refused(code: number): Verdict {
  return { code }
}

/** The call fails for what no plugin may hand over. */
export function bad(code: number, argument?: string): Verdict {
  return argument === undefined ? { code, bad: true } : { code, bad: true, argument }
}
