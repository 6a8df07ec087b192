import { TraceMemory } from '../exchange/trace-memory.ts'

/** A request that failed, and what its instance did up to then. */
export interface RequestFailure {
  readonly kind: 'trap' | 'deadline' | 'thread'
  readonly message: string
  readonly request: string
  /** The route whose callback answered it. */
  readonly route: number
  /** The memory of `TraceMemory`; nobody writes it until it is released. */
  readonly trace: SharedArrayBuffer
}

/** The trace that an instance writes, until a request ends the instance: then it is handed over with what failed. */
export class FailureTrace {
  readonly #tell: (failure: RequestFailure) => void
  #memory: SharedArrayBuffer | undefined

  /** `tell` owns the trace from then on, and releases it. */
  constructor(tell: (failure: RequestFailure) => void) {
    this.#tell = tell
  }

  /** What the instance does is written there from now on; nobody needs the one before. */
  begin(memory: SharedArrayBuffer): void {
    if (this.#memory !== undefined) new TraceMemory(this.#memory).release()
    this.#memory = memory
  }

  /** A request ended the instance, or was ended with it. Nothing is told where no trace is kept. */
  fail(failure: Omit<RequestFailure, 'trace'>): void {
    const trace = this.#memory
    if (trace === undefined) return
    this.#memory = undefined
    this.#tell({ ...failure, trace })
  }
}
