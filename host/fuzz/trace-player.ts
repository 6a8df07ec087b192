import { randomFillSync } from 'node:crypto'
import { errorCodes } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import type { AnswerSink, RequestOutbound, OutboundReply } from '../exchange/ports.ts'
import {
  describeEvent,
  readReply,
  systemClock,
  traceValue,
  type InputSource,
  type InstanceInputs,
  type InstanceWatch,
  type TraceEvent,
  type WatchedInputs,
} from '../exchange/trace.ts'

/** What is expected to happen next. */
export interface ExpectedEvents {
  readonly events: readonly TraceEvent[]
  /** Whether nothing may follow: the trace was not cut. */
  readonly isComplete: boolean
  /** Whether the instance was killed at the end: if it waits for a reply there, none comes. */
  readonly wasKilled?: boolean
}

/**
 * Gives an instance what a recorded one got, and compares what it does. Where it does something else for the first time,
 * `diverged` is told; from then on what is left of the record is given as well as it fits.
 */
export class TracePlayer implements InstanceWatch {
  readonly #diverged: (where: string) => void
  #expected: ExpectedEvents = { events: [], isComplete: false }
  #at = 0
  #hasDiverged = false

  constructor(diverged: (where: string) => void) {
    this.#diverged = diverged
  }

  /** The next part of the record begins: a start, or a callback. */
  expect(expected: ExpectedEvents): void {
    this.#expected = expected
    this.#at = 0
  }

  /** The part has ended: nothing of it may be left. */
  end(): void {
    const missing = this.#expected.events[this.#at]
    if (missing !== undefined) this.#diverge(`it ended before ${describeEvent(missing)}`)
  }

  call(name: string, values: readonly unknown[], make: () => unknown): unknown {
    this.#compare({ kind: 'call', name, values: values.map(traceValue) })
    const value = make()
    this.#compare({ kind: 'return', value: traceValue(value) })
    return value
  }

  /** The environment, with the recorded values in place of new ones. */
  play<T extends InstanceInputs>(
    environment: T,
  ): T & WatchedInputs & { readonly ask: RequestOutbound } {
    const { uuid, random, clock = systemClock, fillRandom = randomFillSync } = environment
    return {
      ...environment,
      watch: this,
      uuid: () => this.#take('uuid') ?? uuid(),
      random: () => Number(this.#take('random') ?? random()),
      ask: () => this.#reply(),
      clock: (monotonic: boolean) => bigintOf(this.#take('clock')) ?? clock(monotonic),
      fillRandom: (bytes: Uint8Array) => {
        const recorded = this.#take('bytes')
        if (recorded === undefined) fillRandom(bytes)
        else bytes.set(Buffer.from(recorded, 'base64').subarray(0, bytes.length))
      },
    }
  }

  /** The sink, of which the client leaves where it left. */
  sink(sink: AnswerSink): AnswerSink {
    return {
      begin: (head) => sink.begin(head),
      write: (bytes) => {
        const next = this.#expected.events[this.#at]
        if (next?.kind === 'input' && next.source === 'clientLeft') {
          this.#at++
          throw new CallError(errorCodes.NetworkProtocol, next.value)
        }
        sink.write(bytes)
      },
    }
  }

  #reply(): OutboundReply {
    const { events, wasKilled = false } = this.#expected
    if (wasKilled && this.#at === events.length) sleepForever()
    const recorded = this.#take('outside')
    return (recorded === undefined ? undefined : readReply(recorded)) ?? noReply
  }

  /** The next value of a source. One that comes elsewhere in the record is a divergence, but better than none. */
  #take(source: InputSource): string | undefined {
    const { events } = this.#expected
    const found = events.findIndex(
      (event, i) => i >= this.#at && event.kind === 'input' && event.source === source,
    )
    const event = events[found]
    if (found !== this.#at) this.#differ(`a value of ${source} was asked for`)
    if (event?.kind !== 'input') return undefined
    this.#at = found + 1
    return event.value
  }

  #compare(actual: TraceEvent): void {
    if (this.#hasDiverged) return
    const expected = this.#expected.events[this.#at]
    if (expected !== undefined && JSON.stringify(expected) === JSON.stringify(actual)) this.#at++
    else this.#differ(`it came to ${describeEvent(actual)}`)
  }

  #differ(found: string): void {
    const expected = this.#expected.events[this.#at]
    if (expected !== undefined) this.#diverge(`${found} instead of ${describeEvent(expected)}`)
    else if (this.#expected.isComplete) this.#diverge(`${found} behind the end of the record`)
  }

  #diverge(how: string): void {
    if (this.#hasDiverged) return
    this.#hasDiverged = true
    this.#diverged(`at host call ${this.#callsBefore()}: ${how}`)
  }

  /** The calls up to here, this one counted. */
  #callsBefore(): number {
    const before = this.#expected.events.slice(0, this.#at)
    return before.filter(({ kind }) => kind === 'call').length + 1
  }
}

const noReply: OutboundReply = { kind: 'failed', code: errorCodes.NetworkProtocol }

/** Until the process is killed. */
function sleepForever(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0)
}

function bigintOf(text: string | undefined): bigint | undefined {
  return text === undefined || !/^-?\d{1,30}$/.test(text) ? undefined : BigInt(text)
}
