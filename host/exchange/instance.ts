import { MiB, pagesPerMiB, type GuestLimits, type PluginLimits } from './limits.ts'
import type { ByteString } from './byte-string.ts'
import type { Metric } from './metrics.ts'

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
  /** Who sends callbacks and carries out calls; absent: this host, which speaks HTTP. */
  readonly front?: 'http' | 'native'
  /** Whether callbacks for changes may be registered: this host polls the changes of an upstream Orthanc. */
  readonly pollsChanges?: boolean
}

/** What instances of a plugin may do, as users say it. */
interface InstanceOptions extends Pick<InstanceSettings, 'sdkVersion' | 'configuration'> {
  readonly limits: PluginLimits
  /** Whether the native plugin inside Orthanc is the front. */
  readonly isInsideOrthanc?: boolean
  readonly pollsChanges?: boolean
}

const efforts = { fast: 0, balanced: 1, small: 2 } as const

/** The limits of a plugin as its processes need them. */
export function instanceSettings(options: InstanceOptions): InstanceSettings {
  const {
    limits,
    sdkVersion,
    configuration,
    isInsideOrthanc = false,
    pollsChanges = false,
  } = options
  return {
    front: isInsideOrthanc ? 'native' : 'http',
    pollsChanges,
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

/** A route in the order of registration; its index is what selects the callback. */
export interface Route {
  readonly pattern: ByteString
  /** True if its callback excludes others (`RegisterRestCallback`, not `…NoLock`). */
  readonly locked: boolean
}

/** A call of a function that registers, as the native plugin inside Orthanc carries it out. */
export interface NativeRegistration {
  /** The number of the service. */
  readonly service: number
  /** Its arguments: see host/frames/native.ts. */
  readonly payload: Uint8Array
}

/** What a plugin registered while it initialised. */
export interface Registrations {
  readonly routes: readonly Route[]
  /** All registrations in their order, those of routes included; inside Orthanc alone. */
  readonly registrations?: readonly NativeRegistration[]
  readonly rootUri?: ByteString
  readonly description?: ByteString
  /** JavaScript for Orthanc Explorer. */
  readonly explorer?: ByteString
  /** Whether it has callbacks for changes, which this host polls. */
  readonly takesChanges?: boolean
}

/** What an instance reports about its plugin once it is initialised. */
export interface PluginDescription extends Registrations {
  readonly name: ByteString
  readonly version: ByteString
  /** Whether an instance that waits for a call can run other callbacks; absent: yes. */
  readonly isReentrant?: boolean
}

/** A plugin that is served, as operators see it. */
export interface ServedPlugin {
  readonly description: PluginDescription
  readonly file: string
  readonly sha256: string
  /** The paths of its routes that have no groups. */
  readonly paths: readonly ByteString[]
  /** Requests that wait for a process. */
  readonly waiting: number
  /** The resident memory of its processes. */
  readonly residentBytes: number
  /** The metrics that it has set. */
  readonly metrics: readonly Metric[]
  /** Whether its requests can be answered, now or once a process is replaced. */
  readonly isServing: boolean
}
