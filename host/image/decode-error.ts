import { errorCodes } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { byteLength, type ImageLayout } from './pixels.ts'

/** Throws `CallError` 4 for an image that its header says to be too large, before anything is allocated for it. */
export function requireDecodable(layout: ImageLayout): void {
  const needed = byteLength(layout)
  if (needed <= fixedLimits.decodedImageBytes) return
  const { width, height } = layout
  throw new CallError(
    errorCodes.NotEnoughMemory,
    `an image of ${width} × ${height} px needs ${needed} bytes, at most ${fixedLimits.decodedImageBytes}`,
  )
}

/** Each part of a file is an object for whoever reads it, however few bytes it has. */
export const mostParts = 100_000
