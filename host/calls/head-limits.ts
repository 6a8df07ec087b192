import { errorCodes } from '../../abi/enums.ts'
import { BadArgumentError } from '../exchange/errors.ts'
import type { GuestLimits } from '../exchange/limits.ts'

/** Limits of the head of an answer, of a part of one, or of a request that a plugin sends. */
export type HeadLimits = Pick<GuestLimits, 'maxHeaderLines' | 'maxHeaderKiB'>

/** Throws `BadArgumentError` (4) for more header lines, or more bytes of names and values, than the limits. */
export function requireHeadWithin(
  { maxHeaderLines, maxHeaderKiB }: HeadLimits,
  { lines, bytes }: { readonly lines: number; readonly bytes: number },
): void {
  if (lines > maxHeaderLines)
    throw new BadArgumentError(
      errorCodes.NotEnoughMemory,
      `more than ${maxHeaderLines} header lines (MaxHeaderLines)`,
    )
  if (bytes > maxHeaderKiB * 1024)
    throw new BadArgumentError(
      errorCodes.NotEnoughMemory,
      `headers of ${bytes} bytes, at most ${maxHeaderKiB * 1024} (MaxHeaderKiB)`,
    )
}
