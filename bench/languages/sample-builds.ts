import { join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { runCommand } from '../command-line.ts'
import { findMissing, type Toolchain } from './toolchains.ts'

/** A sample, and one way to compile it. */
interface Sample {
  readonly language: string
  readonly toolchain: Toolchain
  /** The sample's main file, below the package's folder. */
  readonly sample: string
  /** The path of a GET request that it answers with a short text. */
  readonly path: string
  /** The variant of the conformance tests; `undefined` where the script plugin does not exist in the language. */
  readonly variant?: string
}

/** A form of a sample. */
export interface SampleBuild extends Sample {
  readonly form: 'module' | 'component'
  /** What has to be installed first; `undefined` if it is there. */
  readonly missing: string | undefined
  /** Compiles the sample in a process. */
  readonly build: (output: string) => Promise<void>
}

/** All of them, whether their compilers are installed or not. */
export async function allSampleBuilds(): Promise<readonly SampleBuild[]> {
  const missing = await findMissing()
  const make = (sample: Sample, ...options: readonly string[]): SampleBuild => ({
    ...sample,
    form: 'module',
    missing: missing[sample.toolchain],
    build: (output) =>
      runCommand(['build', join(findPackageRoot(), sample.sample), '-o', output, ...options]),
  })
  const makeBoth = (sample: Sample, ...options: readonly string[]): readonly SampleBuild[] => {
    const { variant } = sample
    // The conformance tests name a component after the variant of its module.
    const other = variant === undefined ? sample : { ...sample, variant: `${variant}, component` }
    const component = make(other, ...options, '--component')
    return [make(sample, ...options), { ...component, form: 'component' }]
  }
  return [
    ...makeBoth(assemblyScript),
    make(inC),
    ...makeBoth({ ...inC, toolchain: 'clang-19', variant: 'C' }, '--clang', 'clang-19'),
    make(
      { ...inC, toolchain: 'Emscripten', variant: 'C by Emscripten' },
      '--toolchain',
      'emscripten',
    ),
    make(inCpp),
    ...makeBoth(inRust),
    { ...make(javaScript), form: 'component' },
    make(python),
  ]
}

const assemblyScript: Sample = {
  language: 'AssemblyScript',
  toolchain: 'assemblyscript',
  sample: 'guest/examples/hello/hello.ts',
  path: '/hello/world',
  variant: 'AssemblyScript',
}

const inC: Sample = {
  language: 'C',
  toolchain: '@yowasp/clang',
  sample: 'guest/examples/basic/basic.c',
  path: '/basic/hello/world',
}

const inCpp: Sample = {
  language: 'C++',
  toolchain: 'Emscripten',
  sample: 'guest/examples/cpp/plugin.cpp',
  path: '/cpp/count?word=world',
}

const inRust: Sample = {
  language: 'Rust',
  toolchain: 'rustc',
  sample: 'guest/examples/rust/plugin.rs',
  path: '/rust/hello/world',
}

const javaScript: Sample = {
  language: 'JavaScript',
  toolchain: 'componentize-js',
  sample: 'guest/examples/javascript/plugin.js',
  path: '/javascript/hello/world',
}

const python: Sample = {
  language: 'Python',
  toolchain: 'CPython',
  sample: 'guest/examples/python/studies.py',
  path: '/python/hello/world',
}
