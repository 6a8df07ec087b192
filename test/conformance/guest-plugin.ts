import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildAssemblyScript } from '../../guest/build/assemblyscript.ts'
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

/** Compiles a plugin to WebAssembly, into a folder, and gives its path. */
export async function buildGuest(
  language: Language,
  name: PluginName,
  into: string,
): Promise<string> {
  const target = join(into, `${name}-${language}.wasm`)
  if (language === 'C') await compileC(name, target, into)
  else await compileAssemblyScript(name, target)
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

async function compileC(name: PluginName, target: string, into: string): Promise<void> {
  // The SDK's header alone: the folder that it lies in has those of the machine's own libc.
  const include = join(into, 'include')
  mkdirSync(join(include, 'orthanc'), { recursive: true })
  copyFileSync(sdkHeader, join(include, 'orthanc/OrthancCPlugin.h'))
  const link = exported.map((symbol) => `-Wl,--export=${symbol}`)
  link.push('-Wl,--export-table', '-Wl,-z,stack-size=1048576', '-Wl,--stack-first')
  await run(clang, [
    ...['--target=wasm32-wasi', '--sysroot=/usr', '-std=gnu99', '-O2', '-w'],
    ...['-mexec-model=reactor', '-fvisibility=hidden', '-I', include],
    ...[join(folder, 'c', `${name}.c`), join(folder, 'c/context.c')],
    ...['-o', target, ...link],
  ])
}

/** Compiles a plugin in C for this machine, as the real server loads it, and gives its path. */
export async function buildNative(name: PluginName, into: string): Promise<string> {
  const target = join(into, `${name}.so`)
  const source = join(folder, 'c', `${name}.c`)
  await run('gcc', ['-std=c99', '-O2', '-w', '-shared', '-fPIC', '-o', target, source])
  return target
}
