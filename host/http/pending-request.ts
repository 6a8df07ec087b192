import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { BufferShelf } from '../exchange/buffer-shelf.ts'
import type { Client, Sender, StreamTarget } from '../exchange/ports.ts'
import type { OpenBody } from './body-budget.ts'
import type { Connection, OpenRequest } from './connection.ts'
import { readRequestId, scanHeaders, type HeadFields } from './request-head.ts'
import { ResponseStream } from './response-stream.ts'
import type { UnsentBodies } from './unsent-bodies.ts'

export type ClientConnection = Connection<PendingRequest>

/** What all requests of a server share. */
export interface RequestDefaults {
  /** What answers say about a connection that stays. */
  readonly opening: readonly string[]
  readonly newId: () => string
  /** For the bodies of requests. */
  readonly shelf: BufferShelf
}

/** A request that waits for its answer, with both ends of its way back. */
export class PendingRequest implements Client, OpenRequest {
  readonly id: string
  /** The client's own id, which it gets back. */
  readonly clientId: string | undefined
  readonly connection: ClientConnection
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly fields: HeadFields
  readonly #opening: readonly string[]
  readonly #shelf: BufferShelf
  #left = false
  #controller: AbortController | undefined
  #stream: ResponseStream | undefined
  #leaving: (() => void) | undefined
  #isDoubted = false
  #doubting: (() => void) | undefined
  /** What its body takes of the host's memory. */
  share: OpenBody | undefined
  /** Answers it if it comes too late because others took the room; gives whether that is so. */
  onLate: (() => boolean) | undefined
  /** Writes its answer, if that is large. */
  unsent: UnsentBodies | undefined

  constructor(
    connection: ClientConnection,
    incoming: IncomingMessage,
    response: ServerResponse,
    { newId, opening, shelf }: RequestDefaults,
  ) {
    this.connection = connection
    this.incoming = incoming
    this.response = response
    this.#opening = opening
    this.#shelf = shelf
    this.fields = scanHeaders(incoming.rawHeaders)
    this.clientId = readRequestId(this.fields.requestId)
    this.id = this.clientId ?? newId()
  }

  get hasLeft(): boolean {
    return this.#left
  }

  get signal(): AbortSignal {
    // Most requests end before anybody asks for it, and it is dear to make
    this.#controller ??= new AbortController()
    if (this.#left || this.#isDoubted) this.#controller.abort()
    return this.#controller.signal
  }

  get isComplete(): boolean {
    return this.incoming.complete
  }

  get isSent(): boolean {
    return this.response.writableFinished
  }

  onSent(act: () => void): void {
    this.response.once('finish', act)
  }

  get sender(): Sender {
    const { socket } = this.incoming
    const protocol = socket instanceof TLSSocket ? 'https' : 'http'
    return { address: socket.remoteAddress, protocol }
  }

  get shareAddress(): string | undefined {
    return this.connection.client.shareAddress(this.incoming.rawHeaders)
  }

  get target(): StreamTarget {
    this.#stream ??= new ResponseStream(this.response, this.incoming.socket, this.#opening)
    return this.#stream
  }

  /** The streamed answer, if a part of it may be on the wire. */
  get begunStream(): ResponseStream | undefined {
    return this.#stream?.hasBegun ? this.#stream : undefined
  }

  takeBack(buffer: ArrayBuffer): void {
    this.#shelf.put(buffer)
  }

  onLeave(act: () => void): void {
    this.#leaving = act
  }

  onHalfClose(act: () => void): void {
    this.#doubting = act
    if (this.#isDoubted) act()
  }

  halfClose(): void {
    this.#isDoubted = true
    this.#controller?.abort()
    this.#doubting?.()
  }

  leave(): void {
    this.#left = true
    this.#leaving?.()
    this.share?.release()
    this.#stream?.leave()
    this.#controller?.abort()
  }

  /** Calls `act` once all earlier answers of the connection are sent. */
  onTurn(act: () => void): void {
    if (this.response.socket) act()
    else this.response.once('socket', act)
  }
}
