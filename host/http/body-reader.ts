import type { IncomingMessage } from 'node:http'
import { concatenate } from '../exchange/concatenate.ts'
import type { OpenBody } from './body-budget.ts'

export type ReadBody =
  | { readonly kind: 'read'; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'too-large' }

interface ReadOptions {
  /** More bytes than that are not kept. */
  readonly limitBytes: number
  /** As many as the client announced; 0 where it did not. */
  readonly announcedBytes: number
  /** Whether the bytes are wanted, or only read away. */
  readonly keep: boolean
  /** What the bytes are counted in. */
  readonly share: OpenBody | undefined
  /** Called once, unless the client leaves or breaks off. */
  readonly done: (result: ReadBody) => void
}

/** Once so much has come, room for all that was announced is made. */
const believedBytes = 1024 * 1024

/** So much of a body is joined at a time; the event loop turns in between. */
const sliceBytes = 4 * 1024 * 1024

/** Reads a request's body chunk by chunk; what it gives has a buffer of its own, which may be transferred. */
export function readBody(incoming: IncomingMessage, options: ReadOptions): void {
  const { limitBytes, keep, share, done } = options
  const body = new GrowingBody(options.announcedBytes)
  let length = 0
  const onData = (chunk: Buffer): void => {
    length += chunk.length
    if (length > limitBytes) {
      incoming.off('data', onData).off('end', onEnd)
      return done({ kind: 'too-large' })
    }
    if (!keep) return
    body.add(chunk)
    if (share?.take(chunk.length, () => incoming.resume()) === 'waits') incoming.pause()
  }
  const onEnd = (): void => {
    share?.whole()
    body.whole((whole) => done({ kind: 'read', body: whole }))
  }
  // A client that leaves is told of by its connection
  incoming.on('data', onData).on('end', onEnd).on('error', ignore)
}

/** The part of a body that has come. No step of it takes long, whatever its size. */
class GrowingBody {
  readonly #announced: number
  #chunks: Uint8Array[] = []
  #length = 0
  /** Room for all of it, filled up to `#length`; chunks are copied at once, so that they need not be kept. */
  #room: Uint8Array<ArrayBuffer> | undefined

  constructor(announced: number) {
    this.#announced = announced
  }

  add(chunk: Uint8Array): void {
    const end = this.#length + chunk.length
    if (this.#room === undefined && end >= believedBytes && end <= this.#announced) this.#makeRoom()
    if (this.#room === undefined) this.#chunks.push(chunk)
    else this.#room.set(chunk, this.#length)
    this.#length = end
  }

  whole(done: (body: Uint8Array<ArrayBuffer>) => void): void {
    if (this.#room !== undefined) return done(this.#room)
    if (this.#length <= sliceBytes) return done(concatenate(this.#chunks))
    joinInTurns(this.#chunks, new Uint8Array(this.#length), done)
  }

  #makeRoom(): void {
    this.#room = new Uint8Array(this.#announced)
    this.#room.set(concatenate(this.#chunks))
    this.#chunks = []
  }
}

/** Joins pieces without holding the event loop up for the whole of a large body. */
function joinInTurns(
  pieces: readonly Uint8Array[],
  whole: Uint8Array<ArrayBuffer>,
  done: (body: Uint8Array<ArrayBuffer>) => void,
): void {
  let next = 0
  let at = 0
  const joinSome = (): void => {
    const end = at + sliceBytes
    for (; at < end; next++) {
      const piece = pieces[next]
      if (piece === undefined) return done(whole)
      whole.set(piece, at)
      at += piece.length
    }
    setImmediate(joinSome)
  }
  joinSome()
}

function ignore(): void {}
