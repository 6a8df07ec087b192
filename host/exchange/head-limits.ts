import { errorCodes } from '../../abi/enums.ts'
import { BadArgumentError } from './errors.ts'
import type { GuestBounds } from './limits.ts'

/** How large the head of what a plugin sends may be: of an answer, a part of one, or a request. */
export type HeadLimits = Pick<GuestBounds, 'headerLines' | 'headerBytes'>

/** Throws `BadArgumentError` (4) for more header lines, or more bytes of names and values, than there may be. */
export function requireHeadWithin(
  { headerLines, headerBytes }: HeadLimits,
  { lines, bytes }: { readonly lines: number; readonly bytes: number },
): void {
  if (lines > headerLines)
    throw new BadArgumentError(
      errorCodes.NotEnoughMemory,
      `more than ${headerLines} header lines (MaxHeaderLines)`,
    )
  if (bytes > headerBytes)
    throw new BadArgumentError(
      errorCodes.NotEnoughMemory,
      `headers of ${bytes} bytes, at most ${headerBytes} (MaxHeaderKiB)`,
    )
}
