import { errorCodes } from '../../abi/enums.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { BadArgumentError, GuestMemoryError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { GuestMemory } from './guest-memory.ts'
import { guestPtr, type GuestPtr } from './guest-ptr.ts'

const pointerBytes = 4

/**
 * The bytes from `at` up to the next NUL. Throws `GuestMemoryError` for NULL and for an address outside of the memory,
 * `BadArgumentError` for a string without a NUL or beyond the maximum length; it reads no further than that.
 */
export function readString(memory: GuestMemory, at: GuestPtr<'string'>): ByteString {
  const room = memory.size - at
  if (at === 0 || room <= 0) throw new GuestMemoryError(at, 1, memory.size)
  const bytes = memory.bytes(at, Math.min(room, fixedLimits.stringBytes + 1))
  const length = bytes.indexOf(0)
  if (length >= 0) return toByteString(bytes.subarray(0, length))
  throw new BadArgumentError(
    errorCodes.ParameterOutOfRange,
    room > fixedLimits.stringBytes
      ? `string longer than ${fixedLimits.stringBytes} bytes`
      : 'string without a NUL before the end of memory',
  )
}

/** An array of `count` strings. The count is compared with a limit before anything is read. */
export function readStrings(
  memory: GuestMemory,
  at: GuestPtr<'strings'>,
  count: number,
): readonly ByteString[] {
  if (count > fixedLimits.stringCount)
    throw new BadArgumentError(
      errorCodes.ParameterOutOfRange,
      `${count} strings, at most ${fixedLimits.stringCount}`,
    )
  memory.bytes(at, count * pointerBytes)
  let total = 0
  return Array.from({ length: count }, (_, i) => {
    const text = readString(memory, guestPtr(memory.readU32(at + i * pointerBytes)))
    total += text.length
    // All pointers may be to the same long string
    if (total > fixedLimits.stringsBytes)
      throw new BadArgumentError(
        errorCodes.ParameterOutOfRange,
        `strings of more than ${fixedLimits.stringsBytes} bytes together`,
      )
    return text
  })
}

function toByteString(bytes: Uint8Array<ArrayBuffer>): ByteString {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
