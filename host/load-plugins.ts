import { textOf } from './exchange/byte-string.ts'
import { PluginLoadError } from './exchange/errors.ts'
import { fixedLimits, processMiBOf } from './exchange/limits.ts'
import type { Observer, Outbound } from './exchange/ports.ts'
import type { Log } from './exchange/log.ts'
import type { PluginDescription } from './exchange/instance.ts'
import type { PluginEntry, Settings } from './config/settings.ts'
import type { RequestFailure } from './exchange/trace.ts'
import { readModuleFile, requireSize, describeSystemError } from './config/plugin-files.ts'
import {
  describeOwner,
  findEntry,
  keyOf,
  requireOwnName,
  unusedEntries,
} from './config/plugin-entry.ts'
import { isScript, readPluginFile } from './plugin-file.ts'
import { readModuleBytes } from './pool/component-process.ts'
import { isPreparable, type ModuleImages } from './pool/images/module-images.ts'
import { Pool } from './pool/pool.ts'
import type { Worker } from './pool/worker.ts'
import type { ProcessSupply } from './pool/process-supply.ts'
import type { Recorder } from './record/recorder.ts'
import {
  compileRoutes,
  quotePattern,
  reasonsOf,
  type RefusedRoute,
} from './routes/compile-routes.ts'
import type { CompiledRoute } from './routes/route-table.ts'
import { findWideRoutes } from './routes/wide-routes.ts'

/** A plugin that was refused, and the reasons, for its author. */
export interface RefusedPlugin {
  readonly file: string
  readonly reasons: readonly string[]
}

/** Services that loading needs. */
export interface LoadContext {
  /** The module of the image encoders. */
  readonly codecs: Uint8Array<ArrayBuffer>
  readonly processes: ProcessSupply
  readonly log: Log
  readonly observer?: Observer | undefined
  /** Returns what sends the requests of a plugin with that entry. */
  readonly outbound?: (entry: PluginEntry) => Outbound
  /** Records requests that fail, for replay. */
  readonly recorder?: Recorder | undefined
  /** Absent: instances do their whole start. */
  readonly images?: ModuleImages | undefined
  /** Inside Orthanc, which sends the callbacks. */
  readonly inside?: InsideOrthanc
}

/** What differs for plugins whose callbacks Orthanc sends. */
interface InsideOrthanc {
  /** Called for each worker that is about to start, with the plugin's file and its entry. */
  readonly onPrepare: (file: string, entry: PluginEntry, worker: Worker) => void
  /** Called for each worker that has started, with the plugin's file. */
  readonly onWorker: (file: string, worker: Worker) => void
  /** Timers of a worker's plugin are due. */
  readonly onTimer: (worker: Worker) => void
  /** Throws `PluginLoadError` if a plugin of that entry registers what is not allowed. */
  readonly check: (description: PluginDescription, entry: PluginEntry) => void
}

/** A plugin that is served. */
export interface LoadedPlugin {
  readonly kind: 'loaded'
  readonly file: string
  /** The files that it was made of. */
  readonly inputs: readonly string[]
  readonly sha256: string
  readonly entry: PluginEntry
  readonly pool: Pool
  readonly routes: readonly CompiledRoute[]
}

export type LoadOutcome =
  | LoadedPlugin
  /** Without the SHA-256 of a file that could not be read. */
  | (RefusedPlugin & { readonly kind: 'refused'; readonly sha256: string | undefined })

/**
 * Starts the plugins concurrently. They keep the order of their files; of two with the same name the second is refused,
 * as in Orthanc.
 */
export async function loadPlugins(
  settings: Settings,
  context: LoadContext,
): Promise<{ plugins: readonly LoadedPlugin[]; refused: readonly RefusedPlugin[] }> {
  const outcomes = await Promise.all(
    settings.plugins.map((file) => loadPlugin(file, settings, context)),
  )
  const plugins: LoadedPlugin[] = []
  const refused: RefusedPlugin[] = []
  for (const outcome of outcomes) {
    const settled = await refuseTakenName(outcome, plugins)
    if (settled.kind === 'loaded') plugins.push(settled)
    else refused.push(settled)
  }
  warnOfUnused(settings, outcomes, context.log)
  return { plugins, refused }
}

/** A misspelt entry would limit and allow nothing. */
function warnOfUnused(settings: Settings, outcomes: readonly LoadOutcome[], log: Log): void {
  for (const entry of unusedEntries(settings, outcomes).slice(0, fixedLimits.namesListed))
    log({
      level: 'warning',
      message: `${keyOf(entry)} belongs to ${describeOwner(entry)}, which is not among the plugins: correct its name, or set "File"`,
    })
}

/** Returns the outcome, or a refusal if one of the others already has the name. */
export async function refuseTakenName(
  outcome: LoadOutcome,
  others: readonly LoadedPlugin[],
): Promise<LoadOutcome> {
  if (outcome.kind === 'refused') return outcome
  const { file, sha256, pool } = outcome
  const { name } = pool.description
  const other = others.find((each) => each.pool.description.name === name)
  if (other === undefined) return outcome
  await pool.close()
  const reason = `another plugin has the name ${textOf(name)} already: ${other.file}`
  return { kind: 'refused', file, sha256, reasons: [reason] }
}

/** The SHA-256 of a plugin's file; `undefined` if it cannot be read. */
export async function readDigest(file: string, settings: Settings): Promise<string | undefined> {
  return readPluginFile(file, largestModuleMiB(settings), settings).then(
    ({ bytes }) => digestOf(bytes),
    () => undefined,
  )
}

/** Starts one plugin and compiles its routes. */
export async function loadPlugin(
  file: string,
  settings: Settings,
  context: LoadContext,
): Promise<LoadOutcome> {
  let sha256: string | undefined
  try {
    const { bytes, inputs, warnings } = await readPluginFile(
      file,
      largestModuleMiB(settings),
      settings,
    )
    for (const warning of warnings)
      context.log({ level: 'warning', message: `${file}: ${warning}` })
    sha256 = await digestOf(bytes)
    const sourceMap = await readSourceMap(file)
    return await loadModule({ file, bytes, inputs, sha256, sourceMap }, settings, context)
  } catch (error) {
    const reasons = reasonsFor(error)
    if (reasons === undefined) throw error
    return { kind: 'refused', file, sha256, reasons }
  }
}

/** Delay between the start of a plugin and that of the image for its next instances, so that pending requests go first. */
const imageDelayMs = 200

/** The file of a plugin. */
interface PluginModule {
  readonly file: string
  readonly inputs: readonly string[]
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sha256: string
  readonly sourceMap: Uint8Array<ArrayBuffer> | undefined
}

const largestSourceMapMiB = 16

/** The source map next to a module; `undefined` if there is none that can be used. Traps name no lines then. */
function readSourceMap(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return readModuleFile(`${file}.map`, largestSourceMapMiB).catch(() => undefined)
}

async function loadModule(
  module: PluginModule,
  settings: Settings,
  context: LoadContext,
): Promise<LoadedPlugin> {
  const { file, bytes, inputs, sha256 } = module
  const entry = findEntry(settings, file, sha256)
  requireSize(bytes.length, entry.limits.maxModuleMiB)
  const pool = await startPool(module, entry, settings, context)
  try {
    requireOwnName(settings, entry, file, textOf(pool.description.name))
    if (isScript(file) && !pool.hasTimers) requireRegistration(pool.description)
    context.inside?.check(pool.description, entry)
    const routes = await compileServed(file, pool.description, entry, context)
    return { kind: 'loaded', file, inputs, sha256, entry, pool, routes }
  } catch (error) {
    await pool.close()
    throw error
  }
}

/** Throws `PluginLoadError` for a script that nothing would call: its author has forgotten the registration. */
function requireRegistration({
  routes,
  registrations = [],
  takesChanges = false,
  explorer,
}: PluginDescription): void {
  if (routes.length > 0 || registrations.length > 0 || takesChanges || explorer !== undefined)
    return
  throw new PluginLoadError([
    'the script registers nothing, so nothing would call it: it needs a call such as orthanc.RegisterRestCallback("/path", function)',
  ])
}

/** The largest limit of all entries: the entry of a file may depend on its SHA-256, so on its bytes. */
function largestModuleMiB({ general, entries }: Settings): number {
  return Math.max(...[general, ...entries].map(({ limits }) => limits.maxModuleMiB))
}

/** The SHA-256 in hexadecimal digits, computed outside of the event loop. */
async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
}

async function startPool(
  { file, bytes, sha256, sourceMap }: PluginModule,
  entry: PluginEntry,
  settings: Settings,
  context: LoadContext,
): Promise<Pool> {
  const { codecs, processes, log, observer, outbound, recorder, inside } = context
  const { limits } = entry
  const sdkVersion = settings.profile.version
  const processLimits = {
    processes,
    processMiB: processMiBOf(limits),
    timeoutMs: limits.initializeTimeoutMs,
  }
  const plain = { bytes, sha256, sdkVersion, memoryMiB: limits.memoryMiB }
  const images = isPreparable(bytes) ? context.images : undefined
  const prepared = await images?.find(plain)
  const module = await readModuleBytes(prepared ?? bytes, processLimits)
  const pool: Pool = await Pool.start({
    file,
    module: module.kind === 'core' ? { ...module, sourceMap } : module,
    codecs,
    processes,
    log,
    observer,
    limits,
    sdkVersion,
    configuration: settings.configuration[entry.rights.passConfiguration ? 'whole' : 'shown'],
    pollsChanges: settings.changesState !== undefined,
    hidesCredentials: settings.http.users !== undefined && !entry.rights.passAuthorization,
    outbound: outbound?.(entry),
    ...(inside === undefined
      ? {}
      : {
          isInsideOrthanc: true,
          onPrepare: (worker) => inside.onPrepare(file, entry, worker),
          onStart: (worker) => inside.onWorker(file, worker),
          onTimer: inside.onTimer,
        }),
    ...(recorder === undefined ? {} : { onFailure: record }),
  })
  if (prepared === undefined && images !== undefined)
    prepareLater(pool, () => images.make(plain, pool.load, processLimits))
  return pool

  function record(failure: RequestFailure): void {
    const name = textOf(pool.description.name)
    recorder?.record({ file, name, bytes, settings: pool.load.settings, limits }, failure)
  }
}

/** Makes an image of the memory, so that instances which start later do not repeat what all have in common. */
function prepareLater(pool: Pool, make: () => Promise<Uint8Array<ArrayBuffer> | undefined>): void {
  const prepare = async (): Promise<void> => {
    const bytes = await make()
    if (bytes !== undefined) await pool.useModule({ kind: 'core', bytes })
  }
  setTimeout(() => void prepare(), imageDelayMs).unref()
}

/**
 * Compiles the routes that are served. Leaves out patterns that need more than linear time; throws `PluginLoadError` for a
 * pattern that is invalid or outside the entry's `Routes`.
 */
async function compileServed(
  file: string,
  { name, routes: registered }: PluginDescription,
  entry: PluginEntry,
  { log, inside }: LoadContext,
): Promise<readonly CompiledRoute[]> {
  const { routes, leftOut, invalid } = await compileRoutes(registered, entry.routes)
  if (invalid.length > 0) throw new PluginLoadError(reasonsOf(invalid))
  const wide = entry.routes === undefined ? await findWideRoutes(routes) : []
  const wideLines = wide.map(({ route, paths }) => {
    const pattern = quotePattern(registered[route]?.pattern ?? '')
    const taken = paths === undefined ? everyPath : `Orthanc's own ${paths.join(', ')}`
    return `${file}: route ${pattern} takes ${taken}; "Routes" in ${keyOf(entry)} confines a plugin`
  })
  // Orthanc matches routes itself, with Boost.
  const leftOutLines = inside === undefined ? leftOutRoutes(leftOut) : []
  for (const message of [...leftOutLines, ...wideLines])
    log({ level: 'warning', message, plugin: textOf(name) })
  return routes
}

const everyPath = 'every path, those of Orthanc and of other plugins included'

/** One line for each of the first routes that are left out, and one for the rest. */
function leftOutRoutes(routes: readonly RefusedRoute[]): readonly string[] {
  const lines = routes
    .slice(0, fixedLimits.namesListed)
    .map(({ pattern, why }) => `route ${quotePattern(pattern)} is left out: ${why}`)
  const more = routes.length - fixedLimits.namesListed
  return more > 0 ? [...lines, `${more} more routes are left out`] : lines
}

/** Why a plugin is refused; `undefined` for an error that is not about it. */
function reasonsFor(error: unknown): readonly string[] | undefined {
  if (error instanceof PluginLoadError) return error.reasons
  return isSystemError(error) ? [describeSystemError(error)] : undefined
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
