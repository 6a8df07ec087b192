import type { PluginError } from '../exchange/errors.ts'
import { describeTrap } from './trap.ts'

/** How deep a stack is recorded: between the plugin's own functions stand those of its adapter and of the script. */
export const stackFrames = 50

/** The plugin's export by which the adapter calls a callback: what is outside of it is not the plugin's. */
const border = 'orthanc_wasm_call'

/** What ended a component, as one line: as of a core module, without what stands around the plugin. */
export function describeComponentTrap(thrown: unknown): PluginError {
  return describeTrap(thrown, ownFrames)
}

/** Adapters have no names. A plugin without any is told by numbers, its adapter among them. */
function ownFrames(frames: readonly string[]): readonly string[] {
  const named = frames.filter((frame) => !/^function \d+ at 0x/.test(frame))
  const end = named.findIndex((frame) => frame.endsWith(border))
  if (named.length === 0) return frames
  return end === -1 ? named : named.slice(0, end)
}
