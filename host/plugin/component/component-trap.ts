import type { PluginError } from '../../exchange/errors.ts'
import { hostCallMark, scriptName } from './transpiler-patches.ts'
import { describeTrap, isStackOverflow } from '../trap.ts'

/** How deep a stack is recorded: between the plugin's own functions stand those of its adapter and of the script. */
export const stackFrames = 50

/** The plugin's export by which the adapter calls a callback: what is outside of it is not the plugin's. */
const border = 'orthanc_wasm_call'

/** What ended a component, as one line: as of a core module, without what stands around the plugin. */
export function describeComponentTrap(thrown: unknown): PluginError {
  return describeTrap(thrown instanceof Error ? worded(thrown) : thrown, ownFrames)
}

const leadsOutside = 'a pointer or a length leads outside of its memory'

/**
 * The script reads and writes the plugin's memory itself, for what passes between the plugin and the host. Where that fails
 * V8 has words for its own buffers alone.
 */
function worded(thrown: Error): Error {
  const call = callOf(thrown)
  if (call === undefined || isStackOverflow(thrown)) return thrown
  const why = thrown instanceof RangeError ? leadsOutside : thrown.message
  return Object.assign(new Error(`${call}: ${why}`, { cause: thrown }), { stack: thrown.stack })
}

/** The function whose values were on their way, by its name in the world; `undefined` where the script did not throw itself. */
function callOf({ stack = '' }: Error): string | undefined {
  for (const line of stack.split('\n').filter(isFrame)) {
    if (!line.includes(scriptName)) return undefined
    const name = passing.exec(line)?.[1]
    if (name !== undefined) return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  }
  return undefined
}

/** Frames of V8's own functions have no place. */
function isFrame(line: string): boolean {
  return /^\s+at /.test(line) && !line.endsWith(' (<anonymous>)')
}

/** A function of the host, or one that the plugin exports. */
const passing = new RegExp(
  String.raw`^\s+at (?:Object\.)?(?:${hostCallMark})?((?<=${hostCallMark})\w+|name|version|initialize|finalize|handle) \(`,
)

/** Adapters have no names. A plugin without any is told by numbers, its adapter among them. */
function ownFrames(frames: readonly string[]): readonly string[] {
  const named = frames.filter((frame) => !/^function \d+ at 0x/.test(frame))
  const end = named.findIndex((frame) => frame.endsWith(border))
  if (named.length === 0) return frames
  return end === -1 ? named : named.slice(0, end)
}
