import { PluginError } from '../exchange/errors.ts'

/** The message of a trap has at most this many frames, the innermost ones. */
const mostFrames = 8

/** Selects the plugin's frames. */
type ChooseFrames = (frames: readonly string[]) => readonly string[]

const allFrames: ChooseFrames = (frames) => frames

/**
 * Describes the end of a guest in one line: V8's reason and the functions it was in, innermost first, by their names in
 * the module. A guest can also throw an exception of its own, which is not an `Error` and has neither.
 */
export function describeTrap(thrown: unknown, chosen: ChooseFrames = allFrames): PluginError {
  if (thrown instanceof WebAssembly.Exception) return new PluginError('uncaught exception')
  if (!(thrown instanceof Error)) return new PluginError('the plugin threw a value')
  const all = chosen(guestFrames(thrown.stack ?? ''))
  const isOutOfMemory =
    thrown.message === 'unreachable' && all.some((frame) => allocationFailure.test(frame))
  const own = withoutRuntime(all, isOutOfMemory ? allocation : panic)
  const frames = own.slice(0, mostFrames)
  const where = frames.length === 0 ? '' : ` in ${frames.join(' < ')}`
  const reason = isStackOverflow(thrown) ? 'stack overflow' : thrown.message
  const error = new PluginError(`${reason}${where}`, { cause: thrown })
  return isOutOfMemory ? describeOutOfMemory(error) : error
}

/** Says that an allocation failed before the trap. */
export function describeOutOfMemory({ message, cause }: PluginError): PluginError {
  return new PluginError(
    `after an allocation failed (raise MemoryMiB, or use less memory): ${message}`,
    { cause },
  )
}

/** True if V8 threw the error because the stack overflowed. */
export function isStackOverflow({ message }: Error): boolean {
  return /call stack size/.test(message)
}

/** True if an error came from the guest's code, or if the host threw it to end the guest. */
export function isTrap(thrown: unknown): boolean {
  return (
    thrown instanceof WebAssembly.RuntimeError ||
    thrown instanceof WebAssembly.Exception ||
    thrown instanceof PluginError ||
    thrown instanceof RangeError ||
    !(thrown instanceof Error)
  )
}

/** A frame of WebAssembly in a stack of V8: its text, and the offset in the running module. */
export function wasmFrames({ cause, stack }: Error): readonly { place: string; offset: number }[] {
  const text = (cause instanceof Error ? cause.stack : stack) ?? ''
  const found = text.matchAll(/wasm-function\[\d+\]:0x([0-9a-f]+)/g)
  return [...found].map(([place, offset = '']) => ({ place, offset: Number.parseInt(offset, 16) }))
}

/** V8 writes `at name (wasm://wasm/hash:wasm-function[39]:0x2749)`, or only the location if the function has no name. */
function guestFrames(stack: string): string[] {
  const frames: string[] = []
  let borders = 0
  for (const line of stack.split('\n')) {
    const place = /wasm-function\[(\d+)\]:0x([0-9a-f]+)/.exec(line)
    if (place === null) {
      if (callsEncoder.test(line)) frames.length = borders
      borders = frames.length
      continue
    }
    // The C linker prefixes the name of a function with that of its output file.
    const name = /^\s*at (?:[\w-]+\.wasm\.)?(.+) \(wasm:/.exec(line)?.[1]?.replace(rustHash, '')
    frames.push(name ?? `function ${place[1]} at 0x${place[2]}`)
  }
  return frames.filter((frame, i) => frame !== frames[i - 1])
}

/** Functions below the host's encoders are WebAssembly, too, but not the plugin's. */
const callsEncoder = /\/host\/image\/encoder\.[jt]s:/

/** The suffix that Rust adds to the name of a function: `hello::h0123456789abcdef`. */
const rustHash = /(?:::h[0-9a-f]{16})?(?: \(\.llvm\.\d+\))?$/

/** Functions that trap if the memory cannot grow: of Rust, and of the allocators of AssemblyScript. */
const allocationFailure = /^(?:alloc::alloc::handle_alloc_error|~lib\/rt\/(?:tlsf|stub)\/.*)$/

/** Functions that run between a failed allocation and its trap, and those that allocate. */
const allocation =
  /^(?:abort|__rust_\w*|__rg_oom|<?(?:std|core|alloc)::.*|<\w+ as alloc::.*|~lib\/rt\/.*)$/

/** Functions that Rust runs between a panic and the trap. */
const panic =
  /^(?:__rust_start_panic|rust_panic|rust_begin_unwind|__rust_\w*|_?std::(?:panicking|sys::backtrace)::.*|core::panicking::.*)$/

/** Removes the innermost frames of the language's own, so that the message begins with the function that failed. */
function withoutRuntime(frames: readonly string[], runtime: RegExp): readonly string[] {
  const own = frames.findIndex((frame) => !runtime.test(frame))
  return own > 0 ? frames.slice(own) : frames
}
