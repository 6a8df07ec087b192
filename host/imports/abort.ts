import { PluginError } from '../exchange/errors.ts'
import type { GuestMemory } from '../memory/guest-memory.ts'

/** Distance between the length of an AssemblyScript string, in bytes, and its first character. */
const lengthBefore = 4
const maxMessageBytes = 2000

/** Creates `env.abort` of AssemblyScript, which ends the callback with the message and its position in the source. */
export function createAbortImport(state: {
  readonly context: { readonly memory: GuestMemory } | undefined
}): (message: number, file: number, line: number, column: number) => never {
  return (message, file, line, column) => {
    const memory = state.context?.memory
    const why = readUtf16(memory, message) || 'aborted'
    throw new PluginError(`${why} in ${readUtf16(memory, file)}:${line}:${column}`)
  }
}

function readUtf16(memory: GuestMemory | undefined, address: number): string {
  const at = address >>> 0
  if (memory === undefined || at <= lengthBefore || at > memory.size) return ''
  const length = Math.min(memory.readU32(at - lengthBefore), maxMessageBytes, memory.size - at)
  return new TextDecoder('utf-16le').decode(memory.bytes(at, length - (length % 2)))
}
