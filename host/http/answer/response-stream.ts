import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Header, StreamHead } from '../../exchange/answer.ts'
import { bodiless } from '../../exchange/http.ts'
import type { StreamTarget } from '../../exchange/ports.ts'
import { connectionClose, reasonOf, prepareHeaders } from './answer-writer.ts'

type Taken = (open: boolean) => void

/**
 * Delay of a reset, so that what was written is sent and read first: a client that receives both at once may mistake the
 * reset for the end of the body.
 */
const cutMs = 25

/** Bytes written to the socket at once. */
const pieceBytes = 256 * 1024

interface StreamOptions {
  /** The first headers of an answer after which the connection stays. */
  readonly commonHeaders: readonly string[]
  /** The value of `X-Request-Id`; absent: the answer has no such header, unless `begin` sets it. */
  readonly requestId: string | undefined
}

/** An answer that is sent part by part; without a length it ends with the connection. */
export class ResponseStream implements StreamTarget {
  readonly #response: ServerResponse
  readonly #socket: Socket
  readonly #commonHeaders: readonly string[]
  readonly #waiting = new Set<Taken>()
  #state: 'new' | 'begun' | 'refused' | 'left' = 'new'
  /** A large part that is being written, and the parts after it. */
  #large: { readonly bytes: Uint8Array; readonly taken: Taken }[] = []
  #isEnded = false
  #cutting = false
  #endsConnection = true
  readonly #requestId: string | undefined
  /** Bytes of the body that were passed to the connection. */
  bytes = 0

  constructor(response: ServerResponse, socket: Socket, options: StreamOptions) {
    this.#commonHeaders = options.commonHeaders
    this.#requestId = options.requestId
    this.#response = response
    this.#socket = socket
  }

  /** Whether bytes of it may have been sent. */
  get hasBegun(): boolean {
    return this.#state === 'begun'
  }

  /** Whether the end of the connection is the end of the body. */
  get endsConnection(): boolean {
    return this.#endsConnection
  }

  begin({ status, headers, length }: StreamHead): void {
    if (this.#state !== 'new') return
    const prepared = prepareHeaders(headers)
    if (prepared.unsendable !== undefined) {
      this.#state = 'refused'
      return
    }
    this.#state = 'begun'
    const response = this.#response
    response.sendDate = false
    response.useChunkedEncodingByDefault = false
    this.#endsConnection = length === undefined && !bodiless.has(status)
    const first = this.#endsConnection ? connectionClose : this.#commonHeaders
    const lines = [...first, ...prepared.lines]
    if (this.#requestId !== undefined && !headers.some(isRequestId))
      lines.push('X-Request-Id', this.#requestId)
    if (length !== undefined) lines.push('Content-Length', String(length))
    response.writeHead(status, reasonOf(status), lines)
    // Sends the head; flushHeaders would encode its bytes as UTF-8. The head of an answer to HEAD is sent at the end.
    response.write('', 'latin1')
  }

  write(bytes: Uint8Array<ArrayBuffer>, taken: Taken): void {
    if (this.#state !== 'begun' || this.#cutting) return taken(false)
    this.bytes += bytes.length
    this.#waiting.add(taken)
    if (this.#large.length > 0 || bytes.length > pieceBytes)
      return this.#writeInPieces(bytes, taken)
    this.#response.write(bytes, (error) => this.#settle(taken, !error))
  }

  /** Ends the answer; a cut one resets the connection, since only that shows that bytes are missing. */
  end(complete: boolean): void {
    this.#isEnded = true
    if (!complete) this.#cut()
    else if (this.#large.length === 0) this.#response.end()
  }

  leave(): void {
    this.#state = 'left'
    this.#large = []
    for (const taken of this.#waiting) this.#settle(taken, false)
  }

  /** With TLS, encrypting a piece blocks the event loop. Later parts wait for a large one. */
  #writeInPieces(bytes: Uint8Array, taken: Taken): void {
    this.#large.push({ bytes, taken })
    if (this.#large.length === 1) this.#writeFrom(0)
  }

  #writeFrom(at: number): void {
    const [part] = this.#large
    if (part === undefined) return
    const end = at + pieceBytes
    this.#response.write(part.bytes.subarray(at, end), (error) => {
      if (error) return this.#settle(part.taken, false)
      if (end < part.bytes.length) return this.#writeFrom(end)
      this.#large.shift()
      this.#settle(part.taken, true)
      if (this.#large.length > 0) this.#writeFrom(0)
      else if (this.#isEnded && !this.#cutting) this.#response.end()
    })
  }

  #settle(taken: Taken, open: boolean): void {
    if (!this.#waiting.delete(taken)) return
    taken(open)
  }

  #cut(): void {
    this.#cutting = true
    setTimeout(() => reset(this.#socket), cutMs)
  }
}

function isRequestId([name]: Header): boolean {
  return name.toLowerCase() === 'x-request-id'
}

function reset(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy()
  else socket.resetAndDestroy()
}
