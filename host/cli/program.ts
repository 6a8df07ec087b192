import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { portRange } from '../config/listen-address.ts'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { pluginLimits } from '../exchange/limits.ts'
import type { ProcessSupply } from '../pool/process-supply.ts'
import type { BridgeCommandOptions } from './bridge.ts'
import type { BuildCommandOptions } from './build.ts'
import { settle, type ExitCode } from './command.ts'
import type { DevOptions } from './dev/dev.ts'
import type { FuzzCommandOptions } from './fuzz.ts'
import type { InspectOptions } from './inspect/inspect.ts'
import {
  adminAddress,
  append,
  fileName,
  hostName,
  orthancUrl,
  sdkVersion,
  wholeNumber,
} from './option-values.ts'
import type { NewOptions } from './new.ts'
import type { OrthancPluginOptions } from './orthanc-plugin.ts'
import type { ServeOptions, ServePlace } from './serve.ts'
import { complain, type Terminal } from './terminal.ts'

/** Runs the command line `args`; resolves with its exit code. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  processes: ProcessSupply,
): Promise<ExitCode> {
  const codes: ExitCode[] = []
  const { line, flags } = splitFlags(args)
  const program = createProgram(terminal, processes, flags, (code) => codes.push(code))
  try {
    await program.parseAsync(line, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
  return codes[0] ?? 0
}

/** Separates what `build` and `dev` pass on to a compiler, which follows `--`. */
function splitFlags(args: readonly string[]): {
  readonly line: readonly string[]
  readonly flags: readonly string[] | undefined
} {
  const end = args.indexOf('--')
  if (!['build', 'dev'].includes(args[0] ?? '') || end === -1)
    return { line: args, flags: undefined }
  return { line: args.slice(0, end), flags: args.slice(end + 1) }
}

/** An error of the command line, and a line with the name that was probably meant. An argument may contain line breaks. */
function linesOf(text: string): readonly string[] {
  const message = text.replace(/^error: /, '').trimEnd()
  return message.split(/\n(?=\(Did you mean [^\n]*\)$)/)
}

type Finish = (code: ExitCode) => void

function createProgram(
  terminal: Terminal,
  processes: ProcessSupply,
  flags: readonly string[] | undefined,
  finish: Finish,
): Command {
  const program = new Command('orthanc-wasm')
    .description('Runs plugins of the Orthanc DICOM server as sandboxed WebAssembly.')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text) => {
        for (const line of linesOf(text)) complain(terminal, line)
      },
    })
  addDev(program, terminal, flags, finish)
  addBuild(program, terminal, flags, finish)
  addServe(program, { terminal, processes }, finish)
  addInspect(program, terminal, finish)
  addFuzz(program, terminal, finish)
  addNew(program, terminal, finish)
  addBridge(program, terminal, finish)
  addOrthancPlugin(program, terminal, finish)
  return program
}

// Each command loads its own code: --help and build do without the server.

function addDev(
  program: Command,
  terminal: Terminal,
  flags: readonly string[] | undefined,
  finish: Finish,
): void {
  const command = addCommand(program, 'dev').description(
    'Build and serve a plugin, and build it again on every change of its sources.',
  )
  addServeOptions(addBuildOptions(command))
    .option('--inspect', 'open a debugger for the plugin, and suspend its deadlines')
    .addHelpText('after', stopHelp)
    .action(async (sources: readonly string[], given: DevOptions) => {
      const options = { ...given, ...(flags !== undefined && { flags }) }
      const { dev } = await import('./dev/dev.ts')
      const { reporterOf } = await import('./serve.ts')
      const work = (): Promise<ExitCode> => dev(sources, options, terminal)
      finish(await settle(work, reporterOf(options, terminal), options))
    })
}

function addBuild(
  program: Command,
  terminal: Terminal,
  flags: readonly string[] | undefined,
  finish: Finish,
): void {
  const command = addCommand(program, 'build').description(
    'Compile a plugin in AssemblyScript (.ts), C, C++, Rust (.rs), JavaScript or Python (.py) to WebAssembly.',
  )
  addBuildOptions(command).action(
    async (sources: readonly string[], given: BuildCommandOptions) => {
      const options = { ...given, ...(flags !== undefined && { flags }) }
      const work = async (): Promise<ExitCode> =>
        (await import('./build.ts')).build(sources, options, terminal)
      finish(await settle(work, (line) => complain(terminal, line), options))
    },
  )
}

function addBuildOptions(command: Command): Command {
  return command
    .argument(
      '<source...>',
      'the main file of a plugin in AssemblyScript or Rust, all files of one in C or C++, a script in Python and other files that it needs',
    )
    .option(
      '-o, --output <file>',
      'the module to write, NAME.wasm in the current folder by default',
      fileName,
    )
    .option('--debug', 'compile without optimization')
    .option(
      '--sdk-include <dir>',
      'C: the folder with orthanc/OrthancCPlugin.h of Orthanc, used instead of ours',
      fileName,
    )
    .option('--clang <path>', 'C: another clang than that of @yowasp/clang', fileName)
    .addOption(
      new Option('--toolchain <name>', 'C: Emscripten, which always compiles C++').choices([
        'emscripten',
      ]),
    )
    .option('-I <dir>', 'C and C++: a folder for #include; may be repeated', append)
    .option('-D <name[=value]>', 'C and C++: define a macro; may be repeated', append)
    .option('--include <file>', 'C and C++: include this file first; may be repeated', append)
    .option('--python-path <path>', pythonPathHelp, append)
    .option('--component', 'write a component; the source may be a plugin that is a module already')
    .usage('[options] <source...> [-- <flag...>]')
    .addHelpText(
      'after',
      '\nC and C++: flags after -- go to the compiler and the linker as they are.',
    )
}

const pythonPathHelp = 'Python: a folder or a wheel with packages; may be repeated'

function addServe(program: Command, place: ServePlace, finish: Finish): void {
  const command = addCommand(program, 'serve')
    .description('Load plugins and answer HTTP requests with them, as Orthanc would.')
    .argument(
      '[plugin.wasm...]',
      'plugins, or scripts in Python, in the order in which they are loaded',
    )
  addServeOptions(command)
    .option('--python-path <path>', pythonPathHelp, append)
    .option('--check', 'print what would be served and every problem, and do not listen')
    .addHelpText('after', stopHelp)
    .action(async (plugins: readonly string[], options: ServeOptions) => {
      const { serve, reporterOf } = await import('./serve.ts')
      const work = (): Promise<ExitCode> => serve(plugins, options, place)
      finish(await settle(work, reporterOf(options, place.terminal), options))
    })
}

function addServeOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      'a configuration in the style of Orthanc, or a folder of such files',
      fileName,
    )
    .option('--host <address>', 'the address to listen on, 127.0.0.1 by default', hostName)
    .option('--port <n>', 'the port, 8042 by default; 0: a free one', wholeNumber(portRange))
    .option(
      '--orthanc <url>',
      'a real Orthanc, which answers requests that no plugin has a route for',
      orthancUrl,
    )
    .option('--watch', 'reload a plugin when its file changes')
    .option(
      '--timeout <ms>',
      'the deadline of one callback, 10000 by default',
      wholeNumber(pluginLimits.TimeoutMs),
    )
    .option(
      '--memory <MiB>',
      'the linear memory of one instance of a plugin, 256 by default',
      wholeNumber(pluginLimits.MemoryMiB),
    )
    .option(
      '--workers <n>',
      'instances (processes) of each plugin, 1 by default',
      wholeNumber(pluginLimits.Workers),
    )
    .option('--sdk <version>', 'the version of Orthanc to follow, 1.12.3 by default', sdkVersion)
    .option(
      '--record <dir>',
      'write the files that replay a failed request into this folder',
      fileName,
    )
    .option(
      '--admin <[address:]port>',
      'health, metrics and a page for operators, without authentication',
      adminAddress,
    )
    .option('--access-log', 'log each request')
    .option('--skip-refused', 'serve the other plugins if some are missing or refused')
    .addOption(
      new Option('--log-format <format>', 'how logs are written to standard error')
        .choices(['text', 'json'])
        .default('text'),
    )
}

const stopHelp = `
SIGTERM and SIGINT stop the server: it accepts no more requests, finishes the running ones, and exits with 0.
Requests that do not end within the drain time (DrainMs) are cut. SIGHUP reloads the configuration and the plugins
whose files changed.`

function addBridge(program: Command, terminal: Terminal, finish: Finish): void {
  addCommand(program, 'bridge')
    .description('Run plugins inside Orthanc, whose native plugin starts this command.')
    .argument('[plugin.wasm...]', 'plugins before those of the configuration')
    .requiredOption('--socket <path>', 'the Unix socket where the native plugin connects', fileName)
    .option(
      '--config <file>',
      'a configuration with the section WebAssembly, in place of that in the configuration of Orthanc',
      fileName,
    )
    .addHelpText('after', '\nSIGTERM and SIGINT finalize the plugins and end with 0.')
    .action(async (plugins: readonly string[], options: BridgeCommandOptions) => {
      const work = async (): Promise<ExitCode> =>
        (await import('./bridge.ts')).bridge(plugins, options, packageVersion(), terminal)
      finish(await settle(work, (line) => complain(terminal, line), options))
    })
}

function addOrthancPlugin(program: Command, terminal: Terminal, finish: Finish): void {
  addCommand(program, 'orthanc-plugin')
    .description('Compile libOrthancWasm.so, the native plugin that runs plugins inside Orthanc.')
    .option(
      '-o, --output <file>',
      'the library to write, libOrthancWasm.so in the current folder by default',
      fileName,
    )
    .option('--cc <program>', 'the C compiler, cc by default', fileName)
    .action(async (options: OrthancPluginOptions) => {
      const work = async (): Promise<ExitCode> =>
        (await import('./orthanc-plugin.ts')).buildOrthancPlugin(
          options,
          packageVersion(),
          terminal,
        )
      finish(await settle(work, (line) => complain(terminal, line), options))
    })
}

function addInspect(program: Command, terminal: Terminal, finish: Finish): void {
  addCommand(program, 'inspect')
    .description('Show what a plugin is, needs, and answers.')
    .argument('<plugin.wasm>', 'the plugin, or a script in Python')
    .option('--json', 'print one JSON object')
    .option('--python-path <path>', pythonPathHelp, append)
    .option('--sdk <version>', 'the version of Orthanc to follow, 1.12.3 by default', sdkVersion)
    .action(async (file: string, options: InspectOptions) => {
      const work = async (): Promise<ExitCode> =>
        (await import('./inspect/inspect.ts')).inspect(file, options, terminal)
      finish(await settle(work, (line) => complain(terminal, line), options))
    })
}

function addFuzz(program: Command, terminal: Terminal, finish: Finish): void {
  addCommand(program, 'fuzz')
    .description(
      'Attack a plugin with generated requests, or without one the host with generated calls.',
    )
    .argument('[plugin.wasm]', 'the plugin')
    .option(
      '--runs <n>',
      'the number of requests (2000 by default) or calls (100000)',
      wholeNumber({ minimum: 1, maximum: 1e12 }),
    )
    .option(
      '--seed <n>',
      'repeat a run that printed this seed',
      wholeNumber({ minimum: 0, maximum: 2 ** 32 }),
    )
    .option(
      '--timeout <ms>',
      'the deadline of one callback, 10000 by default',
      wholeNumber(pluginLimits.TimeoutMs),
    )
    .option(
      '--memory <MiB>',
      'the linear memory of one instance of a plugin, 256 by default',
      wholeNumber(pluginLimits.MemoryMiB),
    )
    .option('--json', 'print one JSON object')
    .option('--replay <file>', 'replay this file', fileName)
    .addHelpText('after', fuzzHelp)
    .action(async (plugin: string | undefined, options: FuzzCommandOptions) => {
      const work = async (): Promise<ExitCode> =>
        (await import('./fuzz.ts')).fuzz(plugin, options, terminal)
      finish(await settle(work, (line) => complain(terminal, line), options))
    })
}

const fuzzHelp = `
Each failure is written to a file in the current folder, which --replay takes, as it does what
serve --record keeps. It exits with 1 if it found a failure. SIGINT ends it with a summary.`

function addNew(program: Command, terminal: Terminal, finish: Finish): void {
  addCommand(program, 'new')
    .description(
      'Write the project of a plugin into a new folder: it builds, serves and has a test.',
    )
    .argument('<name>', 'the plugin, its folder and its package')
    .addOption(
      new Option('--language <language>', 'what it is written in')
        .choices(['assemblyscript', 'c', 'cpp', 'rust', 'javascript', 'python'])
        .default('assemblyscript'),
    )
    .action(async (name: string, options: NewOptions) => {
      const work = async (): Promise<ExitCode> =>
        (await import('./new.ts')).createProject(name, options, terminal)
      finish(await settle(work, (line) => complain(terminal, line), options))
    })
}

/** A command with the options that all have. */
function addCommand(program: Command, name: string): Command {
  return program
    .command(name)
    .version(packageVersion())
    .option('--verbose', 'print more, with stack traces of errors')
}

function packageVersion(): string {
  const manifest = readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')
  return /"version": "([^"]+)"/.exec(manifest)?.[1] ?? 'unknown'
}
