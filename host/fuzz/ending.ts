import type { LogLevel } from '../exchange/ports.ts'
import type { Block } from './course.ts'
import type { ExpectedImage } from './expected-answer.ts'
import type { GuestImage } from './world.ts'

/** How a call must end. */
export interface Ending {
  readonly code: number
  /** What it returns; `undefined`: nothing. */
  readonly returns: number | bigint | undefined
  readonly logs: readonly LogLevel[] | 'any'
  /** How the last line of the log must begin. */
  readonly says?: string
  /** All of that line. */
  readonly line?: string | undefined
  /** An object that is new: its handle is what is returned, or lies at `target`. */
  readonly image?: ExpectedHandle
  /** A file that was encoded, and lies in a block of the guest. */
  readonly file?: { readonly block: Block; readonly image: ExpectedImage }
  /** Blocks of which only the host knows what they hold. */
  readonly fills?: readonly Block[]
  /** Where the model does not know what the service does. */
  readonly unknown?: UnknownEnding
}

/** The image behind a handle that the host gives out. */
interface ExpectedHandle {
  readonly image: GuestImage
  readonly target: number | undefined
}

/** All out-parameters of a service of which the model knows no more; what it returns is not compared. */
export interface UnknownEnding {
  readonly outs: readonly number[]
  /** Where the handle of a new image goes, if it makes one: what it returns, or an address. */
  readonly image?: number | 'returned'
}
