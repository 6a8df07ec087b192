import { dirname, join, resolve } from 'node:path'
import { findPrograms, listFiles, runCompiler } from './toolchain.ts'

/** A Rust compiler that can make WebAssembly. */
export interface RustToolchain {
  readonly rustc: string
  readonly target: string
  /** A linker to use instead of the compiler's own, which Debian leaves out. */
  readonly linker: string | undefined
}

/** The targets that will do, the better one first: it has a clock, random numbers and standard error. */
const targets = ['wasm32-wasip1', 'wasm32-unknown-unknown'] as const

/** Names a rustc instead of those in the path. */
const rustcVariable = 'ORTHANC_WASM_RUSTC'

/** The first rustc of the path, or the one that a variable names, that has a target; else what is missing, in one line. */
export async function findRust(): Promise<RustToolchain | string> {
  const chosen = process.env[rustcVariable]
  const candidates = chosen === undefined ? findPrograms(/^rustc(?:\.exe)?$/) : [program(chosen)]
  for (const target of targets) {
    for (const rustc of candidates) {
      const folder = await libraryFolder(rustc, target)
      if (folder !== undefined) return withLinker(rustc, target, folder)
    }
  }
  const who = candidates.length === 0 ? 'there is no rustc' : `${candidates.join(', ')} cannot`
  return `${who}: Rust needs the target ${targets[0]}: rustup target add ${targets[0]}, or on Debian the packages rustc, libstd-rust-dev-wasm32 and lld; ${rustcVariable} names a rustc that is not in the path`
}

function program(name: string): string {
  return /[/\\]/.test(name) ? resolve(name) : name
}

/** Where the compiler has its standard library for a target; `undefined` if it has none, or is not a rustc. */
async function libraryFolder(rustc: string, target: string): Promise<string | undefined> {
  const run = await runCompiler(rustc, ['--print', 'target-libdir', '--target', target], {})
  if (run.kind !== 'done') return undefined
  const folder = run.out.trim()
  return listFiles(folder).some((name) => /^libcore-.*\.rlib$/.test(name)) ? folder : undefined
}

async function withLinker(
  rustc: string,
  target: string,
  libraries: string,
): Promise<RustToolchain | string> {
  // Of rustup's: lib/rustlib/HOST/bin/rust-lld, next to lib/rustlib/TARGET/lib.
  const rustlib = dirname(dirname(libraries))
  const hasOwn = listFiles(rustlib).some((host) =>
    listFiles(join(rustlib, host, 'bin')).some((name) => /^rust-lld(?:\.exe)?$/.test(name)),
  )
  if (hasOwn) return { rustc, target, linker: undefined }
  const linkers = findPrograms(/^wasm-ld(?:-\d+)?(?:\.exe)?$/)
  const newest = linkers.toSorted((a, b) => versionOf(b) - versionOf(a))[0]
  if (newest === undefined)
    return `${rustc} has no linker for WebAssembly: install wasm-ld, on Debian the package lld`
  return { rustc, target, linker: newest }
}

/** The number in the name of a linker; without one it may be of any age. */
function versionOf(linker: string): number {
  return Number(/-(\d+)(?:\.exe)?$/.exec(linker)?.[1] ?? 0)
}
