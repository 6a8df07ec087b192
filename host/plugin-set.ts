import { textOf, type ByteString } from './exchange/byte-string.ts'
import type { PluginLimits } from './exchange/limits.ts'
import type { Dispatch } from './exchange/ports.ts'
import type { PluginDescription } from './exchange/registrations.ts'
import type { Settings } from './exchange/settings.ts'
import type { TrafficOwner } from './http/traffic.ts'
import {
  loadPlugin,
  loadPlugins,
  refuseTakenName,
  type LoadContext,
  type LoadedPlugin,
  type LoadOutcome,
  type RefusedPlugin,
} from './load-plugins.ts'
import { createDispatcher } from './routes/dispatcher.ts'
import { RouteTable } from './routes/route-table.ts'
import { TurnBudget } from './routes/turn-budget.ts'
import { MiB } from './exchange/limits.ts'

/** Which plugin answers what; made anew whenever a plugin is exchanged. */
interface Routing {
  readonly table: RouteTable
  readonly dispatch: Dispatch
}

/** The plugins of a host and their routes. Closed with `close`. */
export class PluginSet {
  readonly refused: readonly RefusedPlugin[]
  readonly #settings: Settings
  readonly #context: LoadContext
  readonly #otherwise: Dispatch | undefined
  #plugins: readonly LoadedPlugin[]
  readonly #turn = new TurnBudget()
  /** The latest one of each file. */
  readonly #reloads = new Map<string, object>()
  #routing: Routing

  private constructor(
    settings: Settings,
    context: LoadContext,
    loaded: Awaited<ReturnType<typeof loadPlugins>>,
    otherwise: Dispatch | undefined,
  ) {
    this.#settings = settings
    this.#context = context
    this.#otherwise = otherwise
    this.refused = loaded.refused
    this.#plugins = loaded.plugins
    this.#routing = this.#route()
  }

  /** Loads the plugins of the settings. `otherwise` answers what no plugin has a route for. */
  static async load(
    settings: Settings,
    context: LoadContext,
    otherwise: Dispatch | undefined,
  ): Promise<PluginSet> {
    return new PluginSet(settings, context, await loadPlugins(settings, context), otherwise)
  }

  get descriptions(): readonly PluginDescription[] {
    return this.#plugins.map(({ pool }) => pool.description)
  }

  readonly dispatch: Dispatch = (request, client) => this.#routing.dispatch(request, client)

  /** What bounds the request of a path: the limits of the plugin that would answer it. */
  limitsOf(path: ByteString): PluginLimits {
    return this.#poolOf(path)?.limits ?? this.#settings.general.limits
  }

  /** The name of the plugin that would answer a path. */
  nameOf(path: ByteString): string | undefined {
    const name = this.#poolOf(path)?.description.name
    return name && textOf(name)
  }

  /** Who answers a path, and what its bodies may take of the memory. */
  trafficOwner(path: ByteString): TrafficOwner {
    const pool = this.#poolOf(path)
    const { maxBodiesMiB, maxUnsentMiB } = this.limitsOf(path)
    return {
      key: pool ?? this,
      hold: (isHeld) => pool?.hold(isHeld),
      bodyBytes: maxBodiesMiB * MiB,
      unsentBytes: maxUnsentMiB * MiB,
    }
  }

  #poolOf(path: ByteString): LoadedPlugin['pool'] | undefined {
    return this.#plugins[this.#routing.table.find(path)?.plugin ?? -1]?.pool
  }

  /** Whether further requests should wait for the next turn of the event loop, as finding their plugins took long. */
  get mustYield(): boolean {
    return this.#turn.isSpent
  }

  /** The longest time that a stop may take. */
  get drainMs(): number {
    const limits = this.#plugins.map(({ pool }) => pool.limits)
    return Math.max(this.#settings.general.limits.drainMs, ...limits.map(({ drainMs }) => drainMs))
  }

  /** Exchanges the plugin of a file for what the file holds now; where that is refused the one before goes on. */
  async reload(file: string): Promise<void> {
    const reload = {}
    this.#reloads.set(file, reload)
    const outcome = await this.#load(file)
    // It has changed again meanwhile: what is loaded for that is newer, although it may be there already.
    if (this.#reloads.get(file) !== reload) return closeUnused(outcome)
    const others = this.#plugins.filter((plugin) => plugin.file !== file)
    const settled = await refuseTakenName(outcome, others)
    if (settled.kind === 'refused') return this.#keep(file, settled.reasons)
    const { name } = settled.pool.description
    const before = this.#plugins.find((plugin) => plugin.file === file)
    this.#plugins = [...others, settled].toSorted((a, b) => this.#place(a) - this.#place(b))
    this.#routing = this.#route()
    this.#context.log({ level: 'info', message: 'loaded anew', plugin: textOf(name) })
    await before?.pool.retire()
  }

  /** What fails for a reason of the host costs this plugin, and not the server. */
  #load(file: string): Promise<LoadOutcome> {
    return loadPlugin(file, this.#settings, this.#context).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      return { kind: 'refused', file, sha256: undefined, reasons: [reason] }
    })
  }

  /** Finalizes the plugins and ends their processes, within that time. */
  async close(withinMs: number): Promise<void> {
    await Promise.all(
      this.#plugins.map(({ pool }) => pool.close(Math.min(withinMs, pool.limits.drainMs))),
    )
  }

  #keep(file: string, reasons: readonly string[]): void {
    for (const reason of reasons)
      this.#context.log({ level: 'error', message: `${file} not loaded anew: ${reason}` })
  }

  #place({ file }: LoadedPlugin): number {
    return this.#settings.plugins.indexOf(file)
  }

  #route(): Routing {
    const table = new RouteTable(this.#turn)
    for (const [i, { routes }] of this.#plugins.entries()) table.add(i, routes)
    const plugins = this.#plugins.map(({ pool }) => pool)
    const otherwise = this.#otherwise && { otherwise: this.#otherwise }
    return { table, dispatch: createDispatcher({ table, plugins, ...otherwise }) }
  }
}

async function closeUnused(outcome: LoadOutcome): Promise<void> {
  if (outcome.kind === 'loaded') await outcome.pool.close()
}
