import type { PluginDescription } from '../exchange/instance.ts'
import { FrameError } from '../frames/frame.ts'
import type { Death } from '../frames/messages.ts'

/**
 * The lives of a process's instances: their description, the request that ended the last one, and whether one is being
 * made. Deaths and starts arrive on another socket than answers, so they may be read before answers that were written first.
 */
export class InstanceLife {
  /** What each instance must be: limits, rights and routes were decided for this description. */
  #identity: PluginDescription | undefined
  /** The last trap, until its trace has been read. */
  #death: Death | undefined
  #lastDied = 0
  /** Instances that are being made: the first one, and one for each death. */
  #starts = 0

  get identity(): PluginDescription | undefined {
    return this.#identity
  }

  get isStarting(): boolean {
    return this.#starts > 0
  }

  /** Begins the first instance. `first` is the description by the plugin's first process, if there was one. */
  begin(first: PluginDescription | undefined): void {
    this.#identity = first
    this.#starts = 1
  }

  /** Notes that a request ended the instance, when `sent` requests have been sent. Throws `FrameError` if it cannot be true. */
  die(death: Death, sent: number): void {
    if (death.ordinal <= this.#lastDied || death.ordinal > sent)
      throw new FrameError('a trap in a request that it does not have')
    this.#lastDied = death.ordinal
    this.#death = death
    this.#starts++
  }

  /** Whether that request ended the last instance and the next one is being made. */
  hasDiedOf(ordinal: number): boolean {
    return this.#starts > 0 && ordinal === this.#lastDied
  }

  /** Whether the first request without an answer has begun: not before an instance exists. */
  hasBegun(ordinal: number): boolean {
    return this.#starts === 0 || ordinal <= this.#lastDied
  }

  /** Takes the last death, for its trace. Throws `FrameError` if there is none. */
  takeDeath(): Death {
    const death = this.#death
    if (death === undefined) throw new FrameError('a trace without a trap')
    this.#death = undefined
    return death
  }

  /**
   * Notes that an instance has started. Returns how it differs from the first one, if it does. Throws `FrameError` if no
   * instance was being made.
   */
  start(description: PluginDescription): string | undefined {
    if (this.#starts === 0) throw new FrameError('an unexpected start')
    this.#starts--
    this.#identity ??= description
    const { name, routes } = this.#identity
    if (description.name !== name) return 'its name differs from that of its first start'
    const areSame =
      description.routes.length === routes.length &&
      routes.every(({ pattern }, i) => pattern === description.routes[i]?.pattern)
    return areSame ? undefined : 'its routes differ from those of its first start'
  }
}
