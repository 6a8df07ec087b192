// SPDX-License-Identifier: Apache-2.0

// Texts are strings in JavaScript, and bytes without a NUL in the functions of the host.
import { ErrorCode } from './enums.js'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const toBytes = (value) => (typeof value === 'string' ? encoder.encode(value) : value)
export const toText = (bytes) => decoder.decode(bytes)

/** What a function of the host returns; `undefined` where it says that there is none. */
export function orUndefined(read) {
  try {
    return read()
  } catch (error) {
    if (error?.payload === ErrorCode.UnknownResource) return undefined
    throw error
  }
}
