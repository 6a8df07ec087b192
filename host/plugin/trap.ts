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
  const frames = withoutPanic(chosen(guestFrames(thrown.stack ?? ''))).slice(0, mostFrames)
  const where = frames.length === 0 ? '' : ` in ${frames.join(' < ')}`
  const reason = isStackOverflow(thrown) ? 'stack overflow' : thrown.message
  return new PluginError(`${reason}${where}`, { cause: thrown })
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

/** Functions that Rust runs between a panic and the trap. */
const rustPanic =
  /^(?:__rust_start_panic|rust_panic|rust_begin_unwind|__rust_\w*|_?std::(?:panicking|sys::backtrace)::.*|core::panicking::.*)$/

/** Removes Rust's own frames, so that a panic begins with the function that it was in. */
function withoutPanic(frames: readonly string[]): readonly string[] {
  const own = frames.findIndex((frame) => !rustPanic.test(frame))
  return own > 0 ? frames.slice(own) : frames
}
