import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildC } from '../guest/build/c.ts'
import { findPackageRoot } from '../guest/build/package-root.ts'

const sdkHeader = '/usr/include/orthanc/OrthancCPlugin.h'

/** Compiles a plugin that is measured, once a run for each machine. */
export class PluginBuilder {
  readonly #folder: string
  readonly #source: string
  #wasm: Promise<Uint8Array<ArrayBuffer>> | undefined
  #native: Promise<string | undefined> | undefined

  /** `source` is a file of `bench/native`. */
  constructor(folder: string, source: string) {
    this.#folder = folder
    this.#source = join(findPackageRoot(), 'bench/native', source)
    mkdirSync(folder, { recursive: true })
  }

  /** The WebAssembly module, by that number: its name and its routes have it in them, so that many can be served. */
  async wasm(number = 0): Promise<string> {
    this.#wasm ??= compileWasm(this.#source)
    const bytes = Buffer.from(await this.#wasm)
    const name = `bench-${String(number).padStart(2, '0')}`
    for (let at = bytes.indexOf(placeholder); at >= 0; at = bytes.indexOf(placeholder, at + 1))
      bytes.write(name, at, 'latin1')
    const file = join(this.#folder, `${name}.wasm`)
    if (!existsSync(file)) writeFileSync(file, bytes)
    return file
  }

  /** The library that the real server loads; `undefined` if it cannot be compiled here. */
  native(): Promise<string | undefined> {
    this.#native ??= compileNative(this.#source, join(this.#folder, 'bench.so'))
    return this.#native
  }
}

const placeholder = 'bench-00'

/** With Debian's compiler where it is installed, which is faster than npm's. */
async function compileWasm(source: string): Promise<Uint8Array<ArrayBuffer>> {
  const fast = await buildC({ sources: [source], clang: 'clang-19' })
  const result = fast.kind === 'built' ? fast : await buildC({ sources: [source] })
  if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
  return result.wasm
}

async function compileNative(source: string, target: string): Promise<string | undefined> {
  if (!existsSync(sdkHeader)) return undefined
  try {
    const flags = ['-std=c99', '-O2', '-w', '-shared', '-fPIC']
    await promisify(execFile)('gcc', [...flags, '-o', target, source])
    return target
  } catch {
    // Without a compiler there is nothing to compare with, which is said where it is missed.
    return undefined
  }
}
