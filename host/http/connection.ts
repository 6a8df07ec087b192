import type { Socket } from 'node:net'
import type { ClientSocket } from './client-sockets.ts'
import { ReadBrake } from './read-brake.ts'
import type { Place, ReadTurns } from './read-turns.ts'
import { SlicedReads } from './sliced-reads.ts'

/** What a connection needs to know of a request whose answer is not complete. */
export interface OpenRequest {
  /** Called when the client has left. */
  leave(): void
  /** Called when it sends nothing any more, and may have left. */
  doubt(): void
  /** Whether all of its answer has gone to the socket, behind those of earlier requests. */
  readonly isSent: boolean
  onSent(act: () => void): void
  /** Whether all of it has arrived. */
  readonly isComplete: boolean
}

/** How long a connection that was told to end still reads, so that its client sees the answer first. */
const lingerMs = 500

/** How long a client that sends nothing any more may wait behind others: most such clients have left. */
const patienceMs = 1000

/** Requests of one connection that are answered at a time. */
const mostRunning = 32

/** One client's connection: the requests on it that wait for their answers, and how it ends. */
export class Connection<R extends OpenRequest> {
  readonly client: ClientSocket
  readonly #socket: Socket
  readonly #open: R[] = []
  /** The one that came last: once its answer is sent, nothing is owed. */
  #latest: R | undefined
  /** The one before it. */
  #previous: R | undefined
  #last: R | undefined
  #ending = false
  #lastBytes = ''
  #running = 0
  #waiting: (() => void)[] = []
  #onRead: (() => void) | undefined
  readonly #brake: ReadBrake
  readonly #reads: SlicedReads
  readonly #turns: ReadTurns
  readonly #place: Place
  #reading: R | undefined

  constructor(socket: Socket, client: ClientSocket, turns: ReadTurns) {
    this.#socket = socket
    this.client = client
    client.carry(this)
    this.#brake = new ReadBrake(socket)
    this.#reads = new SlicedReads(
      socket,
      () => this.#brake.isReading,
      () => this.#latest?.isComplete === false,
    )
    this.#turns = turns
    this.#place = turns.join(this.#brake)
    // node:http stops listening where it lets go of a connection, as at a CONNECT; unheard, an error ends the process.
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#leave())
    socket.once('end', () => this.#halfClose())
  }

  /** Whether what follows on this connection is ignored. */
  get isEnding(): boolean {
    return this.#ending
  }

  /** Whether no answer is owed, not even a part of one. */
  get isIdle(): boolean {
    return this.#open.length === 0 && (this.#latest?.isSent ?? true)
  }

  /** The request that came last. */
  get latest(): R | undefined {
    return this.#latest
  }

  /** Whether it says nothing because it is not read, and not because its client is silent. */
  get isUnheard(): boolean {
    return this.isIdle && !this.#brake.isReading
  }

  /** The request whose body is on its way. */
  get reading(): R | undefined {
    return this.#reading
  }

  beginBody(request: R): void {
    this.#reading = request
  }

  /** All of it is there, or nobody waits for it any more; another one's may be on its way already. */
  endBody(request: R): void {
    if (this.#reading !== request) return
    this.#reading = undefined
    if (this.#waiting.length > 0) this.#turns.later(() => this.#advance())
  }

  /** node:http has taken it, for the first time or once more. */
  listen(): void {
    this.#reads.begin()
    this.came()
  }

  /** node:http is done with it. Gives what it has not seen of what the client sent. */
  letGo(): Buffer {
    return this.#reads.end()
  }

  /** Something has come on it: a request, a piece of a body, its end. */
  came(): void {
    this.#turns.came(this.#place)
  }

  begin(request: R): void {
    this.came()
    this.client.beginRequest()
    this.#open.push(request)
    this.#previous = this.#latest
    this.#latest = request
  }

  /**
   * Calls `act` for a request that has begun, now or once the bodies before it are there and enough earlier ones have their
   * answers. Meanwhile the connection is not read: what a client sends ahead waits with the client.
   */
  inTurn(act: () => void): void {
    if (this.#hasRoom && this.#waiting.length === 0) return this.#run(act)
    this.#waiting.push(act)
    this.#brake.hold('ahead')
  }

  /**
   * Calls `act` once it is read again, with the request whose body has not arrived because it is not. Whether there is such a
   * request.
   */
  excuse(act: (request: R) => void): boolean {
    const request = this.#latest
    if (this.#waiting.length === 0 || request === undefined) return false
    this.#onRead = () => act(request)
    return true
  }

  /** The answer of `request` is the last one of this connection. */
  endAfter(request: R): void {
    this.#ending = true
    this.#last ??= request
  }

  /** Takes no more requests; ends now, or after the answers that are owed, with those bytes behind them. */
  endSoon(lastBytes = ''): void {
    this.#lastBytes = lastBytes
    if (!this.#endBehind(this.#latest)) this.#socket.destroySoon()
  }

  /** Takes no more requests than those that were read already. */
  stop(): void {
    if (this.#brake.hasBytes) this.#reads.onceEmpty(() => this.endSoon())
    else this.endSoon()
  }

  /** The answer of `request` is on its way. Whether the connection ends with it. */
  complete(request: R): boolean {
    const at = this.#open.indexOf(request)
    if (at >= 0) {
      this.#open.splice(at, 1)
      this.#running--
      if (this.#open.length === 0) this.client.endRequests()
      // The first of several that end together; the event loop turns before the next ones begin.
      if (this.#waiting.length > 0 && this.#running === mostRunning - 1)
        this.#turns.later(() => this.#advance())
    }
    this.endBody(request)
    return this.#last === request
  }

  /** Sends the last bytes, and what the client still sends is read away for a moment. */
  end(lastBytes = this.#lastBytes): void {
    this.#ending = true
    // node:http may have ended it behind the answer already.
    if (this.#socket.writable) this.#socket.end(lastBytes, 'latin1')
    setTimeout(() => this.#socket.destroy(), lingerMs).unref()
  }

  /** Forgets the request whose body does not come any more. Ends after the answers that are owed, if any. */
  breakOff(): void {
    const reading = this.#reading
    const last = reading === undefined ? this.#latest : this.#previous
    if (reading !== undefined) {
      this.complete(reading)
      reading.leave()
    }
    if (!this.#endBehind(last)) this.#socket.destroy()
  }

  /** Ends without an answer. */
  drop(): void {
    this.#ending = true
    this.#socket.destroySoon()
  }

  /** Whether the next request may begin. node:http tells of the end of a body when it has gone on already. */
  get #hasRoom(): boolean {
    return this.#running < mostRunning && this.#reading === undefined
  }

  /**
   * Ends behind the answer of `last`, and so behind all before it. That one may be ready long since, and waits for an earlier
   * one. False where it is sent already, or there is none.
   */
  #endBehind(last: R | undefined): boolean {
    this.#ending = true
    if (last === undefined || last.isSent) return false
    if (this.#open.includes(last)) this.#last = last
    else last.onSent(() => this.end())
    return true
  }

  #run(act: () => void): void {
    this.#running++
    this.#turns.begins()
    act()
  }

  #advance(): void {
    // One that takes no more requests still owes the answers of these.
    if (!this.#socket.writable) return
    // Those that are answered at once leave room for others, and nothing else would begin them.
    while (this.#hasRoom) {
      const act = this.#waiting.shift()
      if (act === undefined) break
      this.#run(act)
    }
    if (this.#waiting.length > 0) return
    this.#brake.release('ahead')
    this.#onRead?.()
    this.#onRead = undefined
  }

  /** The client sends nothing any more. What it asked for is owed; what has to wait for long is not. */
  #halfClose(): void {
    this.came()
    if (this.#open.length === 0) return
    setTimeout(() => {
      for (const request of this.#open.slice()) request.doubt()
    }, patienceMs).unref()
  }

  #leave(): void {
    this.came()
    this.#turns.leave(this.#place)
    this.#ending = true
    this.#waiting = []
    for (const request of this.#open.splice(0)) request.leave()
  }
}
