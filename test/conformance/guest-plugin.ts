import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildAssemblyScript } from '../../guest/build/assemblyscript.ts'
import { buildComponent } from '../../guest/build/component.ts'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { missingPackage } from '../support/requirements.ts'

const run = promisify(execFile)
const folder = join(findPackageRoot(), 'test/conformance')
const sdkHeader = '/usr/include/orthanc/OrthancCPlugin.h'
const clang = 'clang-19'

/** The languages in which the plugins are written. */
export type Language = 'AssemblyScript' | 'C'

/** The plugins, by the names that configurations of the cases have for them. */
export type PluginName = 'script-plugin' | 'regex-plugin'

/** Whether plugins in C cannot be compiled for WebAssembly here. */
export function lacksCompilerForC(): boolean {
  const missing = [
    missingPackage(clang, 'clang-19'),
    missingPackage('wasm-ld-19', 'lld-19'),
    missingPackage('/usr/lib/wasm32-wasi/libc.a', 'wasi-libc'),
    missingPackage(sdkHeader, 'orthanc-dev'),
  ]
  return missing.includes(true)
}

/** The plugins of one language, compiled to WebAssembly. */
export type Guests = Readonly<Record<PluginName, string>>

/** Compiles both plugins into a folder and gives their paths. */
export async function buildGuests(language: Language, into: string): Promise<Guests> {
  const build = language === 'C' ? compileC : compileAssemblyScript
  const [script, regex] = [`script-${language}.wasm`, `regex-${language}.wasm`]
  await build('script-plugin', join(into, script), into)
  await build('regex-plugin', join(into, regex), into)
  return { 'script-plugin': join(into, script), 'regex-plugin': join(into, regex) }
}

/** The same plugins as components, beside the modules. */
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

async function compileAssemblyScript(name: PluginName, target: string): Promise<void> {
  const source = join(folder, 'assembly', `${name.replace('-plugin', '')}.ts`)
  const result = await buildAssemblyScript({ source })
  if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
  writeFileSync(target, result.wasm)
}

const exported = ['OrthancPluginInitialize', 'OrthancPluginFinalize', 'OrthancPluginGetName']
exported.push('OrthancPluginGetVersion', 'malloc', 'free')

const flags = ['--target=wasm32-wasi', '--sysroot=/usr', '-std=gnu99', '-O2', '-w']
flags.push('-mexec-model=reactor', '-fvisibility=hidden', '-Wl,--export-table')
flags.push('-Wl,-z,stack-size=1048576', '-Wl,--stack-first')

async function compileC(name: PluginName, target: string, into: string): Promise<void> {
  // The SDK's header alone: the folder that it lies in has those of the machine's own libc.
  const include = join(into, 'include')
  mkdirSync(join(include, 'orthanc'), { recursive: true })
  copyFileSync(sdkHeader, join(include, 'orthanc/OrthancCPlugin.h'))
  const sources = [join(folder, 'c', `${name}.c`), join(folder, 'c/context.c')]
  const exports = exported.map((symbol) => `-Wl,--export=${symbol}`)
  await run(clang, [...flags, '-I', include, ...sources, '-o', target, ...exports])
}

/** Compiles a plugin in C for this machine, as the real server loads it, and gives its path. */
export async function buildNative(name: PluginName, into: string): Promise<string> {
  const target = join(into, `${name}.so`)
  const source = join(folder, 'c', `${name}.c`)
  await run('gcc', ['-std=c99', '-O2', '-w', '-shared', '-fPIC', '-o', target, source])
  return target
}
