import { createRequire } from 'node:module'
import { dirname, sep } from 'node:path'
import { installCommand } from '../../guest/build/toolchain.ts'
import {
  type ComponentParts,
  decodeParts,
  decodeRefused,
  type ModuleBytes,
} from '../frames/messages.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { encodeFrame, frameKinds } from '../frames/frame.ts'
import { moduleKind } from '../wasm/module-reader.ts'
import type { ProcessSupply } from './process-supply.ts'

/** Limits for taking a component apart. */
export interface ComponentOptions {
  readonly processes: ProcessSupply
  readonly processMiB: number
  readonly timeoutMs: number
}

const program = new URL('../take-apart.js', import.meta.url)
const packageName = '@bytecodealliance/jco-transpile'

/** The transpiler and its threads need this much even for a small component. */
const leastMiB = 768

/** Maximum size of all parts of a component together. */
const mostPartsBytes = 2 ** 31

/** A plugin's module as it is sent to processes; a component is taken apart. Rejects as `takeApart` does. */
export async function readModuleBytes(
  bytes: Uint8Array<ArrayBuffer>,
  options: ComponentOptions,
): Promise<ModuleBytes> {
  if (moduleKind(bytes) !== 'component') return { kind: 'core', bytes }
  return { kind: 'component', ...(await takeApart(bytes, options)) }
}

/**
 * Takes a component apart in a process of its own: neither the component nor the transpiler, which is WebAssembly itself,
 * runs in this process.
 *
 * Rejects with `PluginLoadError` if this host does not support the component, or if taking it apart exceeds its limits.
 */
async function takeApart(bytes: Uint8Array, options: ComponentOptions): Promise<ComponentParts> {
  const { processes, processMiB, timeoutMs } = options
  const folder = findTranspilerFolder()
  const guest = await processes.startProgram({
    entry: program,
    processMiB: Math.max(processMiB, leastMiB),
    rights: { addonsAndWorkers: true, folders: [folder] },
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

/**
 * The folder in which the transpiler finds its files. Throws `PluginLoadError` where it is not installed.
 */
function findTranspilerFolder(): string {
  const file = resolvePackage()
  if (file === undefined)
    throw new PluginLoadError([`components need ${packageName}: ${installCommand(packageName)}`])
  const modules = `${sep}node_modules`
  const at = file.indexOf(modules + sep)
  return at < 0 ? dirname(file) : file.slice(0, at + modules.length)
}

/** The real file of the installed package. */
function resolvePackage(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(packageName)
  } catch {
    // Not installed.
    return undefined
  }
}
