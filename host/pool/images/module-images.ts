import { PluginLoadError } from '../../exchange/errors.ts'
import { pagesPerMiB } from '../../exchange/limits.ts'
import type { Log } from '../../exchange/log.ts'
import type { Load } from '../../frames/messages.ts'
import { readExports } from '../../wasm/module-interface.ts'
import { moduleKind } from '../../wasm/module-reader.ts'
import { applyImage, decodeImage, prepareExport } from '../../wasm/memory-image.ts'
import { cacheFolder, ImageCache } from './image-cache.ts'
import { makeImage, type ImageOptions } from './image-process.ts'

/** A module that can be prepared, without an image of its memory, which is looked for by its SHA-256. */
export interface PlainModule {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sha256: string
  readonly sdkVersion: string
  readonly memoryMiB: number
}

/** Changes with the format of files, and with what a host does for a plugin that is prepared. */
const format = 1

/** Modules that start with an image of their memory, which the cache keeps from one start of this host to the next. */
export class ModuleImages {
  readonly #log: Log
  readonly #cache: ImageCache

  constructor(log: Log, folder = cacheFolder()) {
    this.#log = log
    let hasWarned = false
    this.#cache = new ImageCache(folder, (problem) => {
      if (!hasWarned)
        log({
          level: 'warning',
          message: `images of plugins are not kept, so the next start is slower: ${problem}`,
        })
      hasWarned = true
    })
  }

  /** The module with the image in the cache; `undefined` if there is none. */
  async find(module: PlainModule): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = await this.#cache.read(nameOf(module))
    if (bytes === undefined) return undefined
    const image = decodeImage(bytes)
    return image.pages > module.memoryMiB * pagesPerMiB
      ? undefined
      : applyImage(module.bytes, image)
  }

  /** Makes an image and keeps it. Returns the module with it; `undefined` if that fails. */
  async make(
    module: PlainModule,
    load: Load,
    options: ImageOptions,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      const bytes = await makeImage(load, options)
      const image = decodeImage(bytes)
      await this.#cache.write(nameOf(module), bytes)
      return applyImage(module.bytes, image)
    } catch (error) {
      // Instances start without it.
      const reason = error instanceof Error ? error.message : String(error)
      this.#log({ level: 'verbose', message: `no image of the memory of a plugin: ${reason}` })
      return undefined
    }
  }
}

/** Whether a part of the plugin's start is the same for all instances. */
export function isPreparable(bytes: Uint8Array): boolean {
  if (moduleKind(bytes) !== 'core') return false
  try {
    return readExports(bytes).some(({ name }) => name === prepareExport)
  } catch (error) {
    // A guest process says what is wrong with it.
    if (error instanceof PluginLoadError) return false
    throw error
  }
}

function nameOf({ sha256, sdkVersion }: PlainModule): string {
  return `${sha256}-${sdkVersion}-${format}`
}
