/** For how long that which clients send is handled in one go. */
const turnMs = 10

/** So many requests begin in one go. What an answer costs that is made at once, a refusal say, shows only behind all of them. */
const mostBegun = 100

/** So often something of one connection is handled in one go while others wait. */
const mostInCrowd = 4

/** So many connections are read from again in each turn of the event loop. */
const releasedAtOnce = 100

/** So many turns in a row only take connections. */
const mostAccepting = 8

/** What a turn needs of a connection. */
interface TurnReader {
  /** Whether it has bytes that are not handled yet; otherwise the system may have some. */
  readonly hasBytes: boolean
  hold(reason: 'turn'): void
  release(reason: 'turn'): void
}

/** A connection's place among all others. */
export interface Place {
  readonly reader: TurnReader
  /** The turn in which something came on it last. */
  servedIn: number
  /** How often, in that turn. */
  served: number
  isLeft: boolean
}

/**
 * Keeps the event loop turning when thousands of clients send, or leave, in the same moment, or one sends thousands of
 * requests or chunks: the system hands out all of that in one go. Once a turn has taken long, or begun many requests, no
 * connection is read any more, and in the turns that follow some are read again, first those that had nothing of it.
 */
export class ReadTurns {
  readonly #now: () => number
  readonly #read = new Set<Place>()
  #held: Place[] = []
  /** Of those that were held, the ones that are read again next. */
  readonly #next: Place[] = []
  /** And behind them, in one turn. */
  readonly #full: Place[] = []
  readonly #later: (() => void)[] = []
  #hasAccepted = false
  #accepting = 0
  #turn = 0
  #begun = 0
  #beganAt: number | undefined
  #isOver = false

  /** `now` tells the time in ms. */
  constructor(now = (): number => performance.now()) {
    this.#now = now
  }

  join(reader: TurnReader): Place {
    const place = { reader, servedIn: -1, served: 0, isLeft: false }
    this.#read.add(place)
    return place
  }

  leave(place: Place): void {
    place.isLeft = true
    this.#read.delete(place)
  }

  /** A client was taken. Others may wait for that, and the system hands out one of them in each turn. */
  accepted(): void {
    this.#hasAccepted = true
    this.#begin()
  }

  /** Something has come on the connection with that place. */
  came(place: Place): void {
    place.served = place.servedIn === this.#turn ? place.served + 1 : 1
    place.servedIn = this.#turn
    if (this.#beganAt === undefined) return this.#begin()
    if (this.#isOver || (this.#isCrowded && place.served > mostInCrowd)) return this.#hold([place])
    if (!this.#isSpent(1)) return
    this.#isOver = true
    this.#hold(this.#read)
  }

  /** Whether some wait to be taken, or to be read from again. */
  get #isCrowded(): boolean {
    return this.#hasAccepted || this.#held.length + this.#next.length + this.#full.length > 0
  }

  /** A request begins. */
  begins(): void {
    this.#begun++
    this.#begin()
  }

  /** Calls `act` in one of the next turns, behind all that wait for that already. */
  later(act: () => void): void {
    this.#later.push(act)
    this.#begin()
  }

  /** Whether that share of what may be done in this turn is done. */
  #isSpent(share: number): boolean {
    if (this.#begun >= mostBegun * share) return true
    return this.#beganAt !== undefined && this.#now() - this.#beganAt >= turnMs * share
  }

  #begin(): void {
    if (this.#beganAt !== undefined) return
    this.#beganAt = this.#now()
    setImmediate(() => this.#turnOver())
  }

  #hold(places: Iterable<Place>): void {
    const unserved: Place[] = []
    for (const place of places) {
      // What was read of it already still comes.
      if (!this.#read.delete(place)) continue
      place.reader.hold('turn')
      if (place.servedIn === this.#turn) this.#held.push(place)
      else unserved.push(place)
    }
    if (unserved.length > 0) this.#held = [...unserved, ...this.#held]
  }

  #turnOver(): void {
    this.#turn++
    this.#begun = 0
    this.#isOver = false
    this.#beganAt = undefined
    if (!this.#isAccepting()) {
      this.#actSome()
      this.#readSome()
    }
    if (this.#held.length + this.#next.length + this.#full.length + this.#later.length > 0)
      this.#begin()
  }

  /** Whether the next turn is kept for clients that wait to be taken. */
  #isAccepting(): boolean {
    const isAccepting = this.#hasAccepted && this.#accepting < mostAccepting
    this.#hasAccepted = false
    this.#accepting = isAccepting ? this.#accepting + 1 : 0
    return isAccepting
  }

  #actSome(): void {
    if (this.#later.length === 0) return
    this.#begin()
    do this.#later.shift()?.()
    while (this.#later.length > 0 && !this.#isSpent(1 / 2))
  }

  /**
   * Those that have bytes would take the turn before the system is asked for what others have sent: each of these is read
   * again first.
   */
  #readSome(): void {
    if (this.#next.length + this.#full.length === 0) this.#deal()
    if (this.#next.length > 0) return this.#release(this.#next.splice(0, releasedAtOnce))
    this.#release(this.#full.splice(0, releasedAtOnce))
    this.#held = [...this.#full.splice(0), ...this.#held]
  }

  #deal(): void {
    for (const place of this.#held.splice(0))
      if (place.reader.hasBytes) this.#full.push(place)
      else this.#next.push(place)
  }

  #release(places: readonly Place[]): void {
    for (const place of places) {
      if (place.isLeft) continue
      this.#read.add(place)
      place.reader.release('turn')
    }
  }
}
