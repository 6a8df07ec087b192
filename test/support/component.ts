import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { componentEmbed, componentNew } from '@bytecodealliance/jco-transpile/wasm-tools'
import { buildComponent } from '../../guest/build/component.ts'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import type { CompiledComponent } from '../../host/plugin/compiled-plugin.ts'
import { compileComponent } from '../../host/plugin/component/component.ts'
import { takeApart } from '../../host/plugin/component/component-parts.ts'
import type { ModuleLimits } from '../../host/plugin/module-limits.ts'
import { sample } from './serve.ts'

/** The bytes of a sample as a component. */
export async function componentBytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const result = await buildComponent(readFileSync(sample(name)))
  if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
  return result.wasm
}

/** Writes a sample as a component into a folder, under the same name, and returns its path. */
export async function componentOf(name: string, folder: string): Promise<string> {
  const file = join(folder, `${name}.wasm`)
  writeFileSync(file, await componentBytes(name))
  return file
}

/** The interfaces of the world, in WIT. */
export function worldText(): string {
  return readFileSync(join(findPackageRoot(), 'guest/wit/orthanc.wit'), 'utf8')
}

/** A component that has what a world says, and traps at whatever it is asked for. */
export async function dummyComponent(
  witSource: string,
  world: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const module = await componentEmbed({ dummy: true, witSource, world })
  return Uint8Array.from(await componentNew(module, []))
}

/** A component as its process runs it. Rejects with `PluginLoadError`. */
export async function loadComponent(
  bytes: Uint8Array,
  limits: ModuleLimits,
): Promise<CompiledComponent> {
  return compileComponent(await takeApart(bytes), limits)
}
