import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import {
  clangArguments,
  clangMessages,
  writePlaces,
  type CompileJob,
  type CompileOutcome,
} from './clang.ts'
import { inTemporaryFolder, runCompiler } from './toolchain.ts'

/** Compiles with the clang of that name or path, in a process of its own. */
export function runClangProgram(clang: string, job: CompileJob): Promise<CompileOutcome> {
  return inTemporaryFolder(async (folder) => {
    const places = writePlaces(folder, job)
    const program = /[/\\]/.test(clang) ? resolve(clang) : clang
    const line = [...systemFlags(program), ...clangArguments(job, places)]
    const run = await runCompiler(program, line, { temporary: folder })
    if (run.kind === 'absent') return { wasm: undefined, messages: [`${clang}: ${run.reason}`] }
    const messages = clangMessages(run.err, job.sources, places)
    if (run.kind === 'done') return { wasm: readFileSync(places.output), messages }
    return { wasm: undefined, messages: [...messages, ...advice(clang, messages)] }
  })
}

/** Debian's clang needs the path of its libc for WebAssembly as an option; the clang of the WASI SDK knows it. */
function systemFlags(program: string): readonly string[] {
  const target = '--target=wasm32-wasi'
  if (existsSync(join(dirname(program), '../share/wasi-sysroot'))) return [target]
  // Without -nostdlibinc it would look among the machine's own headers, too.
  return [target, '--sysroot=/usr', '-nostdlibinc', '-isystem', '/usr/include/wasm32-wasi']
}

const lacks =
  /unable to execute command|posix_spawn failed|invalid linker name|compiler-rt|libclang_rt|crt1|library -lc\b|'std\w+\.h' file not found|'string\.h' file not found|unable to create target/

function advice(clang: string, messages: readonly string[]): readonly string[] {
  if (!messages.some((message) => lacks.test(message))) return []
  const packages = 'lld, wasi-libc and libclang-rt-dev-wasm32, in the version of clang'
  return [
    `${clang}: WebAssembly needs wasm-ld, wasi-libc and compiler-rt for wasm32 (on Debian ${packages})`,
  ]
}
