import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { servicesCalledIn } from '../../abi/emit/tested-functions.ts'
import { functions } from '../../abi/functions.ts'
import { buildInC, buildNative, lacksCompilerForC, sourceInC } from '../conformance/guest-plugin.ts'
import type { NameInC } from '../conformance/guest-plugin.ts'
import { lacksOrthanc, startOrthanc } from '../conformance/orthanc-server.ts'
import { findFreePort } from '../support/port.ts'
import { missingPackage } from '../support/requirements.ts'
import { buildNativePlugin, startInside } from './inside-orthanc.ts'

const run = promisify(execFile)

/** Whether what a pair needs is not installed here. */
export function lacksPair(): boolean {
  return [lacksOrthanc(), lacksCompilerForC(), missingPackage('storescu', 'dcmtk')].includes(true)
}

/** A running Orthanc with the plugins. */
export interface PairServer {
  readonly url: string
  readonly dicomPort: number
  stop(): Promise<unknown>
}

interface PairOptions {
  readonly plugins: readonly NameInC[]
  /** Options of Orthanc. */
  readonly orthanc: object
  /** Further keys of the section `WebAssembly`. */
  readonly webAssembly?: object
  /** Servers that plugins may send requests to. */
  readonly http?: readonly string[]
}

/** The same plugins in C in two Orthancs: natively, and as WebAssembly. */
export class OrthancPair {
  readonly #starts: readonly (() => Promise<PairServer>)[]
  /** The one with native plugins first. */
  servers: readonly PairServer[] = []

  private constructor(starts: readonly (() => Promise<PairServer>)[]) {
    this.#starts = starts
  }

  static async start(options: PairOptions, folder: string): Promise<OrthancPair> {
    const { plugins, orthanc, webAssembly, http = [] } = options
    const libraries = await Promise.all(plugins.map((name) => buildNative(name, folder)))
    const modules = await Promise.all(plugins.map((name) => buildInC(name, folder)))
    const bridge = await buildNativePlugin(folder)
    const Allow = { RestApi: ['GET /*', 'PUT /*', 'POST /*', 'DELETE /*'], Http: http, Services }
    const entries = plugins.map((name) => [`${name}-C`, { Allow, PassConfiguration: true }])
    const section = { Plugins: Object.fromEntries(entries), ...webAssembly }
    const pair = new OrthancPair([
      () => startNative(libraries, orthanc, join(folder, 'native')),
      () => startInside(bridge, { modules, orthanc, webAssembly: section }, join(folder, 'inside')),
    ])
    await pair.restart()
    return pair
  }

  /** Stops both and starts them with the same database. */
  async restart(): Promise<void> {
    await this.stop()
    const servers: PairServer[] = []
    this.servers = servers
    for (const start of this.#starts) servers.push(await start())
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()))
  }

  /** Does the same with both; the native one first. */
  each<T>(act: (server: PairServer) => Promise<T>): Promise<readonly T[]> {
    return Promise.all(this.servers.map(act))
  }

  /** Services that a plugin called with success, in each of the servers, and those of the functions in its source. */
  async services(plugin: NameInC): Promise<{ called: readonly string[]; written: string }> {
    const called = await this.each(async ({ url }) =>
      (await (await fetch(`${url}/${plugin}/services`)).text()).trim(),
    )
    const written = servicesCalledIn(readFileSync(sourceInC(plugin), 'utf8'))
    return { called, written: written.join(' ') }
  }
}

/** All functions: each plugin may call what it wants. */
const Services = Object.keys(functions)

async function startNative(
  libraries: readonly string[],
  orthanc: object,
  folder: string,
): Promise<PairServer> {
  const dicomPort = await findFreePort()
  const options = { DicomServerEnabled: true, DicomPort: dicomPort, ...orthanc, Plugins: libraries }
  const server = await startOrthanc('', options, folder)
  return { ...server, dicomPort, url: `http://127.0.0.1:${server.port}` }
}

/** What matches in the output of a program of DCMTK. */
export async function dcmtk(
  program: string,
  args: readonly string[],
  wanted: RegExp,
): Promise<string> {
  // A refused C-STORE is a failure of the program.
  const { stdout, stderr } = await run(program, args).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => error,
  )
  return `${program}: ${((stdout + stderr).match(wanted) ?? []).join(' ')}`
}
