import { mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { runCompiler } from '../../guest/build/toolchain.ts'
import { describeSystemError } from '../config/plugin-files.ts'
import { escapeText } from '../exchange/log.ts'
import type { ExitCode } from './command.ts'
import { complain, showMessage, withProgress, type Terminal } from './terminal.ts'

/** The options of `orthanc-plugin`. */
export interface OrthancPluginOptions {
  readonly output?: string
  readonly cc?: string
  readonly verbose?: boolean
}

/** Compiles the native plugin, which runs WebAssembly plugins inside Orthanc, with the C compiler of this machine. */
export async function buildOrthancPlugin(
  { output = 'libOrthancWasm.so', cc = 'cc' }: OrthancPluginOptions,
  version: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const folder = makeFolderNextTo(output)
  try {
    const library = join(folder, 'libOrthancWasm.so')
    const run = await withProgress(terminal, `compiling ${output}`, () =>
      runCompiler(cc, compilerArguments(version, library), { temporary: folder }),
    )
    if (run.kind === 'absent') {
      complain(
        terminal,
        `${cc}: ${run.reason}: install a C compiler (such as gcc), or name one: --cc PROGRAM`,
      )
      return 1
    }
    for (const line of run.err.split('\n')) if (line !== '') showMessage(terminal, line)
    if (run.kind === 'failed') return 1
    // An Orthanc that runs has the old file open; writing into it would end that Orthanc.
    renameSync(library, output)
    complain(terminal, `${output} ${(statSync(output).size / 1024).toFixed(0)} KiB`)
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function makeFolderNextTo(output: string): string {
  try {
    return mkdtempSync(join(dirname(output), '.orthanc-wasm-'))
  } catch (error) {
    throw new Error(`cannot write ${escapeText(output)}: ${describeSystemError(error)}`, {
      cause: error,
    })
  }
}

/** Arguments of a C compiler such as gcc or clang. */
export function compilerArguments(version: string, output: string): readonly string[] {
  const root = findPackageRoot()
  const folder = join(root, 'host', 'bridge', 'native')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  // Orthanc unloads the file after OrthancPluginFinalize, when threads of it may be in their last instructions.
  const flags = '-std=gnu11 -O2 -shared -fPIC -fvisibility=hidden -pthread -Wl,-z,nodelete'.split(
    ' ',
  )
  return [
    ...flags,
    `-DORTHANC_WASM_VERSION="${version}"`,
    `-I${join(root, 'guest', 'include')}`,
    '-o',
    output,
    ...files.filter((file) => file.endsWith('.c')).map((file) => join(folder, file)),
  ]
}
