import { setTimeout as sleep } from 'node:timers/promises'
import { enums } from '../../abi/enums.ts'
import type { Answer, Passed } from '../exchange/answer.ts'
import { textOf } from '../exchange/byte-string.ts'
import { requestOfChange, type Change } from '../exchange/change.ts'
import type { PluginDescription } from '../exchange/instance.ts'
import type { Log } from '../exchange/log.ts'
import { noClient, type Dispatch, type Job } from '../exchange/ports.ts'
import { describeError, type SdkProfile } from '../exchange/profile.ts'
import { canRetry } from '../exchange/refusals.ts'
import { OrthancChanges, pause } from './orthanc-changes.ts'
import type { PositionFile } from './position-file.ts'

/** A plugin that takes changes (a `Pool`). */
export interface ChangePlugin {
  readonly description: PluginDescription
  answer(job: Job): void
}

interface FeedOptions {
  /** Answers with the upstream Orthanc. */
  readonly orthanc: Dispatch
  readonly positions: PositionFile
  /** The plugins that take changes now. */
  readonly plugins: () => readonly ChangePlugin[]
  readonly profile: SdkProfile
  readonly log: Log
}

/** Time between two requests while nothing changes. Orthanc keeps an idle connection for 1 s. */
const pollMs = 500

/**
 * Passes the changes of the upstream Orthanc to plugins: to each one after the other, in their order, from where it stopped. A
 * slow plugin delays none but itself.
 */
export class ChangeFeed {
  readonly #options: FeedOptions
  readonly #stopping = new AbortController()
  readonly #orthanc: OrthancChanges
  readonly #followers = new Map<string, Follower>()
  #polling: Promise<void> | undefined

  constructor(options: FeedOptions) {
    this.#options = options
    this.#orthanc = new OrthancChanges(options.orthanc, this.#stopping.signal, options.log)
  }

  /** Begins to poll, once. */
  start(): void {
    if (!this.#stopping.signal.aborted) this.#polling ??= this.#poll()
  }

  /** No change follows. */
  stop(): void {
    this.#stopping.abort()
  }

  /** Notifies the plugins that Orthanc stops, after the changes that they are receiving. Resolves within that time. */
  async close(withinMs: number): Promise<void> {
    this.stop()
    await Promise.race([this.#finish(), sleep(withinMs, undefined, { ref: false })])
    await this.#options.positions.saved()
  }

  async #finish(): Promise<void> {
    await this.#polling
    await Promise.all([...this.#followers.values()].map((follower) => follower.close()))
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      if (this.#options.plugins().length > 0) await this.#pollOnce()
      await pause(pollMs, signal)
    }
  }

  async #pollOnce(): Promise<void> {
    const last = await this.#orthanc.last()
    if (last === undefined) return
    for (const plugin of this.#options.plugins())
      this.#followerOf(textOf(plugin.description.name)).advance(plugin, last)
  }

  #followerOf(name: string): Follower {
    const known = this.#followers.get(name)
    if (known !== undefined) return known
    const follower = new Follower(name, this.#options, this.#orthanc, this.#stopping.signal)
    this.#followers.set(name, follower)
    return follower
  }
}

const { OrthancStarted, OrthancStopped } = enums.OrthancPluginChangeType
const { None } = enums.OrthancPluginResourceType

/** One plugin on its way through the changes. */
class Follower {
  readonly #name: string
  readonly #options: FeedOptions
  readonly #orthanc: OrthancChanges
  readonly #signal: AbortSignal
  /** The plugin that was notified of the start. A reload exchanges it. */
  #started: ChangePlugin | undefined
  #running: Promise<void> | undefined

  /** No change follows once `signal` is aborted. */
  constructor(name: string, options: FeedOptions, orthanc: OrthancChanges, signal: AbortSignal) {
    this.#name = name
    this.#options = options
    this.#orthanc = orthanc
    this.#signal = signal
  }

  /** Passes the changes up to the number `last` on, unless that happens already. */
  advance(plugin: ChangePlugin, last: number): void {
    this.#running ??= this.#follow(plugin, last).finally(() => (this.#running = undefined))
  }

  /** Notifies the plugin that Orthanc stops, once it has received what it is receiving. */
  async close(): Promise<void> {
    await this.#running
    if (this.#started === undefined) return
    const stop = { type: OrthancStopped, level: None, resource: undefined }
    await this.#deliver(this.#started, stop, 'change-stop')
  }

  async #follow(plugin: ChangePlugin, last: number): Promise<void> {
    if (this.#started !== plugin) {
      const start = { type: OrthancStarted, level: None, resource: undefined }
      if (!(await this.#deliver(plugin, start, 'change-start'))) return
      this.#started = plugin
    }
    for (let at = this.#begin(last); at < last;) {
      const changes = await this.#orthanc.after(at)
      // Without further changes, Orthanc has deleted them since.
      if (changes === undefined || changes.length === 0) return
      for (const { number, change } of changes) {
        if (this.#signal.aborted) return
        if (change !== undefined && !(await this.#deliver(plugin, change, `change-${number}`)))
          return
        this.#options.positions.set(this.#name, number)
        at = number
      }
    }
  }

  /** The number of the last change that the plugin has received. A new plugin begins with the next change. */
  #begin(last: number): number {
    const { positions, log } = this.#options
    const at = positions.get(this.#name)
    if (at !== undefined && at <= last) return at
    if (at !== undefined)
      log({
        level: 'warning',
        plugin: this.#name,
        message: `it has received change ${at}, and the last one of Orthanc is ${last}: Orthanc has another database, or its changes were deleted. The plugin receives all that are there`,
      })
    const first = at === undefined ? last : 0
    positions.set(this.#name, first)
    return first
  }

  /** Returns false if the plugin has not received the change and can later. Errors of the plugin are logged. */
  async #deliver(plugin: ChangePlugin, change: Change, id: string): Promise<boolean> {
    const callback = requestOfChange(change, id)
    const { request } = callback
    const answer = await new Promise<Answer | Passed>((settle) =>
      plugin.answer({ ...callback, client: noClient, settle }),
    )
    if (answer.kind === 'passed' || canRetry(answer)) return false
    // Other failures of a callback have details, and are logged already.
    if (answer.kind === 'error' && answer.details === undefined) {
      const { profile, log } = this.#options
      const reason = describeError(profile, answer.code).message
      const message = `change ${textOf(request.path)}: the callback returned ${answer.code}: ${reason}`
      log({ level: 'error', message, plugin: this.#name, request: id })
    }
    return true
  }
}
