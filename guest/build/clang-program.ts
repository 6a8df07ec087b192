import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { clangArguments, type CompileJob, type CompileOutcome } from './clang.ts'
import { clangMessages } from './clang-messages.ts'

/** Compiles with the clang of that name or path, in a process of its own. */
export async function runClangProgram(clang: string, job: CompileJob): Promise<CompileOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'orthanc-wasm-'))
  try {
    return await compileIn(folder, clang, job)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compileIn(folder: string, clang: string, job: CompileJob): Promise<CompileOutcome> {
  const places = {
    include: join(folder, 'include'),
    shim: join(folder, 'shim.c'),
    output: join(folder, 'plugin.wasm'),
  }
  mkdirSync(join(places.include, 'orthanc'), { recursive: true })
  writeFileSync(join(places.include, 'orthanc/OrthancCPlugin.h'), job.header)
  writeFileSync(places.shim, job.shim)
  const program = /[/\\]/.test(clang) ? resolve(clang) : clang
  const line = [...systemFlags(program), ...clangArguments(job, places)]
  // Its own temporary files go where all of them are removed.
  const env = { ...process.env, TMPDIR: folder, LC_ALL: 'C' }
  const options = { cwd: job.sources.folder, env, maxBuffer: 64 << 20 }
  try {
    const { stderr } = await promisify(execFile)(program, line, options)
    const messages = clangMessages(stderr, job.sources, places)
    return { wasm: readFileSync(places.output), messages }
  } catch (error) {
    const messages = clangMessages(whatItSaid(clang, error), job.sources, places)
    return { wasm: undefined, messages: [...messages, ...advice(clang, messages)] }
  }
}

/** Debian's clang needs to be told where its libc for WebAssembly is; that of the WASI SDK knows. */
function systemFlags(program: string): readonly string[] {
  const target = '--target=wasm32-wasi'
  if (existsSync(join(dirname(program), '../share/wasi-sysroot'))) return [target]
  // Without -nostdlibinc it would look among the machine's own headers, too.
  return [target, '--sysroot=/usr', '-nostdlibinc', '-isystem', '/usr/include/wasm32-wasi']
}

/** What clang wrote; throws what is no failure of a program that ran, or could not. */
function whatItSaid(clang: string, error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error
  if (error.code === 'ENOENT') return `${clang}: there is no such program`
  if (error.code === 'EACCES') return `${clang}: this program may not be run`
  const said = 'stderr' in error ? String(error.stderr) : ''
  return said.trim() === '' ? `${clang}: ended with ${String(error.code)}` : said
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
