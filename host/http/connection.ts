import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Log, limitLog } from '../exchange/log.ts'
import type { ClientSocket, ClientSockets } from './client-sockets.ts'
import { ReadTurns, type Reader } from './read-turns.ts'

/** A request as its connection needs to know it. */
export interface OpenRequest {
  /** Called when the client has left. */
  leave(): void
  /** Called some time after the client has closed its side: it may have left. */
  halfClose(): void
  /** Whether the whole request has arrived. */
  readonly isComplete: boolean
  /** Whether it has an answer, or gets none any more. Set by its connection. */
  isSettled: boolean
  /** Whether the whole answer has been handed to the system, after those of earlier requests. */
  readonly isSent: boolean
  onSent(act: () => void): void
}

/** How long an ended connection is still read: an early reset could cost the client the last answer. */
const lingerMs = 500

/** Grace of a client that has closed its side, for requests that wait in a queue: most such clients have left. */
const halfCloseMs = 1000

/** Requests of one connection that are answered concurrently; further ones wait until answers have been sent. */
const mostRunning = 32

/** Requests that wait on all connections together: each takes a few KiB, and one read may hold thousands. */
const mostWaiting = 20_000

/** The connections of one server, each found by its socket until that closes. */
export class Connections<R extends OpenRequest> {
  readonly #sockets: ClientSockets
  readonly #bySocket = new Map<Duplex, Connection<R>>()
  readonly turns: ReadTurns
  readonly #log: Log
  /** Requests that wait on all of them. */
  waiting = 0

  constructor(sockets: ClientSockets, log: Log, turns = new ReadTurns()) {
    this.#sockets = sockets
    this.#log = limitLog(log)
    this.turns = turns
  }

  /** The connection of a socket, which is created at the first call. */
  of(socket: Socket): Connection<R> {
    const known = this.#bySocket.get(socket)
    if (known !== undefined) return known
    const connection = new Connection<R>(socket, this.#sockets.of(socket), this)
    this.#bySocket.set(socket, connection)
    socket.once('close', () => this.#bySocket.delete(socket))
    return connection
  }

  find(socket: Duplex): Connection<R> | undefined {
    return this.#bySocket.get(socket)
  }

  /** Takes no further requests on any connection. */
  stop(): void {
    for (const connection of this.#bySocket.values()) connection.endSoon()
  }

  logTooManyWaiting(): void {
    const message = `${mostWaiting} requests wait for earlier answers of their connections: a client that sends further ones ahead is cut`
    this.#log({ level: 'warning', message })
  }
}

/** One client's connection: its requests, in the order of their arrival, and how it ends. */
export class Connection<R extends OpenRequest> implements Reader {
  readonly client: ClientSocket
  lastTurn = -1
  arrivals = 0
  readonly #socket: Socket
  readonly #connections: Connections<R>
  readonly #turns: ReadTurns
  /** Requests whose answers are not all sent. The last ones may be waiting. */
  readonly #open: R[] = []
  /** How many of them have no answer yet. */
  #unanswered = 0
  /** What begins the requests that wait. */
  #waiting: (() => void)[] = []
  #latest: R | undefined
  #previous: R | undefined
  /** The request with whose answer the connection ends. */
  #last: R | undefined
  /** The request whose body is arriving. */
  #reading: R | undefined
  #isEnding = false
  #lastBytes = ''
  #isTurnOver = false
  /** Whether node:http would read the socket, had it not been paused here. */
  #isWanted = false
  #isAdvancing = false
  #onResume: (() => void) | undefined
  /** The oldest request, if what waits advances once its answer is sent. */
  #watched: R | undefined

  constructor(socket: Socket, client: ClientSocket, connections: Connections<R>) {
    this.#socket = socket
    this.client = client
    this.#connections = connections
    this.#turns = connections.turns
    this.#turns.join(this)
    client.attach(this)
    // node:http stops listening where it detaches from a socket, as at a CONNECT; an unhandled error ends the process.
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#leave())
    socket.once('end', () => this.#halfClose())
    // node:http resumes the socket after each request.
    socket.on('resume', () => {
      if (!this.isPaused) return
      this.#isWanted = true
      socket.pause()
    })
  }

  /** Whether what follows on this connection is ignored. */
  get isEnding(): boolean {
    return this.#isEnding
  }

  /** Whether all answers have been sent. */
  get isIdle(): boolean {
    this.#forgetSent()
    return this.#open.length === 0
  }

  /** Whether the connection is not read for a reason of the host. */
  get isPaused(): boolean {
    return this.#isTurnOver || this.#waiting.length > 0
  }

  /** The request that arrived last. */
  get latest(): R | undefined {
    return this.#latest
  }

  get reading(): R | undefined {
    return this.#reading
  }

  beginBody(request: R): void {
    this.#reading = request
  }

  /** The body is complete or no longer wanted. The next request's body may already be arriving. */
  finishBody(request: R): void {
    if (this.#reading !== request) return
    this.#reading = undefined
    this.#advanceLater()
  }

  /** Something has arrived: a request, a piece of a body, its end. */
  onActivity(): void {
    this.#turns.onActivity(this)
  }

  pauseForTurn(): void {
    if (!this.isPaused) this.#pause()
    this.#isTurnOver = true
  }

  resumeForTurn(): void {
    this.#isTurnOver = false
    this.#resume()
  }

  begin(request: R): void {
    this.onActivity()
    this.#forgetSent()
    if (this.#unanswered++ === 0) this.client.beginRequest()
    this.#open.push(request)
    this.#previous = this.#latest
    this.#latest = request
  }

  /**
   * Calls `act` for the request that began last, at once or after the bodies before it have arrived and enough earlier answers
   * are sent. Until then the connection is not read: what a client sends ahead stays with the client.
   */
  enqueue(act: () => void): void {
    if (this.#waiting.length === 0 && this.#hasRoom(this.#open.length - 1)) return act()
    if (this.#connections.waiting >= mostWaiting) {
      this.#connections.logTooManyWaiting()
      // node:http emits the remaining requests of its last read nevertheless.
      this.#isEnding = true
      this.#socket.destroy()
      return
    }
    if (!this.isPaused) this.#pause()
    this.#connections.waiting++
    this.#waiting.push(act)
    if (this.#waiting.length === 1) this.#advanceWhenSent()
  }

  /**
   * If the latest request may be late because the connection is paused, calls `act` with it after the connection is resumed.
   * Returns whether that is the case.
   */
  deferTimeout(act: (request: R) => void): boolean {
    const request = this.#latest
    if (this.#waiting.length === 0 || request === undefined) return false
    this.#onResume = () => act(request)
    return true
  }

  /** Makes the answer of `request` the last one of this connection. */
  endAfter(request: R): void {
    this.#isEnding = true
    this.#last ??= request
  }

  /** Takes no more requests; ends now, or after the pending answers, with `lastBytes` after them. */
  endSoon(lastBytes = ''): void {
    this.#lastBytes = lastBytes
    if (!this.#endAfterAnswer(this.#latest)) this.#socket.destroySoon()
  }

  /** The answer of `request` is complete. Returns whether the connection ends with it. */
  complete(request: R): boolean {
    if (!request.isSettled && --this.#unanswered === 0) this.client.endRequests()
    request.isSettled = true
    this.finishBody(request)
    return this.#last === request
  }

  /** Sends the last bytes, and discards what the client still sends for `lingerMs`. */
  end(lastBytes = this.#lastBytes): void {
    this.#isEnding = true
    // node:http may have ended it after the answer already.
    if (this.#socket.writable) this.#socket.end(lastBytes, 'latin1')
    setTimeout(() => this.#socket.destroy(), lingerMs).unref()
  }

  /** Forgets the request whose body does not arrive. Ends after the pending answers, or now. */
  abandonBody(): void {
    const reading = this.#reading
    const last = reading === undefined ? this.#latest : this.#previous
    if (reading !== undefined) {
      this.#open.splice(this.#open.indexOf(reading), 1)
      this.complete(reading)
      reading.leave()
    }
    if (!this.#endAfterAnswer(last)) this.#socket.destroy()
  }

  /** Ends without an answer. */
  drop(): void {
    this.#isEnding = true
    this.#socket.destroySoon()
  }

  /** Whether another request may start while `open` others are unanswered, queued ones included. */
  #hasRoom(open: number): boolean {
    // node:http emits the end of a body when it has parsed what follows already.
    return open - this.#waiting.length < mostRunning && this.#reading === undefined
  }

  #forgetSent(): void {
    while (this.#open[0]?.isSent === true) this.#open.shift()
  }

  /** Ends after the answer of `last`, and so after all earlier ones. Returns false if that is sent, or there is none. */
  #endAfterAnswer(last: R | undefined): boolean {
    this.#isEnding = true
    if (last === undefined || last.isSent) return false
    if (!last.isSettled) this.#last = last
    else last.onSent(() => this.end())
    return true
  }

  /** Lets requests that wait begin once the oldest answer is sent. */
  #advanceWhenSent(): void {
    this.#forgetSent()
    if (this.#hasRoom(this.#open.length)) return this.#advanceLater()
    const [oldest] = this.#open
    if (this.#watched === oldest) return
    this.#watched = oldest
    oldest?.onSent(() => this.#advanceLater())
  }

  #advanceLater(): void {
    if (this.#waiting.length === 0 || this.#isAdvancing) return
    this.#isAdvancing = true
    this.#turns.later(() => {
      this.#isAdvancing = false
      this.#advance()
    })
  }

  #advance(): void {
    // A connection that takes no more requests still has to answer these.
    if (!this.#socket.writable) return
    this.#forgetSent()
    while (this.#waiting.length > 0 && this.#hasRoom(this.#open.length)) {
      const act = this.#waiting.shift()
      this.#connections.waiting--
      act?.()
    }
    if (this.#waiting.length > 0) return this.#advanceWhenSent()
    this.#resume()
    this.#onResume?.()
    this.#onResume = undefined
  }

  /** Called once per pause: a second call before node:http's next `resume` event would leave the system's socket being read. */
  #pause(): void {
    this.#isWanted = !this.#socket.isPaused()
    this.#socket.pause()
  }

  #resume(): void {
    if (!this.isPaused && this.#isWanted) this.#socket.resume()
  }

  /** The client sends nothing more. It gets the answers that are being made; requests that wait for long may be dropped. */
  #halfClose(): void {
    this.onActivity()
    if (this.#open.length === 0) return
    setTimeout(() => {
      for (const request of this.#open.slice()) request.halfClose()
    }, halfCloseMs).unref()
  }

  #leave(): void {
    this.onActivity()
    this.#turns.leave(this)
    this.#isEnding = true
    this.#connections.waiting -= this.#waiting.length
    this.#waiting = []
    for (const request of this.#open.splice(0)) request.leave()
  }
}
