import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { functions } from '../../abi/functions.ts'
import { startInside } from '../bridge/inside-orthanc.ts'
import { startOrthanc } from '../conformance/orthanc-server.ts'
import { findFreePort } from '../support/port.ts'
import { startServer } from '../support/serve.ts'
import type { Target } from './exercise.ts'

/** A server that runs a script, and what the script writes to its log, line by line. */
interface ScriptServer extends Target {
  /** Stops the server, and returns what the script has written. */
  readonly stop: () => Promise<readonly string[]>
}

/** Where a script and its module are, and the native plugin of the bridge. */
export interface Places {
  readonly script: string
  readonly module: string
  readonly bridge: string
  readonly folder: string
  /** Where the modality `sample` listens. */
  readonly modalityPort: number
}

const realPlugin = '/usr/share/orthanc/plugins/libOrthancPython.so'

export const servers = { real: startReal, serve: startServe, inside: startInOrthanc } as const

/** Debian's Orthanc with its plugin for Python. */
async function startReal({ script, folder, modalityPort }: Places): Promise<ScriptServer> {
  // A relative path in a script begins in its folder.
  const { options, dicomPort } = await makeOptions(modalityPort)
  const server = await startOrthanc(realPlugin, { ...options, PythonScript: script }, folder, {
    cwd: dirname(script),
    args: ['--verbose'],
  })
  return inOne(server, dicomPort, folder, readRealLog)
}

/** Debian's Orthanc with our native plugin. */
async function startInOrthanc({
  module,
  bridge,
  folder,
  modalityPort,
}: Places): Promise<ScriptServer> {
  const { options, dicomPort } = await makeOptions(modalityPort)
  const webAssembly = makeSection(module)
  const server = await startInside(
    bridge,
    { modules: [module], webAssembly, orthanc: options, args: ['--verbose'] },
    folder,
  )
  return inOne(server, dicomPort, folder, (log) => readBridgeLog(log, basename(module, '.wasm')))
}

/** `serve` in front of an Orthanc without plugins. */
async function startServe({ module, folder, modalityPort }: Places): Promise<ScriptServer> {
  const { options, dicomPort } = await makeOptions(modalityPort)
  mkdirSync(folder, { recursive: true })
  const orthanc = await startOrthanc('', { ...options, Plugins: [] }, folder)
  try {
    const orthancUrl = `http://127.0.0.1:${orthanc.port}`
    const config = join(folder, 'serve.json')
    writeFileSync(
      config,
      JSON.stringify({ ...options, WebAssembly: { ...makeSection(module), Orthanc: orthancUrl } }),
    )
    const server = await startServer({ plugins: [module], args: ['--config', config] })
    const stop = async (): Promise<readonly string[]> => {
      await Promise.all([server.stop(), orthanc.stop()])
      return readServeLog(server.log(), basename(module, '.wasm'))
    }
    return { url: server.url, orthancUrl, dicomPort, stop }
  } catch (error) {
    await orthanc.stop()
    throw error
  }
}

function inOne(
  server: { readonly port: number; stop(): Promise<unknown> },
  dicomPort: number,
  folder: string,
  readLog: (log: string) => readonly string[],
): ScriptServer {
  const url = `http://127.0.0.1:${server.port}`
  const stop = async (): Promise<readonly string[]> => {
    await server.stop()
    return readLog(readFileSync(join(folder, 'orthanc.log'), 'utf8'))
  }
  return { url, orthancUrl: url, dicomPort, stop }
}

/** Options of Orthanc, with modalities and peers of the names that the scripts use. */
async function makeOptions(modalityPort: number): Promise<{ options: object; dicomPort: number }> {
  const dicomPort = await findFreePort()
  const options = {
    DicomServerEnabled: true,
    DicomPort: dicomPort,
    DicomAlwaysAllowFind: true,
    DicomAlwaysAllowFindWorklist: true,
    DicomAlwaysAllowMove: true,
    DicomAlwaysAllowStore: true,
    DicomModalities: { sample: ['SAMPLE', '127.0.0.1', modalityPort] },
    OverwriteInstances: true,
    StableAge: 1,
    // Nothing listens there: requests to it fail at once.
    OrthancPeers: { sample: ['http://127.0.0.1:9/'] },
  }
  return { options, dicomPort }
}

/** Everything is allowed. */
function makeSection(module: string): object {
  const allow = {
    RestApi: ['* /*'],
    Http: ['http://127.0.0.1:8000/*'],
    Services: Object.keys(functions),
  }
  return {
    Plugins: { [basename(module, '.wasm')]: { Allow: allow } },
    TimeoutMs: 60_000,
    InitializeTimeoutMs: 60_000,
    MaxLogLines: 10_000,
  }
}

const header = /^([EWIT])\d{4} [\d:.]+ +.*? ([\w:/]+\.cpp):\d+\] (?:\(\w+\) )?/

/** What a script prints, and its warnings and information: without what Orthanc logs, and without tracebacks. */
function readRealLog(log: string): readonly string[] {
  const withoutTracebacks = removeTracebacks(
    log.replaceAll(/^<class '[^']+'>\n[^]*?\n\n(?: .*\n|\n)*/gm, ''),
  )
  let isOwn = true
  return withoutTracebacks.split('\n').flatMap((line) => {
    const [start, level, file] = header.exec(line) ?? []
    if (start === undefined) return isOwn && !line.startsWith('Exception in thread ') ? [line] : []
    const text = line.slice(start.length)
    const isOfPlugin = file === 'PluginsManager.cpp'
    isOwn = !isOfPlugin || level !== 'E'
    return isOfPlugin && isOwn && !isOfOrthanc(text) ? [text] : []
  })
}

/** Without what Python writes about threads and processes that fail. */
function removeTracebacks(text: string): string {
  return text
    .replaceAll(/^(?:Exception in thread|Process Process-).*\n/gm, '')
    .replaceAll(/^Traceback \(most recent.*\n(?: .*\n|\n)*.*(?:\n|$)/gm, '')
}

/** Lines of Orthanc about plugins. */
function isOfOrthanc(text: string): boolean {
  return /^(?:Registering|Unregistering|Loading|Finalizing) /.test(text)
}

function readBridgeLog(log: string, name: string): readonly string[] {
  const lines = log.split('\n').flatMap((line) => {
    const [start, level] = header.exec(line) ?? []
    return level === undefined || level === 'E' ? [] : readLine(line.slice(start?.length), name)
  })
  return removeTracebacks(lines.join('\n')).split('\n')
}

function readServeLog(log: string, name: string): readonly string[] {
  const lines = log.split('\n').flatMap((line) => {
    const [start] = /^\S+ (?:info|warning) /.exec(line) ?? []
    return start === undefined ? [] : readLine(line.slice(start.length), name)
  })
  return removeTracebacks(lines.join('\n')).split('\n')
}

/** The text of a line of ours: it has the plugin's name or file, and the number of the request in front, and escaped line breaks. */
function readLine(line: string, name: string): readonly string[] {
  const text = new RegExp(`^\\[(?:\\S*/)?${name}(?:\\.wasm)?\\] (?:\\([\\w-]+\\) )?(.*)$`).exec(
    line,
  )?.[1]
  // What the host says about a plugin.
  if (text === undefined || /^(?:version python |\S+\.wasm: )/.test(text)) return []
  return text.split('\\n')
}
