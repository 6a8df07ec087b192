import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { PluginLimits } from '../exchange/limits.ts'
import type { InstanceSettings } from '../exchange/instance.ts'
import type { Trace } from '../exchange/trace.ts'
import { bundlePieces, type BundleHead, type BundledFailure } from './bundle.ts'
import { exists, freeName, writeWhole } from './whole-file.ts'

const hashedBytes = 1024 * 1024
/** Characters per write, about. */
const writtenLength = 64 * 1024
/** The most characters of a file's name, which contains the plugin's name. */
const longestName = 120

/** A plugin whose requests are recorded. */
export interface RecordedPlugin {
  readonly file: string
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly settings: InstanceSettings
  readonly limits: Pick<PluginLimits, 'timeoutMs' | 'initializeTimeoutMs'>
}

/**
 * Writes a bundle, and the module next to it unless it exists. Returns the path of the bundle, made of `name`, or of time, plugin
 * and request.
 */
export async function writeBundle(
  folder: string,
  plugin: RecordedPlugin,
  failure: BundledFailure & { readonly request: string; readonly name?: string },
  trace: Trace,
  signal?: AbortSignal,
): Promise<string> {
  signal?.throwIfAborted()
  const sha256 = await hashInTurns(plugin.bytes)
  const module = { sha256, file: `${sha256}.wasm` }
  await writeModule(folder, module.file, plugin)
  const head = headOf(plugin, failure, module)
  const name = failure.name ?? `${head.time}-${plugin.name}-${failure.request}`
  const file = await freeName(join(folder, fileName(name)))
  await writeWhole(file, joinPieces(bundlePieces(head, trace, failure.request)), signal)
  return file
}

/** The SHA-256 of a module, hashed in several turns of the event loop. */
async function hashInTurns(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += hashedBytes) {
    hash.update(bytes.subarray(at, at + hashedBytes))
    await turn()
  }
  return hash.digest('hex')
}

/** Writes the module, and its source map if the compiler wrote one. */
async function writeModule(folder: string, name: string, plugin: RecordedPlugin): Promise<void> {
  const file = join(folder, name)
  if (await exists(file)) return
  await writeWhole(file, [plugin.bytes])
  // Without a map only the places in the source are missing.
  const map = await readFile(`${plugin.file}.map`).catch(() => undefined)
  if (map !== undefined) await writeWhole(`${file}.map`, [map])
}

function headOf(
  plugin: RecordedPlugin,
  { kind, message }: BundledFailure,
  module: BundleHead['module'],
): BundleHead {
  const { timeoutMs, initializeTimeoutMs } = plugin.limits
  return {
    time: new Date().toISOString(),
    plugin: { name: plugin.name, file: plugin.file },
    module,
    settings: plugin.settings,
    timeoutMs,
    initializeTimeoutMs,
    failure: { kind, message },
  }
}

function fileName(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9-]+/g, '-').slice(0, longestName)
}

/** Joins pieces: a trace may have tens of thousands of requests, and each write has a cost. */
function* joinPieces(pieces: Iterable<string>): Generator<string> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < writtenLength) continue
    yield text
    text = ''
  }
  yield text
}
