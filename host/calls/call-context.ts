import type { BufferShelf } from '../exchange/buffer-shelf.ts'
import type { HeadLimits } from '../exchange/head-limits.ts'
import type { RequestOutbound, LogLevel } from '../exchange/ports.ts'
import type { SdkProfile } from '../exchange/profile.ts'
import type { ImageEncoder } from '../image/encoder.ts'
import type { GuestHeap } from '../memory/guest-heap.ts'
import type { GuestMemory } from '../memory/guest-memory.ts'
import type { ImageTable } from './image-table.ts'
import type { Outputs } from './outputs.ts'
import type { RegistrationBook } from './registration-book.ts'

/** Everything that the functions of the SDK work with; one for each instance of a plugin. */
export interface CallContext {
  readonly memory: GuestMemory
  readonly heap: GuestHeap
  readonly outputs: Outputs
  readonly images: ImageTable
  readonly registrations: RegistrationBook
  readonly encoder: ImageEncoder
  /** Where buffers of large answers come from; absent: they are made. */
  readonly shelf?: BufferShelf | undefined
  /** 0 to 2: time against size of a PNG. */
  readonly pngEffort: number
  readonly profile: SdkProfile
  /** What `OrthancPluginGetConfiguration` gives. */
  readonly configuration: string
  readonly uuid: () => string
  /** The time in ns, since 1970 or since any moment; the system's unless given. */
  readonly clock?: ((monotonic: boolean) => bigint) | undefined
  /** The system's random bytes unless given. */
  readonly fillRandom?: ((bytes: Uint8Array) => void) | undefined
  /** Told of each call that was refused for what no plugin may do. */
  readonly onRefusal?: ((message: string) => void) | undefined
  /** Limits of the heads of requests; absent: the default ones. */
  readonly limits?: HeadLimits | undefined
  /** The way to Orthanc's REST API and to other servers; absent: there is none. */
  readonly ask?: RequestOutbound | undefined
  readonly log: (level: LogLevel, message: string) => void
}
