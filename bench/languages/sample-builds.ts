import { join } from 'node:path'
import { importClang } from '../../guest/build/clang-package.ts'
import { findRust } from '../../guest/build/rust-toolchain.ts'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { componentizeVariable } from '../../guest/build/javascript.ts'
import { missingPackage } from '../../test/support/requirements.ts'
import { runCommand } from './languages-server.ts'

/** One way to make a plugin of a sample. */
export interface Peer {
  readonly language: string
  readonly toolchain: string
  readonly form: 'module' | 'component'
  /** The sample's main file, below the package's folder. */
  readonly sample: string
  /** The path of a GET request that it answers with a short text. */
  readonly path: string
  /** What has to be installed first; `undefined` if it is there. */
  readonly missing: string | undefined
  /** Compiles the sample in a process. */
  readonly build: (output: string) => Promise<void>
  /** Which variant of the conformance tests it is; `undefined` where the script plugin does not exist in the language. */
  readonly variant: string | undefined
}

type Described = Omit<Peer, 'build' | 'form' | 'missing'>

/** All of them, whether their compilers are installed or not. */
export async function allPeers(): Promise<readonly Peer[]> {
  const npmClang = (await importClang()) === undefined ? '@yowasp/clang from npm' : undefined
  const rust = await findRust()
  const noRust = typeof rust === 'string' ? 'rustc and libstd-rust-dev-wasm32' : undefined
  const emscripten = missingPackage('em++', 'emscripten') ? 'emscripten' : undefined
  const clang = missingPackage('clang-19', 'clang-19') ? 'clang-19' : undefined
  const noComponentize =
    process.env[componentizeVariable] === undefined
      ? 'componentize-js (test/support/install-componentize.sh)'
      : undefined
  return [
    ...both(assemblyScript, undefined),
    make(inC('@yowasp/clang'), npmClang),
    ...both({ ...inC('clang-19'), variant: 'C' }, clang, '--clang', 'clang-19'),
    make({ ...inC('Emscripten'), variant: 'C by Emscripten' }, emscripten, ...emscriptenOption),
    make(inCpp, emscripten),
    ...both(inRust, noRust),
    { ...make(javaScript, noComponentize), form: 'component' },
  ]
}

const emscriptenOption = ['--toolchain', 'emscripten']

const assemblyScript: Described = {
  language: 'AssemblyScript',
  toolchain: 'assemblyscript',
  sample: 'guest/examples/hello/hello.ts',
  path: '/hello/world',
  variant: 'AssemblyScript',
}

function inC(toolchain: string): Described {
  const sample = 'guest/examples/basic/basic.c'
  return { language: 'C', toolchain, sample, path: '/basic/hello/world', variant: undefined }
}

const inCpp: Described = {
  language: 'C++',
  toolchain: 'Emscripten',
  sample: 'guest/examples/cpp/plugin.cpp',
  path: '/cpp/count?word=world',
  variant: undefined,
}

const inRust: Described = {
  language: 'Rust',
  toolchain: 'rustc',
  sample: 'guest/examples/rust/plugin.rs',
  path: '/rust/hello/world',
  variant: undefined,
}

const javaScript: Described = {
  language: 'JavaScript',
  toolchain: 'componentize-js',
  sample: 'guest/examples/javascript/plugin.js',
  path: '/javascript/hello/world',
  variant: undefined,
}

function make(peer: Described, missing: string | undefined, ...options: string[]): Peer {
  return { ...peer, form: 'module', missing, build: (output) => build(peer, output, options) }
}

/** As a module and as a component, which the conformance tests call by the name of the module's variant and more. */
function both(peer: Described, missing: string | undefined, ...options: string[]): readonly Peer[] {
  const variant = peer.variant === undefined ? undefined : `${peer.variant}, component`
  const component = make({ ...peer, variant }, missing, ...options, '--component')
  return [make(peer, missing, ...options), { ...component, form: 'component' }]
}

async function build(
  { sample }: Described,
  output: string,
  options: readonly string[],
): Promise<void> {
  await runCommand(['build', join(findPackageRoot(), sample), '-o', output, ...options])
}
