import { textOf } from '../exchange/byte-string.ts'
import type { PluginLimits } from '../exchange/limits.ts'
import type { Log, Outside } from '../exchange/ports.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import type { Job } from './flights.ts'
import { GuestWorker, type GuestWorkerEvents, type Loaded } from './guest-worker.ts'
import { instanceSettings, type InstanceSettings } from './instance-settings.ts'
import type { PluginSource } from './messages.ts'
import type { Recorder } from './record.ts'
import type { SpareThread } from './spare-thread.ts'

/** What the workers of one plugin need. */
export interface PluginOptions {
  /** The plugin's file, for messages. */
  readonly file: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly codecs: WebAssembly.Module
  readonly threads: SpareThread
  readonly limits: PluginLimits
  readonly sdkVersion: string
  readonly configuration: string
  /** Whether it does not get the header fields in which a client says who it is; absent: it gets them. */
  readonly hidesCredentials?: boolean
  /** Where components that were taken apart are kept; absent: nowhere. */
  readonly cacheFolder?: string
  readonly log: Log
  /** Sends what the plugin asks others; absent: such calls fail. */
  readonly outside?: Outside | undefined
  /** Keeps what is needed to replay a request that fails; absent: nothing is kept. */
  readonly recorder?: Recorder | undefined
}

/** Whose worker it is: the pool. */
interface Owner {
  /** What the plugin said when it was started first. */
  readonly description: PluginDescription
  onRoom(): void
  onEnd(worker: GuestWorker, unstarted: readonly Job[], hasBegun: boolean): void
}

/**
 * Starts one worker of a plugin, and joins it to its owner, the log and the recorder. The owner need not exist before the
 * first worker has started. Rejects with `PluginLoadError` if the plugin does not start.
 */
export async function startWorker(
  options: PluginOptions,
  source: PluginSource,
  owner: () => Owner | undefined,
): Promise<{ worker: GuestWorker; loaded: Loaded }> {
  const { limits, threads, outside } = options
  const thread = await threads.take(limits.memoryMiB)
  const settings = instanceSettings({ ...options, isTraced: options.recorder !== undefined })
  const worker: GuestWorker = new GuestWorker(
    thread,
    { settings, times: limits, description: owner()?.description, outside },
    {
      ...told(options, settings, owner),
      onRoom: () => owner()?.onRoom(),
      onEnd: (unstarted, hasBegun) => owner()?.onEnd(worker, unstarted, hasBegun),
    },
  )
  return { worker, loaded: await worker.start(source, options.codecs) }
}

/** What is told of a worker to those who keep it: the log and the recorder. */
function told(
  options: PluginOptions,
  settings: InstanceSettings,
  owner: () => Owner | undefined,
): Pick<GuestWorkerEvents, 'onLog' | 'onFailure'> {
  const plugin = (): string => {
    const name = owner()?.description.name
    return name === undefined ? options.file : textOf(name)
  }
  return {
    onLog: (level, message, request) =>
      options.log({
        level,
        message,
        plugin: plugin(),
        ...(request === undefined ? {} : { request }),
      }),
    onFailure: (failure) =>
      options.recorder?.record({ ...options, name: plugin(), settings }, failure),
  }
}
