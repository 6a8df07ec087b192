import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildAssemblyScript } from '../../guest/build/assemblyscript.ts'
import { buildC, type CBuildOptions } from '../../guest/build/c.ts'
import { buildComponent } from '../../guest/build/component.ts'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import type { BuildResult } from '../../guest/build/toolchain.ts'
import { missingPackage } from '../support/requirements.ts'

const run = promisify(execFile)
const folder = join(findPackageRoot(), 'test/conformance')
/** Where the header of the real server is: its later version has what the cases call. */
const sdkInclude = '/usr/include'
const clang = 'clang-19'

/** The languages in which the plugins are written. */
export type Language = 'AssemblyScript' | 'C'

/** The plugins, by the names that configurations of the cases have for them. */
export type PluginName = 'script-plugin' | 'regex-plugin'

/** The plugins in C. */
export type NameInC =
  | PluginName
  | 'callbacks-plugin'
  | 'calls-plugin'
  | 'dicom-plugin'
  | 'metrics-plugin'
  | 'nested-plugin'
  | 'storage-1-plugin'
  | 'storage-plugin'
  | 'stream-plugin'

/** Whether plugins in C cannot be compiled for WebAssembly here. */
export function lacksCompilerForC(): boolean {
  const missing = [
    missingPackage(clang, 'clang-19'),
    missingPackage('wasm-ld-19', 'lld-19'),
    missingPackage('/usr/lib/wasm32-wasi/libc.a', 'wasi-libc'),
    missingPackage(
      '/usr/lib/llvm-19/lib/clang/19/lib/wasi/libclang_rt.builtins-wasm32.a',
      'libclang-rt-19-dev-wasm32',
    ),
    missingPackage(`${sdkInclude}/orthanc/OrthancCPlugin.h`, 'orthanc-dev'),
  ]
  return missing.includes(true)
}

/** How the plugins are made: the language, the compiler where there are several, and the form. */
export interface Variant {
  readonly name: string
  readonly language: Language
  readonly form: 'module' | 'component'
  readonly toolchain?: 'emscripten'
}

/** All variants, whether their compiler is installed or not. */
const variants: readonly Variant[] = [
  { name: 'AssemblyScript', language: 'AssemblyScript', form: 'module' },
  { name: 'AssemblyScript, component', language: 'AssemblyScript', form: 'component' },
  { name: 'C', language: 'C', form: 'module' },
  { name: 'C, component', language: 'C', form: 'component' },
  { name: 'C by Emscripten', language: 'C', form: 'module', toolchain: 'emscripten' },
]

/** The variants whose compiler is installed; AssemblyScript first. */
export function availableVariants(): readonly Variant[] {
  return variants.filter(({ language, toolchain }) => {
    if (toolchain !== undefined) return !missingPackage('em++', 'emscripten')
    return language !== 'C' || !lacksCompilerForC()
  })
}

/** The plugins of one variant, compiled to WebAssembly. */
export type Guests = Readonly<Record<PluginName, string>>

/** Compiles both plugins of a variant into a folder and returns their paths. */
export async function buildVariant(variant: Variant, into: string): Promise<Guests> {
  const { language, form, ...options } = variant
  const guests = await buildGuests(language, into, options)
  return form === 'component' ? buildComponents(guests) : guests
}

/** Compiles both plugins into a folder and returns their paths; with `debug` without optimization, in a third of the time. */
export async function buildGuests(
  language: Language,
  into: string,
  { toolchain, debug = false }: Pick<Variant, 'toolchain'> & { readonly debug?: boolean } = {},
): Promise<Guests> {
  const build = async (name: PluginName): Promise<string> => {
    if (language === 'C') return buildInC(name, into, toolchain)
    const source = join(folder, 'assembly', `${name.replace('-plugin', '')}.ts`)
    return writeModule(await buildAssemblyScript({ source, debug }), into, `${name}-AssemblyScript`)
  }
  return {
    'script-plugin': await build('script-plugin'),
    'regex-plugin': await build('regex-plugin'),
  }
}

/** Compiles a plugin in C, with the header of the real server, into a folder and returns its path. */
export async function buildInC(
  name: NameInC,
  into: string,
  toolchain?: 'emscripten',
): Promise<string> {
  const compiler: Partial<CBuildOptions> = toolchain === undefined ? { clang } : { toolchain }
  const result = await buildC({ ...compiler, sources: [sourceInC(name)], sdkInclude })
  return writeModule(result, into, `${name}-${toolchain ?? 'C'}`)
}

function writeModule(result: BuildResult, into: string, name: string): string {
  if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
  const target = join(into, `${name}.wasm`)
  writeFileSync(target, result.wasm)
  return target
}

/** The path of a plugin's source. */
export function sourceInC(name: NameInC): string {
  return join(folder, 'c', `${name}.c`)
}

/** The same plugins as components, next to the modules. */
export async function buildComponents(guests: Guests): Promise<Guests> {
  return {
    'script-plugin': await buildComponentOf(guests['script-plugin']),
    'regex-plugin': await buildComponentOf(guests['regex-plugin']),
  }
}

async function buildComponentOf(module: string): Promise<string> {
  const result = await buildComponent(readFileSync(module))
  if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
  const target = module.replace(/\.wasm$/, '.component.wasm')
  writeFileSync(target, result.wasm)
  return target
}

/** Compiles a plugin in C for this machine, as the real server loads it, and returns its path. */
export async function buildNative(name: NameInC, into: string): Promise<string> {
  const target = join(into, `${name}.so`)
  const flags = ['-std=c99', '-O2', '-w', '-shared', '-fPIC']
  await run('gcc', [...flags, '-o', target, sourceInC(name)])
  return target
}
