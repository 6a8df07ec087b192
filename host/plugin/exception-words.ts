import { CallError } from '../exchange/errors.ts'
import type { GuestMemory } from '../memory/guest-memory.ts'
import { guestPtr } from '../memory/guest-ptr.ts'
import { readString } from '../memory/strings.ts'
import { isTrap } from './trap.ts'

const mostCharacters = 200

/**
 * `(module (import "" "" (tag (param i32))))`: whether a tag has this type can be seen by linking alone, and V8 ends the
 * process where it is asked for a value of some others (v128, funcref).
 */
const tagOfOneI32 = new WebAssembly.Module(
  // oxfmt-ignore
  Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 1, 0x7f, 0, 2, 6, 1, 0, 0, 4, 0, 0),
)

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
  if (!thrown.is(tag) || !carriesOneI32(tag)) return undefined
  try {
    const at = Number(ask(Number(thrown.getArg(tag, 0)))) >>> 0
    if (at === 0) return undefined
    const text = readString(memory, guestPtr(at)).replaceAll(/[^ -~]/g, '?')
    return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}...` : text
  } catch (error) {
    // V8 throws a TypeError for a function of other types than it should have.
    if (error instanceof CallError || error instanceof TypeError || isTrap(error)) return undefined
    throw error
  }
}

function carriesOneI32(tag: WebAssembly.Tag): boolean {
  try {
    const linked = new WebAssembly.Instance(tagOfOneI32, { '': { '': tag } })
    return linked instanceof WebAssembly.Instance
  } catch (error) {
    if (error instanceof WebAssembly.LinkError) return false
    throw error
  }
}
