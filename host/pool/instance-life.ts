import type { PluginDescription } from '../exchange/registrations.ts'
import { FrameError } from '../frames/frame.ts'
import type { Death } from '../frames/messages.ts'

/**
 * The instances of one process, one after the other: what they say that they are, which request ended the last one, and
 * whether one is being made. Deaths and starts come by another socket than answers, so that they may be read before the answers
 * that were written first.
 */
export class InstanceLife {
  /** What its instances have to be: limits, rights and routes were settled for that. */
  #identity: PluginDescription | undefined
  /** The last trap, until its trace was read. */
  #death: Death | undefined
  #lastDied = 0
  /** Instances that are being made: one at first, and one after each death. */
  #starts = 0

  get identity(): PluginDescription | undefined {
    return this.#identity
  }

  get isStarting(): boolean {
    return this.#starts > 0
  }

  /** The first instance is made. `first` is what that of the plugin's first process said, if there was one. */
  begin(first: PluginDescription | undefined): void {
    this.#identity = first
    this.#starts = 1
  }

  /** A request ended the instance; `sent` requests have been sent. Throws `FrameError` for one that cannot have. */
  die(death: Death, sent: number): void {
    if (death.ordinal <= this.#lastDied || death.ordinal > sent)
      throw new FrameError('a trap in a request that it does not have')
    this.#lastDied = death.ordinal
    this.#death = death
    this.#starts++
  }

  /** Whether the last instance died of that request, and the next one is being made. */
  hasDiedOf(ordinal: number): boolean {
    return this.#starts > 0 && ordinal === this.#lastDied
  }

  /** Whether a request has been begun, if it is the first without an answer: not before an instance is there. */
  hasBegun(ordinal: number): boolean {
    return this.#starts === 0 || ordinal <= this.#lastDied
  }

  /** Takes the last death, for its trace. Throws `FrameError` where there is none. */
  takeDeath(): Death {
    const death = this.#death
    if (death === undefined) throw new FrameError('a trace without a trap')
    this.#death = undefined
    return death
  }

  /**
   * An instance has started. Returns why it is not what the first one was, if so. Throws `FrameError` where none was being
   * made.
   */
  start(description: PluginDescription): string | undefined {
    if (this.#starts === 0) throw new FrameError('a start that was not asked for')
    this.#starts--
    this.#identity ??= description
    const { name, routes } = this.#identity
    if (description.name !== name) return 'it gave another name than at first'
    const areSame =
      description.routes.length === routes.length &&
      routes.every(({ pattern }, i) => pattern === description.routes[i]?.pattern)
    return areSame ? undefined : 'it registered other routes than at first'
  }
}
