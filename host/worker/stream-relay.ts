import type { CallGate } from './call-gate.ts'
import type { Flight } from './flights.ts'
import type { FromThread } from './messages.ts'
import { windowCost } from './stream-sink.ts'

export type StreamMessage = Extract<FromThread, { kind: 'streamBegin' | 'streamPart' }>

/** The main thread's end of what a `StreamSink` sends: parts go to the client, and the guest hears what it took of them. */
export class StreamRelay {
  readonly #gate: CallGate
  /** What clients took in this turn of the event loop. */
  #taken = 0

  constructor(gate: CallGate) {
    this.#gate = gate
  }

  pass(message: StreamMessage, flight: Flight): void {
    const { target } = flight.job.client
    if (message.kind === 'streamBegin') {
      flight.isStreamed = true
      target.begin(message.head)
      return
    }
    const cost = windowCost(message.bytes)
    target.write(message.bytes, (open) => {
      if (open) this.#count(cost)
      else this.#gate.leave(flight.ordinal)
    })
  }

  /** The guest hears of it in the next turn: parts that it sent at once would be taken in this one, without end. */
  #count(cost: number): void {
    if (this.#taken === 0) setImmediate(() => this.#tell())
    this.#taken += cost
  }

  #tell(): void {
    this.#gate.take(this.#taken)
    this.#taken = 0
  }
}
