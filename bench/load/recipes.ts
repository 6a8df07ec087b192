import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { commandLine, runCommand } from '../command-line.ts'
import type { Skipped } from '../findings.ts'
import type { BenchContext } from '../parts/part.ts'
import type { ServerRecipe } from './server-process.ts'

const dist = join(findPackageRoot(), 'dist')
const orthanc = '/usr/sbin/Orthanc'

/** The routes of the plugin that is measured. */
export const routes = {
  hello: '/bench-00/hello/world',
  download: '/bench-00/download',
  upload: '/bench-00/upload',
  png: '/bench-00/png',
  colour: '/bench-00/colour',
  jpeg: '/bench-00/jpeg',
} as const

/** A sample, built before. */
export function sample(name: string): string {
  return join(dist, 'examples', `${name}.wasm`)
}

/** What to start a server of ours with. */
export interface HostOptions {
  readonly name?: string
  /** Files. */
  readonly plugins: readonly string[]
  readonly readyPath: string
  /** More of the command line. */
  readonly options?: readonly string[]
  /** Options of node. */
  readonly nodeOptions?: readonly string[]
  /** The folder `dist` of another build. */
  readonly build?: string
  /** Variables of its environment besides those of this process, `NAME=VALUE`. */
  readonly environment?: readonly string[]
}

/** Our server, with these plugins. */
export function hostRecipe(host: HostOptions): ServerRecipe {
  const { plugins, readyPath, options = [], nodeOptions = [], build = dist } = host
  const environment = host.environment === undefined ? [] : ['env', ...host.environment]
  const program = [...nodeOptions, join(build, 'host/cli/main.js'), 'serve', ...plugins]
  return {
    name: host.name ?? 'orthanc-wasm',
    command: (port) => {
      const [first = '', ...rest] = [...environment, process.execPath, ...program]
      return [first, ...rest, '--port', String(port), ...options]
    },
    readyPath,
  }
}

/** The same server as `host` makes it, of the build to compare with, if there is one. */
export function beforeRecipes(
  { before }: BenchContext,
  host: HostOptions,
): readonly ServerRecipe[] {
  if (before === undefined) return []
  const name = host.name === undefined ? 'before' : `${host.name}, before`
  return [hostRecipe({ ...host, name, build: before })]
}

/** Our server with the plugin that is measured. */
export async function benchHostRecipe(
  context: BenchContext,
  options: Partial<HostOptions> = {},
): Promise<ServerRecipe> {
  return hostRecipe(await benchHost(context, options))
}

/** How to start our server with the plugin that is measured. */
export async function benchHost(
  { plugins }: BenchContext,
  options: Partial<HostOptions> = {},
): Promise<HostOptions> {
  return { plugins: [await plugins.wasm()], readyPath: routes.hello, ...options }
}

/** A server that sends what the one at the origin answered, with nothing but node:http. */
export function bareRecipe(origin: string): ServerRecipe {
  const program = fileURLToPath(new URL('./bare-server.js', import.meta.url))
  return {
    name: 'node:http',
    command: (port) => [process.execPath, program, String(port), origin],
    readyPath: '/ready',
  }
}

interface NativeOptions {
  readonly readyPath?: string
  /** Further options of Orthanc. */
  readonly options?: object
}

/** As many as the connections of a load: each keeps a thread of the real server for itself. */
const orthancThreads = 300

/** The real server with the same plugin, compiled for this machine; or why it is not here. */
export async function orthancRecipe(
  { folder, plugins }: Pick<BenchContext, 'folder' | 'plugins'>,
  { readyPath = routes.hello, options = {} }: NativeOptions = {},
): Promise<ServerRecipe | Skipped> {
  const peer = 'the real Orthanc'
  if (!existsSync(orthanc)) return { peer, why: 'the Debian package orthanc is not installed' }
  const plugin = await plugins.native()
  if (plugin === undefined)
    return { peer, why: 'its plugin needs the Debian packages orthanc-dev and gcc' }
  return {
    name: 'Orthanc',
    command: (port) => [orthanc, orthancConfig(folder, plugin, port, options)],
    readyPath,
  }
}

const pythonPlugin = '/usr/share/orthanc/plugins/libOrthancPython.so'

/** Why the real plugin for Python cannot be measured here; `undefined` if it can. */
export function missingRealPython(): Skipped | undefined {
  if (existsSync(orthanc) && existsSync(pythonPlugin)) return undefined
  return { peer: realPythonName, why: 'it needs the Debian packages orthanc and orthanc-python' }
}

const realPythonName = 'Orthanc, its plugin for Python'

/** The real server with its own plugin for Python, where that is installed. */
export function realPythonRecipe(
  { folder }: Pick<BenchContext, 'folder'>,
  { script, readyPath }: { readonly script: string; readonly readyPath: string },
): ServerRecipe {
  const options = { PythonScript: script }
  return {
    name: realPythonName,
    command: (port) => [orthanc, orthancConfig(folder, pythonPlugin, port, options)],
    readyPath,
  }
}

/** The real server with the same plugin as WebAssembly inside it; or why it is not here. */
export async function insideRecipe(context: BenchContext): Promise<ServerRecipe | Skipped> {
  const modules = [await context.plugins.wasm()]
  return insideRecipeOf(context, { modules, readyPath: routes.hello })
}

/** Plugins inside the real server. */
interface InsideOptions {
  readonly modules: readonly string[]
  readonly readyPath: string
  /** Further keys of the section `WebAssembly`. */
  readonly section?: object
  /** Further options of Orthanc. */
  readonly options?: object
}

/** The real server with these plugins inside it; or why it is not here. */
export async function insideRecipeOf(
  context: Pick<BenchContext, 'folder'>,
  { modules, readyPath, section = {}, options = {} }: InsideOptions,
): Promise<ServerRecipe | Skipped> {
  const peer = 'the plugin inside Orthanc'
  if (!existsSync(orthanc)) return { peer, why: 'the Debian package orthanc is not installed' }
  const library = join(context.folder, 'libOrthancWasm.so')
  try {
    await runCommand(['orthanc-plugin', '-o', library])
  } catch {
    return { peer, why: 'the native plugin needs a C compiler' }
  }
  const all = {
    ...options,
    WebAssembly: {
      Modules: modules,
      Bridge: { Command: [process.execPath, commandLine] },
      ...section,
    },
  }
  return {
    name: 'inside Orthanc',
    command: (port) => [orthanc, orthancConfig(context.folder, library, port, all)],
    readyPath,
  }
}

function orthancConfig(parent: string, plugin: string, port: number, options = {}): string {
  const folder = mkdtempSync(join(parent, 'orthanc-'))
  const file = join(folder, 'orthanc.json')
  const config = {
    HttpPort: port,
    HttpThreadsCount: orthancThreads,
    DicomServerEnabled: false,
    StorageDirectory: folder,
    IndexDirectory: folder,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    Plugins: [plugin],
    ...options,
  }
  writeFileSync(file, JSON.stringify(config))
  return file
}
