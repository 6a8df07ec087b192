/** Time that one turn of the event loop spends on what clients send before all connections are paused, in ms. */
const turnMs = 20

/** The same while new clients connect: Node accepts one connection per turn. */
const acceptTurnMs = 2

/** Turns in a row that only accept connections. */
const mostAcceptTurns = 50

/** Connections that are resumed per turn. */
const resumedPerTurn = 100

/** A connection that can stop reading for some turns. */
export interface Reader {
  /** The turn in which something arrived on it last, and how many times in that turn: the least is resumed first. */
  lastTurn: number
  arrivals: number
  pauseForTurn(): void
  resumeForTurn(): void
}

/**
 * Keeps the event loop turning when thousands of clients send at the same moment. Node handles everything that has arrived
 * in one turn; once that has taken `turnMs`, all connections are paused, and each of the following turns resumes some of
 * them: first new ones, then those that sent little when they were served last.
 */
export class ReadTurns {
  readonly #now: () => number
  readonly #reading = new Set<Reader>()
  #paused = new Set<Reader>()
  readonly #later: (() => void)[] = []
  #turn = 0
  #joined = 0
  #hasAccepted = false
  #acceptTurns = 0
  #beganAt: number | undefined

  /** `now` returns milliseconds. */
  constructor(now = (): number => performance.now()) {
    this.#now = now
  }

  /** Adds a connection that was accepted. The newest is resumed first: a crowd is older than the clients that it delays. */
  join(reader: Reader): void {
    reader.arrivals = -++this.#joined
    this.#hasAccepted = true
    if (this.#paused.size > 0) this.#pause(reader)
    else this.#reading.add(reader)
    this.#begin()
  }

  leave(reader: Reader): void {
    if (!this.#reading.delete(reader)) this.#paused.delete(reader)
  }

  /** Something has arrived on a connection: a request, a piece of a body, its end. */
  onActivity(reader: Reader): void {
    if (reader.lastTurn === this.#turn) reader.arrivals++
    else {
      reader.lastTurn = this.#turn
      reader.arrivals = 1
    }
    if (this.#beganAt === undefined) this.#begin()
    else if (this.#isOver(this.#hasAccepted ? acceptTurnMs : turnMs)) this.#pauseAll()
  }

  /** Calls `act` in one of the next turns, after all earlier calls. */
  later(act: () => void): void {
    this.#later.push(act)
    this.#begin()
  }

  #isOver(ms: number): boolean {
    return this.#beganAt !== undefined && this.#now() - this.#beganAt >= ms
  }

  #begin(): void {
    if (this.#beganAt !== undefined) return
    this.#beganAt = this.#now()
    setImmediate(() => this.#end())
  }

  #pauseAll(): void {
    for (const reader of this.#reading) this.#pause(reader)
    this.#reading.clear()
  }

  #pause(reader: Reader): void {
    reader.pauseForTurn()
    this.#paused.add(reader)
  }

  #end(): void {
    this.#turn++
    this.#beganAt = undefined
    this.#acceptTurns = this.#hasAccepted ? this.#acceptTurns + 1 : 0
    this.#hasAccepted = false
    if (this.#acceptTurns % mostAcceptTurns === 0) {
      this.#actSome()
      this.#resumeSome()
    }
    if (this.#later.length + this.#paused.size > 0) this.#begin()
  }

  #actSome(): void {
    if (this.#later.length === 0) return
    this.#begin()
    do this.#later.shift()?.()
    while (this.#later.length > 0 && !this.#isOver(turnMs / 2))
  }

  #resumeSome(): void {
    if (this.#paused.size === 0) return
    const queue = [...this.#paused].toSorted((a, b) => a.arrivals - b.arrivals)
    this.#paused = new Set(queue.slice(resumedPerTurn))
    for (const reader of queue.slice(0, resumedPerTurn)) {
      this.#reading.add(reader)
      reader.resumeForTurn()
    }
  }
}
