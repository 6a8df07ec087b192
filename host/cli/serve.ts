import { setTimeout as sleep } from 'node:timers/promises'
import { languageOf } from '../../guest/build/language.ts'
import { readConfig, type Overrides } from '../config/config.ts'
import { showListenAddress, explainListenError } from '../config/listen-address.ts'
import { readOrthancUrl } from '../config/orthanc-url.ts'
import { textOf } from '../exchange/byte-string.ts'
import { MiB } from '../exchange/limits.ts'
import {
  dropLines,
  LogLimiter,
  boundedLine,
  createLog,
  escapeText,
  type Log,
} from '../exchange/log.ts'
import type { Settings } from '../config/settings.ts'
import { ReportError } from '../exchange/errors.ts'
import { openHost, type Host } from '../host.ts'
import { isScript } from '../plugin-file.ts'
import type { WasmHost } from '../wasm-host.ts'
import { watchFiles } from '../watch.ts'
import type { ProcessSupply } from '../pool/process-supply.ts'
import { type ExitCode, stopRequest } from './command.ts'
import { SourceWatch } from './source-watch.ts'
import { complain, type Terminal } from './terminal.ts'

/** The options of `serve`. */
export interface ServeOptions extends Omit<Overrides, 'plugins' | 'timeoutMs' | 'memoryMiB'> {
  readonly config?: string
  readonly timeout?: number
  readonly memory?: number
  readonly logFormat: 'text' | 'json'
  readonly verbose?: boolean
  readonly watch?: boolean
  /** Whether to report what would be served, and not to listen. */
  readonly check?: boolean
}

/** Where `serve` writes, and the processes that it runs plugins in. */
export interface ServePlace {
  readonly terminal: Terminal
  readonly processes: ProcessSupply
  /** Changes the settings that were read. */
  readonly adjust?: (settings: Settings) => Settings
  /** Resolves when the server has to stop; by default at a signal. */
  readonly stop?: Promise<undefined>
  /** Called once the server listens. */
  readonly onListen?: (host: Host) => void
}

/** Serves plugins until a signal asks to stop. */
export async function serve(
  plugins: readonly string[],
  options: ServeOptions,
  { terminal, processes, stop, onListen, adjust = (settings) => settings }: ServePlace,
): Promise<ExitCode> {
  const report = reporterOf(options, terminal)
  const log = logOf(options, terminal)
  const source = plugins.find((file) => isSource(file))
  if (source !== undefined) {
    report(`${source}: a source, not a plugin: build and serve it with orthanc-wasm dev ${source}`)
    return 2
  }
  const settings = adjust(readSettings(plugins, options))
  for (const message of settings.warnings) log({ level: 'warning', message })
  if (settings.plugins.length === 0 && settings.orthanc === undefined) {
    report(
      'no plugin to serve: name a plugin.wasm, "Plugins" in the file of --config, or an Orthanc with --orthanc',
    )
    return 2
  }
  const stopped = stop ?? stopRequest(['SIGTERM', 'SIGINT'])
  const opening = openHost(settings, log, processes)
  // Under dev, which has its own stop, SIGHUP stops.
  if (stop === undefined) reloadAtSignal(opening, () => readSettings(plugins, options), log)
  const host = await open(opening, settings, stopped)
  if (host === undefined) return 0
  try {
    for (const { file, reasons } of host.refused)
      for (const reason of reasons) {
        const message = `${file}: ${boundedLine(reason)}`
        log({ level: 'error', message, maxCharacters: message.length })
      }
    if (!mayServe(host, settings)) {
      if (host.plugins.length > 0) report(nothingServed)
      return 1
    }
    if (options.check === true) {
      for (const line of describeService(host, settings)) terminal.out(`${escapeText(line)}\n`)
      return 0
    }
    return await listen(host, settings, { stop: stopped, terminal, watch: options.watch, onListen })
  } finally {
    await host.close()
  }
}

function readSettings(
  plugins: readonly string[],
  { timeout: timeoutMs, memory: memoryMiB, record, check, ...others }: ServeOptions,
): Settings {
  const overrides = { ...others, plugins, timeoutMs, memoryMiB }
  // A check creates no folder and does not listen.
  if (check === true) return { ...readConfig(others.config, overrides), admin: undefined }
  return readConfig(others.config, { ...overrides, record })
}

/** At SIGHUP, reads the configuration again and uses it. One that is wrong is logged, and the running one stays. */
function reloadAtSignal(opening: Promise<WasmHost>, read: () => Settings, log: Log): void {
  let reloading = Promise.resolve()
  const reload = async (): Promise<void> => {
    try {
      const settings = read()
      for (const message of settings.warnings) log({ level: 'warning', message })
      await (await opening).update(settings)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const lines = error instanceof ReportError ? error.lines : [error.message]
      for (const message of lines) log({ level: 'error', message })
      log({ level: 'error', message: 'The running configuration stays' })
    }
  }
  process.on('SIGHUP', () => {
    reloading = reloading.then(reload)
  })
}

function isSource(file: string): boolean {
  const language = languageOf(file)
  return language !== undefined && language !== 'module' && language !== 'Python'
}

/** As in Orthanc, a plugin that is missing stops the start: it may be the one that guards the others. */
function mayServe({ refused, plugins }: Host, { skipRefused }: Settings): boolean {
  return refused.length === 0 || (skipRefused && plugins.length > 0)
}

const nothingServed =
  'nothing is served, as plugins are missing or refused: correct or remove them, or serve the others with --skip-refused (SkipRefused)'

/** What a server with these settings serves, for `--check`. */
function describeService(
  { plugins }: Host,
  { http, orthanc, changesState }: Settings,
): readonly string[] {
  const scheme = http.tls === undefined ? 'http' : 'https'
  const users = http.users === undefined ? 'without authentication' : `for ${http.users.size} users`
  const takers = plugins.filter(({ takesChanges }) => takesChanges === true)
  const names = takers.map(({ name }) => textOf(name)).join(', ')
  const changes =
    changesState === undefined
      ? []
      : [`Changes: for ${names || 'no plugin'}, positions in ${changesState}`]
  const upstream = orthanc === undefined ? [] : [`Other paths: ${readOrthancUrl(orthanc)?.shown}`]
  return [
    `Would listen on ${scheme}://${showListenAddress(http)} ${users}`,
    ...plugins.flatMap(({ name, version, routes }) => [
      `Plugin ${textOf(name)}, version ${textOf(version)}`,
      ...routes.map(({ pattern }) => `  ${textOf(pattern)}`),
    ]),
    ...upstream,
    ...changes,
  ]
}

/** Reports errors of `serve` in the format of its log. */
export function reporterOf(options: ServeOptions, terminal: Terminal): (line: string) => void {
  if (options.logFormat === 'text') return (line) => complain(terminal, line)
  const log = logOf(options, terminal)
  return (message) => log({ level: 'error', message })
}

/** Bytes of log lines that wait for the reader of standard error; beyond it lines are dropped. */
const mostWaitingBytes = MiB

function logOf({ logFormat, verbose = false }: ServeOptions, terminal: Terminal): Log {
  const write = (line: string): void => terminal.err(`${line}\n`)
  const log = createLog({ format: logFormat, verbose, write })
  const { errWaitingBytes } = terminal
  if (errWaitingBytes === undefined) return log
  const limiter = new LogLimiter(() => errWaitingBytes() > mostWaitingBytes)
  return dropLines(log, limiter, 'the reader of standard error is too slow')
}

/**
 * The host with its plugins loaded. When a stop is asked for meanwhile, they get the drain time to become ready, so that
 * they can be finalized; `undefined`: they did not.
 */
async function open(
  opening: Promise<WasmHost>,
  settings: Settings,
  stop: Promise<undefined>,
): Promise<WasmHost | undefined> {
  const host = await Promise.race([opening, stop])
  if (host !== undefined) return host
  const { drainMs } = settings.general.limits
  const waiting = new AbortController()
  const drained = sleep(drainMs, undefined, { signal: waiting.signal })
  return Promise.race([opening, drained]).finally(() => waiting.abort())
}

interface Listen {
  readonly stop: Promise<undefined>
  readonly terminal: Terminal
  readonly watch: boolean | undefined
  readonly onListen: ServePlace['onListen']
}

async function listen(
  host: WasmHost,
  settings: Settings,
  { stop, terminal, watch, onListen }: Listen,
): Promise<ExitCode> {
  try {
    const { url } = await host.listen()
    // Who reads the line may change a file at once.
    if (watch === true) watchPlugins(host, settings, stop)
    onListen?.(host)
    terminal.out(`Listening on ${url}\n`)
  } catch (error) {
    throw new Error(explainListenError(error, settings.http, { port: '--port', host: '--host' }), {
      cause: error,
    })
  }
  await stop
  return 0
}

/** Reloads a plugin when its file, or another file that a script is made of, changes, until the stop. */
function watchPlugins(host: WasmHost, { plugins }: Settings, stop: Promise<undefined>): void {
  const watching = new AbortController()
  const modules = plugins.filter((file) => !isScript(file))
  watchFiles(modules, (file) => void host.reload(file), watching.signal)
  const watches = plugins.filter(isScript).map((script) => watchScript(host, script))
  void stop.then(() => {
    watching.abort()
    for (const watch of watches) watch.close()
  })
}

function watchScript(host: WasmHost, script: string): SourceWatch {
  const watch = new SourceWatch(() => void reload())
  // Another version may import other files.
  const follow = (): void => watch.update(host.inputsOf(script))
  const reload = async (): Promise<void> => {
    await host.reloadChanged(script)
    follow()
  }
  follow()
  return watch
}
