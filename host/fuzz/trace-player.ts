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

/** The events that should happen next. */
export interface ExpectedEvents {
  readonly events: readonly TraceEvent[]
  /** Whether nothing may follow: the trace was not cut. */
  readonly isComplete: boolean
  /** Whether the instance was killed at the end: a request there gets no reply. */
  readonly wasKilled?: boolean
}

/**
 * Replays the inputs of a recorded instance, and compares what the new one does. Calls `diverged` at the first difference; from then
 * on it replays the rest of the record as far as it fits.
 */
export class TracePlayer implements InstanceWatch {
  readonly #diverged: (where: string) => void
  #expected: ExpectedEvents = { events: [], isComplete: false }
  #at = 0
  #hasDiverged = false

  constructor(diverged: (where: string) => void) {
    this.#diverged = diverged
  }

  /** Begins the next part of the record: the start, or a callback. */
  expect(expected: ExpectedEvents): void {
    this.#expected = expected
    this.#at = 0
  }

  /** Ends the part: no event of it may be left. */
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

  /** The environment with recorded values instead of new ones. */
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

  /** The sink, whose client leaves where the recorded client left. */
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

  /** The next value of a source. If other events come before it in the record, that is a difference. */
  #take(source: InputSource): string | undefined {
    const { events } = this.#expected
    const found = events.findIndex(
      (event, i) => i >= this.#at && event.kind === 'input' && event.source === source,
    )
    const event = events[found]
    if (found !== this.#at) this.#differ(`it read a value of ${source}`)
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
    else if (this.#expected.isComplete) this.#diverge(`${found} after the end of the record`)
  }

  #diverge(how: string): void {
    if (this.#hasDiverged) return
    this.#hasDiverged = true
    this.#diverged(`at host call ${this.#callsBefore()}: ${how}`)
  }

  /** The number of this call. */
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
