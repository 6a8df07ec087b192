import type { AnswerBuilder } from './answer-builder.ts'
import { HandleTable } from './handle-table.ts'

/** The answer of a callback that runs. */
interface RunningOutput {
  readonly handle: number
  readonly builder: AnswerBuilder
}

/**
 * The output handles of one instance. Callbacks nest: while one waits for a call of the host, another one may run on top of
 * it. A handle is valid until its callback returns.
 */
export class Outputs {
  readonly #handles: HandleTable<AnswerBuilder>
  readonly #running: RunningOutput[] = []

  /** `seed` makes the handles differ between instances. */
  constructor(seed: number) {
    const onUnknown = 'not the output of the callback that runs'
    this.#handles = new HandleTable({
      seed,
      bits: 28,
      onNull: 'NULL instead of an output',
      onUnknown,
    })
  }

  /** The answer of the innermost callback, if one runs. */
  get current(): AnswerBuilder | undefined {
    return this.#running.at(-1)?.builder
  }

  /** Number of callbacks that run, one on top of the other. */
  get depth(): number {
    return this.#running.length
  }

  /** Opens the answer of a callback and returns its handle. */
  open(builder: AnswerBuilder): number {
    const handle = this.#handles.add(builder)
    this.#running.push({ handle, builder })
    return handle
  }

  /** Closes the answers of the innermost callbacks until `depth` are left. */
  closeTo(depth: number): void {
    for (const { handle } of this.#running.splice(depth)) this.#handles.delete(handle)
  }

  /** Invalidates a handle before its callback returns; the answer stays open. Returns false for an invalid handle. */
  drop(handle: number): boolean {
    return this.#handles.delete(handle)
  }

  /** The answer of a handle. Throws as `HandleTable.get`. */
  get(handle: number): AnswerBuilder {
    return this.#handles.get(handle)
  }
}
