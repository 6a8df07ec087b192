import { textOf } from './exchange/byte-string.ts'
import { MiB } from './exchange/limits.ts'
import type { Dispatch } from './exchange/ports.ts'
import type { PluginDescription, ServedPlugin } from './exchange/instance.ts'
import { findEntry } from './config/plugin-entry.ts'
import type { Settings } from './config/settings.ts'
import { createBudgets, type MatchPath, type MemoryBudgets } from './http/match.ts'
import {
  loadPlugin,
  loadPlugins,
  readDigest,
  refuseTakenName,
  type LoadContext,
  type LoadedPlugin,
  type LoadOutcome,
  type RefusedPlugin,
} from './load-plugins.ts'
import type { Pool } from './pool/pool.ts'
import { Dispatcher, RouteTable, TurnBudget } from './routes/route-table.ts'

/** What all requests to one plugin share. */
interface Service {
  readonly plugin: string | undefined
  readonly maxBodyBytes: number
  readonly budgets: MemoryBudgets
}

/** What answers paths without a route. */
export interface Otherwise {
  readonly dispatch: Dispatch
  /** Whether it takes bodies while they arrive. */
  readonly streamsBodies: boolean
}

/** The plugins of a host and their routes. Closed with `close`. */
export class PluginSet {
  readonly refused: readonly RefusedPlugin[]
  #settings: Settings
  readonly #context: LoadContext
  readonly #otherwise: Otherwise
  #plugins: readonly LoadedPlugin[]
  readonly #turn = new TurnBudget()
  /** The latest reload of each file. */
  readonly #reloads = new Map<string, object>()
  /** The services of plugins, which outlive the reload of another one. */
  readonly #services = new WeakMap<Pool, Service>()
  /** For paths without a route. */
  #others: Service
  /** Replaced at each reload. */
  #dispatcher: Dispatcher<Pool>

  private constructor(
    settings: Settings,
    context: LoadContext,
    loaded: Awaited<ReturnType<typeof loadPlugins>>,
    otherwise: Otherwise,
  ) {
    this.#settings = settings
    this.#context = context
    this.#otherwise = otherwise
    this.refused = loaded.refused
    this.#plugins = loaded.plugins
    this.#others = this.#createService(undefined)
    this.#dispatcher = this.#route()
  }

  /** Loads the plugins of the settings. `otherwise` answers paths without a route. */
  static async load(
    settings: Settings,
    context: LoadContext,
    otherwise: Otherwise,
  ): Promise<PluginSet> {
    return new PluginSet(settings, context, await loadPlugins(settings, context), otherwise)
  }

  get descriptions(): readonly PluginDescription[] {
    return this.#plugins.map(({ pool }) => pool.description)
  }

  /** The files that the plugin of a file was made of. */
  inputsOf(file: string): readonly string[] {
    return this.#plugins.find((plugin) => plugin.file === file)?.inputs ?? [file]
  }

  /** Those that take changes of the upstream Orthanc. */
  get changePlugins(): readonly Pool[] {
    const pools = this.#plugins.map(({ pool }) => pool)
    return pools.filter(({ description }) => description.takesChanges === true)
  }

  /** The plugins, as operators see them. */
  get served(): readonly ServedPlugin[] {
    return this.#plugins.map(({ file, sha256, pool, routes }) => ({
      file,
      sha256,
      description: pool.description,
      waiting: pool.waiting,
      residentBytes: pool.residentBytes,
      metrics: pool.metrics,
      isServing: pool.isServing,
      paths: [
        ...new Set(routes.flatMap(({ matcher }) => (matcher.isLiteral ? matcher.prefix : []))),
      ],
    }))
  }

  /** Answers a request without the limits of a match. */
  readonly dispatch: Dispatch = (request, client) => {
    const dispatcher = this.#dispatcher
    return new Promise((settle) =>
      dispatcher.answer(dispatcher.find(request.path), request, client, settle),
    )
  }

  readonly match: MatchPath = (path) => {
    const dispatcher = this.#dispatcher
    const found = dispatcher.find(path)
    const service = found?.kind === 'found' ? this.#serviceOf(found.plugin) : this.#others
    const { plugin, maxBodyBytes, budgets } = service
    return {
      plugin,
      maxBodyBytes,
      streamsBody: found === undefined && this.#otherwise.streamsBodies,
      budgets,
      answer: (request, client, settle) =>
        // A plugin may have been reloaded while the body arrived.
        dispatcher === this.#dispatcher
          ? dispatcher.answer(found, request, client, settle)
          : settle(this.dispatch(request, client)),
    }
  }

  /** Whether further requests have to wait for the next turn of the event loop, as resolving routes took long in this one. */
  readonly mustYield = (): boolean => this.#turn.isSpent

  /** The maximum duration of a stop. */
  get drainMs(): number {
    const limits = this.#plugins.map(({ pool }) => pool.limits)
    return Math.max(this.#settings.general.limits.drainMs, ...limits.map(({ drainMs }) => drainMs))
  }

  /** Reloads a plugin unless it would be made of the same bytes as the running one. */
  async reloadChanged(file: string): Promise<void> {
    const running = this.#plugins.find((plugin) => plugin.file === file)
    if (running === undefined || !(await this.#isSame(running, this.#settings)))
      await this.reload(file)
  }

  /** Reloads a plugin from its file. If the new version is refused, the running one stays: returns why. */
  async reload(file: string): Promise<readonly string[]> {
    const reload = {}
    this.#reloads.set(file, reload)
    const outcome = await this.#load(file)
    // The file has changed again meanwhile, and its later version may be loaded already.
    if (this.#reloads.get(file) !== reload) {
      await closeUnused(outcome)
      return []
    }
    const others = this.#plugins.filter((plugin) => plugin.file !== file)
    const settled = await refuseTakenName(outcome, others)
    if (settled.kind === 'refused') return this.#keep(file, settled.reasons)
    const { name } = settled.pool.description
    const before = this.#plugins.find((plugin) => plugin.file === file)
    this.#plugins = [...others, settled].toSorted((a, b) => this.#place(a) - this.#place(b))
    this.#dispatcher = this.#route()
    this.#context.log({ level: 'info', message: 'reloaded', plugin: textOf(name) })
    await before?.pool.retire()
    return []
  }

  /**
   * Serves the plugins of other settings: loads those that are new, or whose file or settings changed, and keeps the others. If one
   * is refused, nothing changes, unless `SkipRefused` is set. Returns whether the settings are in use.
   */
  async update(settings: Settings): Promise<boolean> {
    const changed = await this.#findChanged(settings)
    const kept = this.#plugins.filter(
      ({ file }) => settings.plugins.includes(file) && !changed.includes(file),
    )
    const outcomes = await Promise.all(changed.map((file) => this.#load(file, settings)))
    const loaded: LoadedPlugin[] = []
    const reasons: string[] = []
    for (const outcome of outcomes) {
      const settled = await refuseTakenName(outcome, [...kept, ...loaded])
      if (settled.kind === 'loaded') loaded.push(settled)
      else reasons.push(...this.#keep(settled.file, settled.reasons))
    }
    if (reasons.length > 0 && !settings.skipRefused) {
      await Promise.all(loaded.map(({ pool }) => pool.close()))
      return false
    }
    for (const { file } of loaded) this.#reloads.set(file, {})
    const before = this.#plugins
    this.#settings = settings
    this.#others = this.#createService(undefined)
    // Another reload may have replaced a plugin meanwhile.
    this.#plugins = settings.plugins.flatMap(
      (file) => [...loaded, ...before].find((plugin) => plugin.file === file) ?? [],
    )
    this.#dispatcher = this.#route()
    const retired = before.filter((plugin) => !this.#plugins.includes(plugin))
    await Promise.all(retired.map(({ pool }) => pool.retire()))
    return true
  }

  /** The files of the settings that are not served yet with the same content and settings. */
  async #findChanged(settings: Settings): Promise<readonly string[]> {
    const running = new Map(this.#plugins.map((plugin) => [plugin.file, plugin]))
    const areSame = await Promise.all(
      settings.plugins.map(async (file) => {
        const plugin = running.get(file)
        return plugin !== undefined && (await this.#isSame(plugin, settings))
      }),
    )
    return settings.plugins.filter((_, i) => areSame[i] === false)
  }

  /** Whether a plugin would be loaded from the same file with the same settings. */
  async #isSame({ file, sha256 }: LoadedPlugin, settings: Settings): Promise<boolean> {
    if ((await readDigest(file, settings)) !== sha256) return false
    const describe = (from: Settings): string => {
      const { configuration, http, profile } = from
      return JSON.stringify([
        findEntry(from, file, sha256),
        configuration,
        profile,
        http.users === undefined,
      ])
    }
    return describe(settings) === describe(this.#settings)
  }

  /** An error of the host refuses this plugin and does not end the server. */
  #load(file: string, settings = this.#settings): Promise<LoadOutcome> {
    return loadPlugin(file, settings, this.#context).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      return { kind: 'refused', file, sha256: undefined, reasons: [reason] }
    })
  }

  /** Finalizes the plugins and ends their processes within that time. */
  async close(withinMs: number): Promise<void> {
    await Promise.all(
      this.#plugins.map(({ pool }) => pool.close(Math.min(withinMs, pool.limits.drainMs))),
    )
  }

  #keep(file: string, reasons: readonly string[]): readonly string[] {
    for (const reason of reasons)
      this.#context.log({ level: 'error', message: `${file} reload failed: ${reason}` })
    return reasons
  }

  #place({ file }: LoadedPlugin): number {
    return this.#settings.plugins.indexOf(file)
  }

  #route(): Dispatcher<Pool> {
    const table = new RouteTable<Pool>(this.#turn)
    for (const { pool, routes } of this.#plugins) table.add(pool, routes)
    return new Dispatcher(table, this.#otherwise.dispatch)
  }

  #serviceOf(pool: Pool): Service {
    const known = this.#services.get(pool)
    if (known !== undefined) return known
    const service = this.#createService(pool)
    this.#services.set(pool, service)
    return service
  }

  #createService(pool: Pool | undefined): Service {
    const limits = pool?.limits ?? this.#settings.general.limits
    const plugin = pool && textOf(pool.description.name)
    const onCut = (): void =>
      this.#context.log({
        level: 'warning',
        message: 'A client that reads nothing is cut',
        ...(plugin !== undefined && { plugin }),
      })
    const setBackpressure = (isOn: boolean): void => pool?.setBackpressure(isOn)
    return {
      plugin,
      maxBodyBytes: limits.maxRequestBodyMiB * MiB,
      budgets: createBudgets(limits, { onCut, setBackpressure }, this.#settings.clients),
    }
  }
}

async function closeUnused(outcome: LoadOutcome): Promise<void> {
  if (outcome.kind === 'loaded') await outcome.pool.close()
}
