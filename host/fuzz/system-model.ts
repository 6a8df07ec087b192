import type { LogLevel } from '../exchange/ports.ts'
import { rangeFault } from './argument-model.ts'
import type { World } from './world.ts'

/** What a function of WASI, or `abort`, must do. */
export interface SystemEnding {
  /** The error number; `ends`: it does not return, the guest is over; `undefined`: it returns nothing. */
  readonly returns: number | 'ends'
  /** Memory that it may fill with what it likes. */
  readonly fills?: readonly { readonly at: number; readonly length: number }[]
  readonly logs: readonly LogLevel[] | 'any'
}

const errno = { success: 0, badf: 8, fault: 21, inval: 28, nosys: 52 } as const
const mostRandomBytes = 65536
const mostVectors = 1024

/** What the contract says about a call of a system function; an out-parameter is checked before anything is written. */
export function systemEnding(
  world: World,
  name: string,
  values: readonly (number | bigint)[],
): SystemEnding {
  const [first = 0, second = 0, third = 0, fourth = 0] = values.map((value) => Number(value) >>> 0)
  switch (name) {
    case 'abort':
    case 'proc_exit':
      return { returns: 'ends', logs: [] }
    case 'sched_yield':
      return ending(errno.success)
    case 'args_sizes_get':
    case 'environ_sizes_get':
      return filling(world, [first, 4], [second, 4])
    case 'clock_res_get':
      return filling(world, [second, 8])
    case 'clock_time_get':
      return filling(world, [third, 8])
    case 'random_get':
      return random(world, first, second)
    case 'fd_fdstat_get':
      return world.isReady && first !== 1 && first !== 2
        ? ending(errno.badf)
        : filling(world, [second, 24])
    case 'fd_write':
      return print(world, first, { at: second, count: third, written: fourth })
    default:
      return ending(name.startsWith('fd_') ? errno.badf : errno.nosys)
  }
}

function ending(returns: number): SystemEnding {
  return { returns, logs: [] }
}

function filling(world: World, ...ranges: readonly (readonly [number, number])[]): SystemEnding {
  if (!world.isReady) return ending(errno.inval)
  if (ranges.some(([at, length]) => rangeFault(world, at, length) !== undefined))
    return ending(errno.fault)
  const fills = ranges.map(([at, length]) => ({ at, length }))
  return { returns: errno.success, fills, logs: [] }
}

function random(world: World, at: number, length: number): SystemEnding {
  const filled = filling(world, [at, length])
  return filled.returns === errno.success && length > mostRandomBytes ? ending(errno.inval) : filled
}

/** What is printed becomes a line of the log, unless it is blank. */
function print(
  world: World,
  descriptor: number,
  { at, count, written }: { at: number; count: number; written: number },
): SystemEnding {
  if (descriptor !== 1 && descriptor !== 2) return ending(errno.badf)
  if (count > mostVectors || !world.isReady) return ending(errno.inval)
  if (rangeFault(world, written, 4) !== undefined) return ending(errno.fault)
  for (let i = 0; i < count; i++) {
    const vector = at + i * 8
    if (rangeFault(world, vector, 4) ?? rangeFault(world, vector + 4, 4)) return ending(errno.fault)
    const [start, length] = [
      world.shadow.readUInt32LE(vector),
      world.shadow.readUInt32LE(vector + 4),
    ]
    if (rangeFault(world, start, length) !== undefined) return ending(errno.fault)
  }
  return { returns: errno.success, fills: [{ at: written, length: 4 }], logs: 'any' }
}
