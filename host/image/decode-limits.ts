import { errorCodes } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { byteLength, type ImageLayout } from './pixels.ts'

/** Maximum number of chunks or segments of a file: each becomes an object, even if it has no bytes. */
export const maxParts = 100_000

/** Throws `CallError` 4 if the size in the header exceeds the limit, before any memory is allocated for the pixels. */
export function requireDecodable(layout: ImageLayout): void {
  const needed = byteLength(layout)
  if (needed <= fixedLimits.decodedImageBytes) return
  const { width, height } = layout
  throw new CallError(
    errorCodes.NotEnoughMemory,
    `an image of ${width} × ${height} px needs ${needed} bytes, at most ${fixedLimits.decodedImageBytes}`,
  )
}
