import { MiB, pagesPerMiB, type GuestLimits, type PluginLimits } from './limits.ts'

/** What a guest process needs to run instances of a plugin; plain data. */
export interface InstanceSettings {
  readonly sdkVersion: string
  readonly configuration: string
  readonly pngEffort: number
  readonly maxAnswerBytes: number
  readonly memoryPages: number
  readonly tableEntries: number
  /** Absent: the default ones. */
  readonly limits?: GuestLimits
}

/** What instances of a plugin may do, as users say it. */
interface InstanceOptions extends Pick<InstanceSettings, 'sdkVersion' | 'configuration'> {
  readonly limits: PluginLimits
}

const efforts = { fast: 0, balanced: 1, small: 2 } as const

/** The limits of a plugin as its processes need them. */
export function instanceSettings(options: InstanceOptions): InstanceSettings {
  const { limits, sdkVersion, configuration } = options
  return {
    sdkVersion,
    configuration,
    pngEffort: efforts[limits.pngEffort],
    maxAnswerBytes: limits.maxAnswerMiB * MiB,
    memoryPages: limits.memoryMiB * pagesPerMiB,
    tableEntries: limits.maxTableEntries,
    limits: {
      maxRoutes: limits.maxRoutes,
      maxHostCalls: limits.maxHostCalls,
      maxLogLines: limits.maxLogLines,
      maxHeaderLines: limits.maxHeaderLines,
      maxHeaderKiB: limits.maxHeaderKiB,
      streamWindowKiB: limits.streamWindowKiB,
    },
  }
}
