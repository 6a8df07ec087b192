import { createHash, type Hash } from 'node:crypto'
import type { Answer, StreamHead } from '../exchange/answer.ts'
import type { AnswerSink } from '../exchange/ports.ts'

/** Takes a streamed answer as a client would who never waits, and what is left of it: a hash. */
export class HashSink implements AnswerSink {
  readonly #hash: Hash = createHash('sha1')

  begin(head: StreamHead): void {
    this.#hash.update(JSON.stringify(head))
  }

  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#hash.update(bytes)
  }

  /** The same for the same answer, byte for byte, with what was streamed of it. */
  digest(answer: Answer): string {
    const { body, ...head } = answer.kind === 'complete' ? answer : { ...answer, body: '' }
    this.#hash.update(JSON.stringify(head))
    if (typeof body === 'string') this.#hash.update(body, 'latin1')
    else this.#hash.update(body)
    return this.#hash.digest('hex')
  }
}

/** An answer in two words: `complete 200`, `error 3`, `streamed whole`. */
export function shapeOf(answer: Answer): string {
  if (answer.kind === 'complete') return `complete ${answer.status}`
  if (answer.kind === 'error') return `error ${answer.code}`
  if (answer.kind === 'streamed') return `streamed ${answer.complete ? 'whole' : 'in part'}`
  return answer.kind
}
