import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ConformanceServer } from '../conformance/our-server.ts'
import { startOrthanc } from '../conformance/orthanc-server.ts'
import { findFreePort } from '../support/port.ts'
import { commandLine } from '../support/serve.ts'

const run = promisify(execFile)

/** Plugins inside an Orthanc. */
export interface InsideOptions {
  readonly modules: readonly string[]
  /** Further keys of the section `WebAssembly`. */
  readonly webAssembly?: object
  /** Further options of Orthanc. */
  readonly orthanc?: object
  /** Other plugins, native ones. */
  readonly plugins?: readonly string[]
  /** Arguments of Orthanc's process. */
  readonly args?: readonly string[]
  /** A command in front that becomes the server. */
  readonly wrapper?: readonly string[]
}

/** Debian's Orthanc with WebAssembly plugins. */
export interface InsideOrthanc extends ConformanceServer {
  readonly url: string
  readonly dicomPort: number
  /** The lines of Orthanc's log so far. */
  readonly log: () => string
}

/** Writes the native plugin into a folder, with the command that its users call, and returns its path. */
export async function buildNativePlugin(folder: string): Promise<string> {
  const target = join(folder, 'libOrthancWasm.so')
  await run(process.execPath, [commandLine, 'orthanc-plugin', '-o', target])
  return target
}

/** Starts Orthanc in a folder of its own. Rejects with its log if it does not start. */
export async function startInside(
  nativePlugin: string,
  { modules, webAssembly, orthanc, plugins = [], args = [], wrapper = [] }: InsideOptions,
  folder: string,
): Promise<InsideOrthanc> {
  mkdirSync(folder, { recursive: true })
  const dicomPort = await findFreePort()
  const options = {
    DicomServerEnabled: true,
    DicomPort: dicomPort,
    DicomAlwaysAllowFind: true,
    DicomAlwaysAllowMove: true,
    DicomAlwaysAllowFindWorklist: true,
    ...orthanc,
    Plugins: [nativePlugin, ...plugins],
    WebAssembly: {
      Modules: modules,
      Bridge: { Command: [process.execPath, commandLine] },
      ...webAssembly,
    },
  }
  const server = await startOrthanc(nativePlugin, options, folder, { args, wrapper })
  return {
    ...server,
    url: `http://127.0.0.1:${server.port}`,
    dicomPort,
    log: () => readFileSync(join(folder, 'orthanc.log'), 'utf8'),
  }
}
