import { CallError } from '../exchange/errors.ts'
import type { GuestMemory } from '../memory/guest-memory.ts'
import { guestPtr } from '../memory/guest-ptr.ts'
import { readString } from '../memory/strings.ts'
import { isTrap } from './trap.ts'

const mostCharacters = 200

/**
 * What an exception of C++ says of itself (`what()`), in printable ASCII. JavaScript sees an exception without words, so the
 * plugin is asked (`guest/c/exceptions.cpp`). `undefined` for another one, and where the plugin fails again over it.
 */
export function exceptionWords(
  thrown: WebAssembly.Exception,
  exports: WebAssembly.Instance['exports'],
  memory: GuestMemory,
): string | undefined {
  const tag = exports['__cpp_exception']
  const ask = exports['orthanc_wasm_exception']
  if (!(tag instanceof WebAssembly.Tag) || typeof ask !== 'function') return undefined
  if (!thrown.is(tag)) return undefined
  try {
    const at = Number(ask(Number(thrown.getArg(tag, 0)))) >>> 0
    if (at === 0) return undefined
    const text = readString(memory, guestPtr(at)).replaceAll(/[^ -~]/g, '?')
    return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}...` : text
  } catch (error) {
    if (error instanceof CallError || isTrap(error)) return undefined
    throw error
  }
}
