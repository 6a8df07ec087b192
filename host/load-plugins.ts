import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { textOf } from './exchange/byte-string.ts'
import { PluginLoadError } from './exchange/errors.ts'
import type { PluginLimits } from './exchange/limits.ts'
import type { Log } from './exchange/ports.ts'
import type { Settings } from './exchange/settings.ts'
import { describeSystemError } from './plugin-files.ts'
import { Pool } from './worker/pool.ts'
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
}

type Loaded = { readonly file: string; readonly pool: Pool } | RefusedPlugin

/**
 * Starts the plugins side by side. They keep the order of their files; of two with one name the second is refused, as
 * in Orthanc.
 */
export async function loadPlugins(
  settings: Settings,
  context: LoadContext,
): Promise<{ pools: readonly Pool[]; refused: readonly RefusedPlugin[] }> {
  const loaded = await Promise.all(
    settings.plugins.map((file) => loadPlugin(file, settings, context)),
  )
  const pools = new Map<string, Pool>()
  const refused: RefusedPlugin[] = []
  for (const plugin of loaded) {
    if (!('pool' in plugin)) {
      refused.push(plugin)
      continue
    }
    const { file, pool } = plugin
    const { name } = pool.description
    if (!pools.has(name)) pools.set(name, pool)
    else {
      refused.push({ file, reasons: [`another plugin has the name ${textOf(name)} already`] })
      await pool.close()
    }
  }
  return { pools: [...pools.values()], refused }
}

async function loadPlugin(file: string, settings: Settings, context: LoadContext): Promise<Loaded> {
  try {
    return { file, pool: await startPool(file, settings, context) }
  } catch (error) {
    if (error instanceof PluginLoadError) return { file, reasons: error.reasons }
    if (isSystemError(error)) return { file, reasons: [describeSystemError(error)] }
    throw error
  }
}

/**
 * A plugin says its name when it runs, and its limits go by its name: it starts with those of its file's name, and once
 * more if its own are others.
 */
async function startPool(file: string, settings: Settings, context: LoadContext): Promise<Pool> {
  const bytes = new Uint8Array(await readFile(file))
  const start = (limits: PluginLimits) =>
    Pool.start({
      ...context,
      file,
      bytes,
      limits,
      sdkVersion: settings.profile.version,
      configuration: settings.configuration,
    })
  const limits = settings.limitsOf(basename(file, '.wasm'))
  const pool = await start(limits)
  const own = settings.limitsOf(textOf(pool.description.name))
  if (JSON.stringify(own) === JSON.stringify(limits)) return pool
  await pool.close()
  return start(own)
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
