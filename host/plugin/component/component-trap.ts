import { camelCase } from '../../../abi/component.ts'
import { insideExports, worldExports } from '../../../abi/component-types.ts'
import type { PluginError } from '../../exchange/errors.ts'
import { hostCallMark, scriptName } from './transpiler-patches.ts'
import { describeTrap, isStackOverflow } from '../trap.ts'

/** The plugin's export through which the adapter calls a callback: frames outside of it are not the plugin's. */
const border = 'orthanc_wasm_call'

/** Describes the end of a component in one line, as for a core module, without the frames around the plugin. */
export function describeComponentTrap(thrown: unknown): PluginError {
  return describeTrap(thrown instanceof Error ? explain(thrown) : thrown, selectOwnFrames)
}

const leadsOutside = 'a pointer or a length leads outside of its memory'

/**
 * Explains an error of the script itself, which reads and writes the plugin's memory for the values that pass between the
 * plugin and the host: V8's message speaks of JavaScript's buffers.
 */
function explain(thrown: Error): Error {
  const call = findCall(thrown)
  if (call === undefined || isStackOverflow(thrown)) return thrown
  const why = thrown instanceof RangeError ? leadsOutside : thrown.message
  return Object.assign(new Error(`${call}: ${why}`, { cause: thrown }), { stack: thrown.stack })
}

/** The function of the world whose values the script was passing; `undefined` if the script did not throw. */
function findCall({ stack = '' }: Error): string | undefined {
  for (const line of stack.split('\n').filter(isFrame)) {
    if (!line.includes(scriptName)) return undefined
    const name = passing.exec(line)?.[1]
    if (name !== undefined) return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  }
  return undefined
}

/** False for frames of V8's own functions, which have no location. */
function isFrame(line: string): boolean {
  return /^\s+at /.test(line) && !line.endsWith(' (<anonymous>)')
}

const ownExports = Object.keys({ ...worldExports, ...insideExports }).map(camelCase)

/** A function of the host, or one that the plugin exports. */
const passing = new RegExp(
  String.raw`^\s+at (?:Object\.)?(?:${hostCallMark})?((?<=${hostCallMark})\w+|${ownExports.join('|')}) \(`,
)

/** Removes frames without a name, as those of the adapter are. All frames of a plugin without names are kept. */
function selectOwnFrames(frames: readonly string[]): readonly string[] {
  const named = frames.filter((frame) => !/^function \d+ at 0x/.test(frame))
  const end = named.findIndex((frame) => frame.endsWith(border))
  if (named.length === 0) return frames
  return end === -1 ? named : named.slice(0, end)
}
