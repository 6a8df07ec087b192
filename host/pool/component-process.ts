import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import type { ComponentParts } from '../exchange/component-parts.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { encodeFrame, frameKinds } from '../frames/frame.ts'
import { decodeParts, decodeRefused, type ModuleBytes } from '../frames/messages.ts'
import { moduleKind } from '../wasm/module-reader.ts'
import { ComponentCache } from './component-cache.ts'
import type { ProcessSupply } from './process-supply.ts'

/** What taking a component apart may cost, and where its parts are kept. */
export interface ComponentOptions {
  readonly processes: ProcessSupply
  readonly processMiB: number
  readonly timeoutMs: number
  /** Absent: nothing is kept. */
  readonly cacheFolder?: string | undefined
}

const program = new URL('../take-apart.js', import.meta.url)
const packageName = '@bytecodealliance/jco-transpile'

/** The transpiler and its threads need as much, however small the component. */
const leastMiB = 768

/** The parts of a component have at most so many bytes together. */
const mostPartsBytes = 2 ** 31

/** Changes with the format of the cache. */
const cacheFormat = 2

/** A plugin's file as processes get it: components are taken apart. Rejects as `readComponent` does. */
export async function readModuleBytes(
  bytes: Uint8Array<ArrayBuffer>,
  options: ComponentOptions,
): Promise<ModuleBytes> {
  if (moduleKind(bytes) !== 'component') return { kind: 'core', bytes }
  return { kind: 'component', ...(await readComponent(bytes, options)) }
}

/**
 * The parts of a component's file, out of the cache or from a process that takes it apart: neither the component nor the
 * transpiler, which is WebAssembly itself, runs in this process.
 *
 * Rejects with `PluginLoadError` for a component that this host does not run, and where that takes too much time or memory.
 */
async function readComponent(
  bytes: Uint8Array,
  options: ComponentOptions,
): Promise<ComponentParts> {
  const { cacheFolder } = options
  const transpiler = findTranspiler()
  if (cacheFolder === undefined || transpiler === undefined) return takeApart(bytes, options)
  const cache = new ComponentCache(cacheFolder)
  const key = cacheKey(bytes, transpiler)
  const kept = cache.read(key)
  if (kept !== undefined) return kept
  const fresh = await takeApart(bytes, options)
  cache.write(key, fresh)
  return fresh
}

async function takeApart(bytes: Uint8Array, options: ComponentOptions): Promise<ComponentParts> {
  const { processes, processMiB, timeoutMs } = options
  const transpiler = findTranspiler()
  const guest = await processes.startProgram({
    entry: program,
    processMiB: Math.max(processMiB, leastMiB),
    rights: {
      addonsAndWorkers: true,
      folders: transpiler === undefined ? [] : foldersOf(transpiler),
    },
  })
  let late: NodeJS.Timeout | undefined
  try {
    return await new Promise<ComponentParts>((resolve, reject) => {
      const refuse = (reasons: readonly string[]): void => reject(new PluginLoadError(reasons))
      guest.listen(
        {
          onControl: (frame) => {
            if (frame.kind === frameKinds.refused) refuse(decodeRefused(frame))
            else resolve(decodeParts(frame))
          },
          onFront: () => undefined,
          onEnd: (reason) => refuse([`it cannot be taken apart: ${reason}`]),
        },
        {
          controlBytes: mostPartsBytes,
          frontBytes: 0,
          take: (length) => new Uint8Array(new ArrayBuffer(length)),
        },
      )
      late = setTimeout(
        () => refuse([`it was not taken apart within ${timeoutMs} ms (InitializeTimeoutMs)`]),
        timeoutMs,
      )
      guest.sendControl(encodeFrame(frameKinds.load, undefined, { bytes }))
    })
  } finally {
    clearTimeout(late)
    guest.kill()
    void guest.exited.then(() => guest.release())
  }
}

/** The real file of the installed transpiler; `undefined` if there is none. */
function findTranspiler(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(packageName)
  } catch {
    // Not installed.
    return undefined
  }
}

/** Where the transpiler and what it needs are, and this package, which has the interfaces of the world. */
function foldersOf(transpiler: string): readonly string[] {
  const modules = `${sep}node_modules`
  const at = transpiler.indexOf(modules + sep)
  const folder = at < 0 ? dirname(transpiler) : transpiler.slice(0, at + modules.length)
  return [folder, findPackageRoot()]
}

/**
 * The hash of the component and of what its parts depend on: the program that takes it apart, with its checks and patches,
 * the transpiler, the interfaces.
 */
function cacheKey(bytes: Uint8Array, transpiler: string): string {
  const wit = join(findPackageRoot(), 'guest/wit/orthanc.wit')
  const manifest = join(dirname(dirname(transpiler)), 'package.json')
  const hash = createHash('sha256').update(`${cacheFormat}\n`)
  for (const file of [fileURLToPath(program), wit, manifest])
    hash.update(createHash('sha256').update(readFileSync(file)).digest())
  return hash.update(bytes).digest('hex')
}
