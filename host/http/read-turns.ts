/** For how long that which clients send is handled in one go. */
const turnMs = 10

/** So many connections are read from again in each turn of the event loop. */
const releasedAtOnce = 100

/** What a turn needs of a connection. */
interface TurnReader {
  /** Whether it is read from at present. */
  readonly isReading: boolean
  hold(reason: 'turn'): void
  release(reason: 'turn'): void
}

/** A connection's place among all others. */
export interface Place {
  readonly reader: TurnReader
  /** The turn in which something came on it last. */
  servedIn: number
  isLeft: boolean
}

/**
 * Keeps the event loop turning when thousands of clients send, or leave, in the same moment, or one sends thousands of
 * chunks: the system hands out all of that in one go. Once a turn has taken long no connection is read any more, and in the
 * turns that follow some are read again: first those that had nothing of it yet.
 */
export class ReadTurns {
  readonly #now: () => number
  readonly #read = new Set<Place>()
  #held: Place[] = []
  #turn = 0
  #beganAt: number | undefined
  #isOver = false

  /** `now` tells the time in ms. */
  constructor(now = (): number => performance.now()) {
    this.#now = now
  }

  join(reader: TurnReader): Place {
    const place = { reader, servedIn: -1, isLeft: false }
    this.#read.add(place)
    return place
  }

  leave(place: Place): void {
    place.isLeft = true
    this.#read.delete(place)
  }

  /** Something has come on the connection with that place. */
  came(place: Place): void {
    place.servedIn = this.#turn
    if (this.#beganAt === undefined) return this.#begin()
    if (!this.#isOver && this.#now() - this.#beganAt < turnMs) return
    // What the system had read already still comes.
    if (this.#isOver && !place.reader.isReading) return
    const places = this.#isOver ? [place] : this.#read
    this.#isOver = true
    this.#hold(places)
  }

  #begin(): void {
    this.#beganAt = this.#now()
    setImmediate(() => this.#next())
  }

  #hold(places: Iterable<Place>): void {
    const served: Place[] = []
    const unserved: Place[] = []
    for (const place of places) {
      if (!place.reader.isReading) continue
      this.#read.delete(place)
      place.reader.hold('turn')
      if (place.servedIn === this.#turn) served.push(place)
      else unserved.push(place)
    }
    if (unserved.length > 0) this.#held = [...unserved, ...this.#held]
    this.#held.push(...served)
  }

  #next(): void {
    this.#turn++
    this.#isOver = false
    this.#beganAt = undefined
    for (const place of this.#held.splice(0, releasedAtOnce)) {
      if (place.isLeft) continue
      this.#read.add(place)
      place.reader.release('turn')
    }
    if (this.#held.length > 0) this.#begin()
  }
}
