import { PluginError } from '../exchange/errors.ts'

/** Frames of a trap that are told: the innermost ones. */
const framesTold = 8

/** Which of the frames are the plugin's. */
type ChooseFrames = (frames: readonly string[]) => readonly string[]

const allFrames: ChooseFrames = (frames) => frames

/**
 * What ended a guest, as one line: V8's reason and the functions it was in, innermost first, by the names that the
 * module has. A guest can end in an exception of its own, which is no `Error` and has neither.
 */
export function describeTrap(thrown: unknown, chosen: ChooseFrames = allFrames): PluginError {
  if (thrown instanceof WebAssembly.Exception) return new PluginError('uncaught exception')
  if (!(thrown instanceof Error)) return new PluginError('the plugin threw a value')
  const frames = withoutPanic(chosen(guestFrames(thrown.stack ?? ''))).slice(0, framesTold)
  const where = frames.length === 0 ? '' : ` in ${frames.join(' < ')}`
  const reason = isStackOverflow(thrown) ? 'stack overflow' : thrown.message
  return new PluginError(`${reason}${where}`, { cause: thrown })
}

/** Whether V8 threw it because the stack ended. */
export function isStackOverflow({ message }: Error): boolean {
  return /call stack size/.test(message)
}

/** Whether an error came out of the guest's own code, or of what the host throws to end it. */
export function isTrap(thrown: unknown): boolean {
  return (
    thrown instanceof WebAssembly.RuntimeError ||
    thrown instanceof WebAssembly.Exception ||
    thrown instanceof PluginError ||
    thrown instanceof RangeError ||
    !(thrown instanceof Error)
  )
}

/** V8 writes `at name (wasm://wasm/hash:wasm-function[39]:0x2749)`, and without a name the place alone. */
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
    // The linker of C writes the name of its output before that of a function.
    const name = /^\s*at (?:[\w-]+\.wasm\.)?(.+) \(wasm:/.exec(line)?.[1]?.replace(rustHash, '')
    frames.push(name ?? `function ${place[1]} at 0x${place[2]}`)
  }
  return frames.filter((frame, i) => frame !== frames[i - 1])
}

/** What the host's encoders call is WebAssembly as well, and not the plugin's. */
const callsEncoder = /\/host\/image\/encoder\.[jt]s:/

/** What Rust puts behind the name of a function: `hello::h0123456789abcdef`. */
const rustHash = /(?:::h[0-9a-f]{16})?(?: \(\.llvm\.\d+\))?$/

/** What Rust runs between a panic and its end. */
const rustPanic =
  /^(?:__rust_start_panic|rust_panic|rust_begin_unwind|__rust_\w*|_?std::(?:panicking|sys::backtrace)::.*|core::panicking::.*)$/

/** A panic of Rust is told by the function that it was in, and not by its own machinery. */
function withoutPanic(frames: readonly string[]): readonly string[] {
  const own = frames.findIndex((frame) => !rustPanic.test(frame))
  return own > 0 ? frames.slice(own) : frames
}
