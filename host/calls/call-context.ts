import type { LogLevel } from '../exchange/ports.ts'
import type { SdkProfile } from '../exchange/profile.ts'
import type { ImageEncoder } from '../image/encoder.ts'
import type { GuestHeap } from '../memory/guest-heap.ts'
import type { GuestMemory } from '../memory/guest-memory.ts'
import type { Outputs } from './outputs.ts'
import type { RegistrationBook } from './registration-book.ts'

/** Everything that the functions of the SDK work with; one for each instance of a plugin. */
export interface CallContext {
  readonly memory: GuestMemory
  readonly heap: GuestHeap
  readonly outputs: Outputs
  readonly registrations: RegistrationBook
  readonly encoder: ImageEncoder
  /** 0 to 2: time against size of a PNG. */
  readonly pngEffort: number
  readonly profile: SdkProfile
  /** What `OrthancPluginGetConfiguration` gives. */
  readonly configuration: string
  readonly uuid: () => string
  readonly log: (level: LogLevel, message: string) => void
}
