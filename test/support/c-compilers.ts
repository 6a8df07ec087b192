import { createRequire } from 'node:module'
import { missingPackage } from './requirements.ts'

/** A compiler for plugins in C, by the options of `build`. */
interface CCompiler {
  readonly name: string
  /** What `--clang` says; absent: npm's. */
  readonly options: { readonly clang?: string }
  /** The same on the command line. */
  readonly args: readonly string[]
  /** Whether it is not installed here. */
  readonly missing: boolean
}

/** The header of Orthanc itself that Debian has. */
export const sdkInclude = '/usr/include'

/** Whether Debian's package with the header of Orthanc is not installed. */
export function lacksSdkHeader(): boolean {
  return missingPackage(`${sdkInclude}/orthanc/OrthancCPlugin.h`, 'orthanc-dev')
}

/** The compilers that are tested. */
export const cCompilers: readonly CCompiler[] = [
  { name: '@yowasp/clang', options: {}, args: [], missing: lacksNpmPackage('@yowasp/clang') },
  {
    name: 'clang-19',
    options: { clang: 'clang-19' },
    args: ['--clang', 'clang-19'],
    missing: [
      missingPackage('clang-19', 'clang-19'),
      missingPackage('wasm-ld-19', 'lld-19'),
      missingPackage('/usr/lib/wasm32-wasi/libc.a', 'wasi-libc'),
      missingPackage(
        '/usr/lib/llvm-19/lib/clang/19/lib/wasi/libclang_rt.builtins-wasm32.a',
        'libclang-rt-19-dev-wasm32',
      ),
    ].includes(true),
  },
]

function lacksNpmPackage(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name)
    return false
  } catch {
    // Whatever the reason is: `build` cannot use it either.
    process.stdout.write(`SKIPPED-FOR-PACKAGE ${name}: tests with it need npm install ${name}\n`)
    return true
  }
}
