import { basename } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { textOf, type ByteString } from './exchange/byte-string.ts'
import { PluginLoadError } from './exchange/errors.ts'
import { fixedLimits, startLimits, type PluginLimits } from './exchange/limits.ts'
import type { Log, Outside } from './exchange/ports.ts'
import type { Settings } from './exchange/settings.ts'
import { readModuleFile, requireSize } from './module-file.ts'
import { describeSystemError } from './plugin-files.ts'
import { PluginNames } from './plugin-names.ts'
import { compileRoutes, quoted, reasonsOf, type RefusedRoute } from './rest/compile-routes.ts'
import type { CompiledRoute } from './rest/route-table.ts'
import type { ClaimName } from './worker/guest-identity.ts'
import { Pool } from './worker/pool.ts'
import type { Recorder } from './worker/record.ts'
import type { SpareThread } from './worker/spare-thread.ts'

/** A plugin that is not served, and why, in lines for its author. */
export interface RefusedPlugin {
  readonly file: string
  readonly reasons: readonly string[]
}

/** What loading needs besides the settings. */
export interface LoadContext {
  readonly codecs: WebAssembly.Module
  readonly threads: SpareThread
  readonly log: Log
  /** Sends what plugins ask others. */
  readonly outside?: Outside
  /** Keeps what is needed to replay a request that fails. */
  readonly recorder?: Recorder | undefined
}

/** A plugin that is served. */
export interface LoadedPlugin {
  readonly kind: 'loaded'
  readonly file: string
  readonly pool: Pool
  readonly routes: readonly CompiledRoute[]
}

export type LoadOutcome = LoadedPlugin | (RefusedPlugin & { readonly kind: 'refused' })

/**
 * Starts the plugins side by side. They keep the order of their files; of two with one name the second is refused, as
 * in Orthanc.
 */
export async function loadPlugins(
  settings: Settings,
  context: LoadContext,
): Promise<{ plugins: readonly LoadedPlugin[]; refused: readonly RefusedPlugin[] }> {
  const names = new PluginNames(settings.plugins.length)
  const outcomes = await Promise.all(
    settings.plugins.map(async (file, place) => {
      const claim: ClaimName = (name) => names.claim(place, name)
      const outcome = await loadPlugin(file, settings, context, claim)
      names.end(place, outcome.kind === 'loaded')
      return outcome
    }),
  )
  const plugins = outcomes.filter((outcome) => outcome.kind === 'loaded')
  const refused = outcomes.filter((outcome) => outcome.kind === 'refused')
  if (refused.length === 0) warnOfUnused(settings, plugins, context.log)
  return { plugins, refused }
}

/** An entry that is misspelt limits nothing and allows nothing. */
function warnOfUnused({ named }: Settings, plugins: readonly LoadedPlugin[], log: Log): void {
  const names = new Set(plugins.map(({ pool }) => textOf(pool.description.name)))
  for (const name of named.filter((entry) => !names.has(entry)).slice(0, fixedLimits.namesListed))
    log({ level: 'warning', message: `"WebAssembly.Plugins.${name}": no plugin has that name` })
}

/** Starts one plugin and compiles its routes. */
export async function loadPlugin(
  file: string,
  settings: Settings,
  context: LoadContext,
  claimName: ClaimName,
): Promise<LoadOutcome> {
  try {
    const pool = await startPool(file, settings, { ...context, claimName })
    return await servedRoutes(file, pool, context.log)
  } catch (error) {
    if (error instanceof PluginLoadError) return { kind: 'refused', file, reasons: error.reasons }
    if (isSystemError(error))
      return { kind: 'refused', file, reasons: [describeSystemError(error)] }
    throw error
  }
}

/** A pattern that is none refuses the plugin; one that takes more than linear time is left out alone. */
async function servedRoutes(file: string, pool: Pool, log: Log): Promise<LoadOutcome> {
  const { name, routes: registered } = pool.description
  const { routes, leftOut, invalid } = await compileRoutes(registered)
  for (const message of leftOutRoutes(leftOut))
    log({ level: 'warning', message, plugin: textOf(name) })
  if (invalid.length === 0) return { kind: 'loaded', file, pool, routes }
  await pool.close()
  return { kind: 'refused', file, reasons: reasonsOf(invalid) }
}

/** A line for each of the first routes that are left out, and one for all the others. */
function leftOutRoutes(routes: readonly RefusedRoute[]): readonly string[] {
  const lines = routes
    .slice(0, fixedLimits.namesListed)
    .map(({ pattern, why }) => `route ${quoted(pattern)} is left out: ${why}`)
  const more = routes.length - fixedLimits.namesListed
  return more > 0 ? [...lines, `${more} more routes are left out`] : lines
}

/**
 * A plugin says its name when it runs, and its limits go by its name: it starts with those of its file's name, or more
 * where they may be meant for it, and once more if its own are others.
 */
async function startPool(
  file: string,
  settings: Settings,
  context: LoadContext & { readonly claimName: ClaimName },
): Promise<Pool> {
  const limits = firstLimits(nameOf(file), settings)
  const bytes = await readModuleFile(file, limits.maxModuleMiB)
  const start = (chosen: PluginLimits, name?: ByteString) =>
    Pool.start({
      ...context,
      file,
      bytes,
      limits: chosen,
      name,
      timesOf: (given) => settings.limitsOf(textOf(given)),
      sdkVersion: settings.profile.version,
      configuration: settings.configuration,
      cacheFolder: cacheFolder(),
    })
  const pool = await start(limits)
  const own = settings.limitsOf(textOf(pool.description.name))
  if (JSON.stringify(own) === JSON.stringify(limits)) return pool
  await pool.close()
  requireSize(bytes.length, own.maxModuleMiB)
  return start(own, pool.description.name)
}

/** No file has the name of an entry: that may be the entry of any plugin. */
function firstLimits(name: string, settings: Settings): PluginLimits {
  const files = new Set(settings.plugins.map(nameOf))
  const unclaimed = settings.named.filter((entry) => !files.has(entry))
  return startLimits(
    settings.limitsOf(name),
    unclaimed.map((entry) => settings.limitsOf(entry)),
  )
}

function nameOf(file: string): string {
  return basename(file, '.wasm')
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
