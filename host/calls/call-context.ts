import type { BufferShelf } from '../exchange/bytes.ts'
import type { HeadLimits } from './head-limits.ts'
import type { RequestOutbound, LogLevel } from '../exchange/ports.ts'
import type { SdkProfile } from '../exchange/profile.ts'
import type { ImageEncoder } from '../image/encoder.ts'
import type { GuestHeap } from '../memory/guest-heap.ts'
import type { GuestMemory } from '../memory/guest-memory.ts'
import type { ImageTable } from './image-table.ts'
import type { Outputs } from './outputs.ts'
import type { RegistrationBook } from './registration-book.ts'

/** State that the functions of the SDK use; one for each instance of a plugin. */
export interface CallContext {
  readonly memory: GuestMemory
  readonly heap: GuestHeap
  readonly outputs: Outputs
  readonly images: ImageTable
  readonly registrations: RegistrationBook
  readonly encoder: ImageEncoder
  /** Pool of the buffers of large answers; absent: they are allocated. */
  readonly shelf?: BufferShelf | undefined
  /** Effort of the PNG encoder, 0 to 2: more time for smaller files. */
  readonly pngEffort: number
  readonly profile: SdkProfile
  /** The text that `OrthancPluginGetConfiguration` returns. */
  readonly configuration: string
  readonly uuid: () => string
  /** Time in ns since 1970, or monotonic; absent: the clock of the system. */
  readonly clock?: ((monotonic: boolean) => bigint) | undefined
  /** Absent: random bytes of the system. */
  readonly fillRandom?: ((bytes: Uint8Array) => void) | undefined
  /** Called for each call that was refused because of a bad argument. */
  readonly onRefusal?: ((message: string) => void) | undefined
  /** Limits of header fields; absent: the default limits. */
  readonly limits?: HeadLimits | undefined
  /** The way to Orthanc's REST API and to other servers; absent: there is none. */
  readonly ask?: RequestOutbound | undefined
  readonly log: (level: LogLevel, message: string) => void
}
