import { guestBounds, type GuestBounds, type PluginLimits } from '../exchange/limits.ts'

/** What a thread needs to run instances of a plugin; plain data. */
export interface InstanceSettings {
  readonly sdkVersion: string
  readonly configuration: string
  readonly pngEffort: number
  readonly maxAnswerBytes: number
  readonly memoryPages: number
  readonly tableEntries: number
  /** Absent: the default ones. */
  readonly bounds?: GuestBounds
  /** Where components that were taken apart are kept; `undefined`: nowhere. */
  readonly cacheFolder: string | undefined
  /** Whether the thread keeps a trace of what happens between instance and host. */
  readonly isTraced?: boolean
}

/** What instances of a plugin may do, as users say it. */
interface InstanceOptions extends Pick<InstanceSettings, 'sdkVersion' | 'configuration'> {
  readonly limits: PluginLimits
  readonly cacheFolder?: string
  /** Absent: no trace is kept. */
  readonly isTraced?: boolean
}

const pagesPerMiB = 16
const bytesPerMiB = 1024 * 1024
const efforts = { fast: 0, balanced: 1, small: 2 } as const

/** What the threads of a plugin are told of its limits. */
export function instanceSettings(options: InstanceOptions): InstanceSettings {
  const { limits, sdkVersion, configuration, cacheFolder, isTraced = false } = options
  return {
    sdkVersion,
    configuration,
    cacheFolder,
    isTraced,
    pngEffort: efforts[limits.pngEffort],
    maxAnswerBytes: limits.maxAnswerMiB * bytesPerMiB,
    memoryPages: limits.memoryMiB * pagesPerMiB,
    tableEntries: limits.maxTableEntries,
    bounds: guestBounds(limits),
  }
}
